import { Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { faultsOf } from '../../../api/problem';
import { useDraft } from '../../../app/draft';
import { Fault } from '../../../parts/Fault';

/** SettleForm lets a supervisor decide about a pair of which two people differ. */
export function SettleForm({ lead }: { lead: Schemas['Lead'] }) {
  const { t } = useTranslation('decide');
  const reason = useDraft(`settle.${lead.id}`, '');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState<boolean>();
  const settle = async (toMicroscope: boolean) => {
    setBusy(toMicroscope);
    setError(undefined);
    try {
      await act('post', '/api/v1/leads/{id}/settle', { path: { id: lead.id ?? '' }, body: { to_microscope: toMicroscope, reason: reason.value.trim() } });
      reason.clear('');
      await queries.invalidateQueries({ predicate: ({ queryKey: [, path] }) => typeof path === 'string' && /leads|reviews|work/.test(path) });
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Title order={2} size="h4">{t('settle.title')}</Title>
        <Text size="sm" c="dimmed">{t('settle.what')}</Text>
        <Textarea label={t('shell:reason')} required autosize minRows={3} maxRows={10} maxLength={4000} value={reason.value} error={faultsOf(error).reason} onChange={(event) => reason.set(event.currentTarget.value)} />
        {error !== undefined && <Fault error={error} except={['reason']} />}
        <Group gap="xs">
          <Button loading={busy === true} disabled={busy === false} onClick={() => void settle(true)}>{t('settle.microscope')}</Button>
          <Button variant="default" loading={busy === false} disabled={busy === true} onClick={() => void settle(false)}>{t('settle.refute')}</Button>
        </Group>
      </Stack>
    </Paper>
  );
}
