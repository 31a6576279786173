import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { Fault } from '../../../parts/Fault';

/** Reindex has the index of texts and the gallery made anew from the records. */
export function Reindex({ now }: { now: Schemas['Operations'] }) {
  const { t } = useTranslation('admin');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const queued = now.jobs.reindex?.queued ?? 0;

  async function start() {
    setBusy(true);
    try {
      await act('post', '/api/v1/operations/reindex');
      notifications.show({ message: t('reindex.queued') });
      setError(undefined);
    } catch (refused) {
      setError(refused);
    }
    await queries.invalidateQueries({ queryKey: ['get', '/api/v1/operations'] });
    setBusy(false);
  }

  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">{t('reindex.title')}</Title>
      <Text size="sm" mb="sm">{t('reindex.text')}</Text>
      <Fault error={error} />
      <Group>
        <Button variant="default" loading={busy} disabled={queued > 0} onClick={() => void start()}>{t('reindex.start')}</Button>
        <Text size="sm" role="status">{queued > 0 ? t('reindex.waiting') : ''}</Text>
      </Group>
    </Paper>
  );
}
