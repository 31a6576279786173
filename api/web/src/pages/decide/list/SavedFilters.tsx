import { ActionIcon, Badge, Button, Checkbox, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { faultsOf } from '../../../api/problem';
import { useAccount } from '../../../app/rights';
import { Fault } from '../../../parts/Fault';
import { IconX } from '../../../parts/icons';
import { filterIn, filterOut, type Filter } from './filter';

type Saved = Schemas['SavedSearch'];

interface Props {
  filter: Filter;
  use: (filter: Filter) => void;
}

/** SavedFilters are filters kept under a name, one's own and those that colleagues share. */
export function SavedFilters({ filter, use }: Props) {
  const { t } = useTranslation('decide');
  const account = useAccount();
  const saved = api.useQuery('get', '/api/v1/saved-searches', { params: { query: { about: 'candidates', limit: 200 } } });
  const [error, setError] = useState<unknown>();
  const items = (saved.data?.items ?? []).filter((one) => !one.withdrawn);
  const change = async (send: () => Promise<unknown>) => {
    setError(undefined);
    try {
      await send();
      await queries.invalidateQueries({ predicate: ({ queryKey: [, path] }) => path === '/api/v1/saved-searches' });
      return true;
    } catch (refused) {
      setError(refused);
      return false;
    }
  };
  const remove = (one: Saved) =>
    change(() => act('put', '/api/v1/saved-searches/{id}', { path: { id: one.id ?? '' }, version: one.version, body: { ...one, withdrawn: true } }));
  const faults = faultsOf(error);
  return (
    <section aria-label={t('new.saved')}>
      <Text size="sm" fw={500}>{t('new.saved')}</Text>
      <Group gap="xs" mt={4}>
        {items.length === 0 && <Text size="sm" c="dimmed">{t('new.noneSaved')}</Text>}
        {items.map((one) => (
          <Group key={one.id} gap={2} wrap="nowrap">
            <Button size="compact-sm" variant="default" onClick={() => use(filterIn(one.query))}>
              {one.name}{one.shared && <Badge ml={6} size="xs" variant="default" tt="none">{t('new.sharedBadge')}</Badge>}
            </Button>
            {one.created_by === account.id && (
              <ActionIcon size="md" variant="subtle" color="gray" aria-label={t('new.remove', { name: one.name })} onClick={() => void remove(one)}><IconX size={14} /></ActionIcon>
            )}
          </Group>
        ))}
      </Group>
      <Save fault={faults.name} save={(name, shared) => change(() => act('post', '/api/v1/saved-searches', { body: { name, shared, about: 'candidates', query: filterOut(filter) } }))} />
      {error !== undefined && <Fault error={error} except={['name']} />}
    </section>
  );
}

function Save({ save, fault }: { save: (name: string, shared: boolean) => Promise<boolean>; fault?: string }) {
  const { t } = useTranslation('decide');
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const send = async () => {
    if (await save(name.trim(), shared)) setName('');
  };
  return (
    <Group gap="xs" mt="xs" align="flex-end">
      <TextInput
        size="xs" label={t('new.name')} maxLength={200} value={name} error={fault} onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault(); // the form around it starts a search
          if (name.trim()) void send();
        }}
      />
      <Checkbox size="xs" mb={6} label={t('new.share')} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
      <Button size="xs" variant="default" disabled={!name.trim()} onClick={() => void send()}>{t('new.save')}</Button>
    </Group>
  );
}
