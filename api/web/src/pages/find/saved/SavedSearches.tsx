import { Anchor, Badge, Box, Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../../api/client';
import { act } from '../../../api/outbox';
import { useAccount } from '../../../app/rights';
import { Answer } from '../../../parts/Answer';
import { Fault } from '../../../parts/Fault';
import type { Query } from '../query';
import { reread } from './reread';
import { SaveForm } from './SaveForm';
import { hrefOf, inUse, type SavedSearch } from './saved';

/** SavedSearches keeps what somebody looks for again and again, and opens it. */
export function SavedSearches({ query }: { query: Query }) {
  const { t } = useTranslation(['find', 'shell']);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="xs" aria-haspopup="dialog" onClick={() => setOpen(true)}>{t('saved.title')}</Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t('saved.title')} size="lg" closeButtonProps={{ 'aria-label': t('shell:close') }}>
        <Stack>
          <SaveForm query={query} />
          <List open={() => setOpen(false)} />
        </Stack>
      </Modal>
    </>
  );
}

function List({ open }: { open: () => void }) {
  const { t, i18n } = useTranslation('find');
  const account = useAccount();
  const saved = api.useQuery('get', '/api/v1/saved-searches', { params: { query: { about: 'find', limit: 500 } } });
  return (
    <section aria-label={t('saved.list')}>
      <Title order={3} size="sm" mb="xs">{t('saved.list')}</Title>
      <Answer of={saved}>
        {({ items }) => {
          const shown = inUse(items, account.id ?? '', i18n.language);
          if (shown.length === 0) return <Text size="sm" c="dimmed">{t('saved.none')}</Text>;
          return (
            <Stack component="ul" gap={4} m={0} p={0} style={{ listStyle: 'none' }}>
              {shown.map((one) => <One key={one.id} saved={one} mine={one.created_by === account.id} open={open} />)}
            </Stack>
          );
        }}
      </Answer>
    </section>
  );
}

function One({ saved, mine, open }: { saved: SavedSearch; mine: boolean; open: () => void }) {
  const { t } = useTranslation('find');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  async function change(to: Partial<SavedSearch>) {
    setBusy(true);
    setError(undefined);
    const { name, about, query, shared, withdrawn, lab } = { ...saved, ...to };
    try {
      await act('put', '/api/v1/saved-searches/{id}', { path: { id: saved.id! }, version: saved.version, body: { name, about, query, shared, withdrawn, lab } });
    } catch (refused) {
      setError(refused);
    }
    await reread();
    setBusy(false);
  }
  return (
    <Box component="li">
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Group gap="xs" miw={0}>
          <Anchor component={Link} href={hrefOf(saved)} size="sm" fw={600} onClick={open} style={{ overflowWrap: 'anywhere' }}>{saved.name}</Anchor>
          {saved.shared && <Badge variant="default" radius="sm" tt="none" fw={500}>{t(mine ? 'saved.shared' : 'saved.theirs')}</Badge>}
        </Group>
        {mine && (
          <Group gap={4} wrap="nowrap">
            <Button size="compact-sm" variant="subtle" disabled={busy} onClick={() => void change({ shared: !saved.shared })} aria-label={t(saved.shared ? 'saved.unshareOf' : 'saved.shareOf', { name: saved.name })}>
              {t(saved.shared ? 'saved.unshare' : 'saved.share')}
            </Button>
            <Button size="compact-sm" variant="subtle" disabled={busy} onClick={() => void change({ withdrawn: true })} aria-label={t('saved.removeOf', { name: saved.name })}>
              {t('saved.remove')}
            </Button>
          </Group>
        )}
      </Group>
      <Fault error={error} />
    </Box>
  );
}
