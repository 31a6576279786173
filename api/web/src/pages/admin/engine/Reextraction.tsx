import { Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { Fault } from '../../../parts/Fault';
import { useFormat } from '../../../text/format';

/**
 * Reextraction shows how many acquisitions the present engine has looked at, and
 * has the others extracted anew. The service's events make the bar go on.
 */
export function Reextraction({ now }: { now: Schemas['Operations'] }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const queued = now.jobs.extract?.queued ?? 0;
  const due = now.outdated + now.waiting;
  const share = now.acquisitions === 0 ? 100 : (100 * now.current) / now.acquisitions;
  const state = t('extraction.state', { current: format.number(now.current), all: format.number(now.acquisitions) });

  async function start() {
    setBusy(true);
    try {
      const answer = await act('post', '/api/v1/operations/re-extract');
      notifications.show({ message: t('extraction.queued', { count: answer.queued }) });
      setError(undefined);
    } catch (refused) {
      setError(refused);
    }
    await queries.invalidateQueries({ queryKey: ['get', '/api/v1/operations'] });
    setBusy(false);
  }

  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Title order={2} size="h4">{t('extraction.title')}</Title>
        <Progress.Root size={20} radius="sm">
          <Progress.Section value={share} aria-label={state} striped={queued > 0} animated={queued > 0} />
        </Progress.Root>
        <Text role="status">
          {state}
          {queued > 0 && ` · ${t('extraction.waiting', { count: queued })}`}
        </Text>
        <Text size="sm" c="dimmed">{t('extraction.rest', { outdated: format.number(now.outdated), waiting: format.number(now.waiting), refused: format.number(now.refused), failed: format.number(now.failed) })}</Text>
        <Text size="sm">{t('extraction.text')}</Text>
        <Fault error={error} />
        <Group>
          <Button onClick={() => void start()} loading={busy} disabled={due === 0 || queued >= due}>{t('extraction.start')}</Button>
          {due === 0 && <Text size="sm" c="dimmed">{t('extraction.nothing')}</Text>}
        </Group>
      </Stack>
    </Paper>
  );
}
