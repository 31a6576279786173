import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { api, queries } from '../../../api/client';
import { act } from '../../../api/outbox';
import { Fault } from '../../../parts/Fault';

/** NewTrace makes a request of a firearm's record: the service fills in what the record, its case and the laboratory say. */
export function NewTrace({ firearm }: { firearm: string }) {
  const { t } = useTranslation('reports');
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const { data } = api.useQuery('get', '/api/v1/firearms/{id}', { params: { path: { id: firearm } } });

  async function make() {
    setBusy(true);
    try {
      const made = await act('post', '/api/v1/trace-requests', { body: { firearm } });
      await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/trace-requests') });
      go(`/traces/${made.id}`);
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  }

  return (
    <Alert color="petrol" mb="md" title={t('traces.of', { number: data?.number ?? '' })}>
      <Text size="sm" mb="sm">{t('traces.ofText')}</Text>
      <Fault error={error} />
      <Group>
        <Button size="xs" loading={busy} disabled={!data} onClick={() => void make()}>{t('traces.make')}</Button>
        <Anchor size="sm" component={Link} href={`/firearms/${firearm}`}>{t('traces.firearm')}</Anchor>
        <Anchor size="sm" component={Link} href="/traces">{t('traces.everyOne')}</Anchor>
      </Group>
    </Alert>
  );
}
