import { Button, Group, SegmentedControl, Select, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { api, queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { said } from '../../../api/problem';
import { Answer } from '../../../parts/Answer';
import { allOf, byPage, More } from '../../../parts/More';
import { AdminPage } from '../AdminPage';
import { JobRow } from './JobRow';

const states = ['', 'queued', 'dead', 'done', 'dropped'] as const;
const kinds = ['extract', 'search', 'reindex'] as const;

/** JobsPage: background work, and the list of what failed for good. */
export default function JobsPage() {
  const { t } = useTranslation('admin');
  const [asked, setAsked] = useSearchParams();
  const [busy, setBusy] = useState(false);
  const state = asked.get('state') ?? '';
  const kind = asked.get('kind') ?? '';
  const jobs = api.useInfiniteQuery('get', '/api/v1/jobs', { params: { query: { limit: 50, state: state || undefined, kind: kind || undefined } } }, byPage);

  const narrow = (name: string, value: string) =>
    setAsked((before) => {
      if (value) before.set(name, value);
      else before.delete(name);
      return before;
    }, { replace: true });

  async function retryAll(dead: Schemas['Job'][]) {
    setBusy(true);
    let done = 0;
    for (const job of dead) {
      try {
        await act('post', '/api/v1/jobs/{id}/retry', { path: { id: job.id ?? '' } });
        done++;
      } catch (refused) {
        notifications.show({ color: 'red', message: said(refused) });
        break;
      }
    }
    if (done > 0) notifications.show({ message: t('jobs.retriedAll', { count: done }) });
    await reread();
    setBusy(false);
  }

  return (
    <AdminPage title={t('section.jobs')}>
      <Group mb="md">
        <SegmentedControl
          aria-label={t('jobs.state')} value={state} onChange={(value) => narrow('state', value)}
          data={states.map((value) => ({ value, label: t(value ? `jobs.only.${value}` : 'jobs.all') }))}
        />
        <Select
          aria-label={t('jobs.kind')} placeholder={t('jobs.anyKind')} clearable value={kind || null} onChange={(value) => narrow('kind', value ?? '')}
          clearButtonProps={{ 'aria-label': t('jobs.anyKind') }}
          data={kinds.map((value) => ({ value, label: t(`jobs.kinds.${value}`) }))}
        />
      </Group>
      {state === 'dead' && <Text size="sm" c="dimmed" mb="sm" maw={760}>{t('jobs.deadText')}</Text>}
      <Answer of={jobs}>
        {(data) => {
          const items = allOf(data);
          const dead = items.filter((job) => job.state === 'dead');
          if (items.length === 0) return <Text>{t(state === 'dead' ? 'jobs.noDead' : 'jobs.none')}</Text>;
          return (
            <>
              {dead.length > 1 && (
                <Button size="xs" variant="default" mb="sm" loading={busy} onClick={() => void retryAll(dead)}>{t('jobs.retryAll', { count: dead.length })}</Button>
              )}
              <Table.ScrollContainer minWidth={860}>
                <Table verticalSpacing="xs">
                  <Table.Thead>
                    <Table.Tr>
                      {(['kind', 'about', 'laboratory', 'state', 'since', 'attempts'] as const).map((key) => <Table.Th key={key} scope="col">{t(`jobs.${key}`)}</Table.Th>)}
                      <Table.Td />
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>{items.map((job) => <JobRow key={job.id} job={job} changed={reread} />)}</Table.Tbody>
                </Table>
              </Table.ScrollContainer>
              <More of={jobs} count={items.length} />
            </>
          );
        }}
      </Answer>
    </AdminPage>
  );
}

const reread = () =>
  queries.invalidateQueries({ predicate: ({ queryKey }) => /^\/api\/v1\/(jobs|operations)/.test(String(queryKey[1])) });
