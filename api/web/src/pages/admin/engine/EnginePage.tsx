import { Alert, Anchor, Code, Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api, type Schemas } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { useFormat } from '../../../text/format';
import { AdminPage } from '../AdminPage';
import { Reextraction } from './Reextraction';
import { Reindex } from './Reindex';

type Operations = Schemas['Operations'];

/** EnginePage: the engine's version, what it has looked at, its queue, and extracting anew. */
export default function EnginePage() {
  const { t } = useTranslation('admin');
  const operations = api.useQuery('get', '/api/v1/operations');
  return (
    <AdminPage title={t('section.engine')}>
      <Answer of={operations}>
        {(now) => (
          <Stack>
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <Versions now={now} />
              <Reextraction now={now} />
            </SimpleGrid>
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <Work now={now} />
              <Stack>
                <Marks now={now} />
                <Reindex now={now} />
              </Stack>
            </SimpleGrid>
          </Stack>
        )}
      </Answer>
    </AdminPage>
  );
}

function Versions({ now }: { now: Operations }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const rows: [string, string][] = [
    ['engine', now.engine], ['params', now.params], ['allParams', now.all_params], ['version', now.version],
  ];
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">{t('engine.versions')}</Title>
      <Table>
        <Table.Tbody>
          {rows.map(([key, value]) => (
            <Table.Tr key={key}><Table.Th scope="row" fw={500}>{t(`engine.${key}`)}</Table.Th><Table.Td><Code>{value}</Code></Table.Td></Table.Tr>
          ))}
          <Table.Tr><Table.Th scope="row" fw={500}>{t('engine.changes')}</Table.Th><Table.Td className="numbers">{format.number(now.changes)}</Table.Td></Table.Tr>
          <Table.Tr><Table.Th scope="row" fw={500}>{t('engine.auditSize')}</Table.Th><Table.Td className="numbers">{format.number(now.audit_size)}</Table.Td></Table.Tr>
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Work({ now }: { now: Operations }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const columns = ['queued', 'done', 'dead', 'dropped'] as const;
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">{t('engine.work')}</Title>
      {now.queue ? (
        <Text size="sm" mb="sm">{t('engine.queue', { interactive: format.number(now.queue.interactive), batch: format.number(now.queue.batch) })}</Text>
      ) : (
        <Alert color="orange" mb="sm">{t('engine.noQueue')}</Alert>
      )}
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('jobs.kind')}</Table.Th>
            {columns.map((key) => <Table.Th key={key} scope="col" ta="right">{t(`jobs.states.${key}`)}</Table.Th>)}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(['extract', 'search', 'reindex'] as const).map((kind) => (
            <Table.Tr key={kind}>
              <Table.Th scope="row" fw={500}><Anchor size="sm" component={Link} href={`/admin/jobs?kind=${kind}`}>{t(`jobs.kinds.${kind}`)}</Anchor></Table.Th>
              {columns.map((key) => {
                const count = now.jobs[kind]?.[key] ?? 0;
                return (
                  <Table.Td key={key} ta="right" className="numbers">
                    {key === 'dead' && count > 0 ? <Anchor size="sm" fw={700} component={Link} href={`/admin/jobs?state=dead&kind=${kind}`}>{format.number(count)}</Anchor> : format.number(count)}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Marks({ now }: { now: Operations }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">{t('engine.marks', { marks: format.number(now.marks) })}</Title>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('engine.engine')}</Table.Th><Table.Th scope="col">{t('engine.params')}</Table.Th><Table.Th scope="col" ta="right">{t('engine.count')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {now.by_engine.map((one) => (
            <Table.Tr key={`${one.engine}/${one.params}`}>
              <Table.Td>{one.engine}{one.engine === now.engine && one.params === now.params && <Text span size="sm" c="dimmed"> · {t('engine.present')}</Text>}</Table.Td>
              <Table.Td><Code>{one.params}</Code></Table.Td>
              <Table.Td ta="right" className="numbers">{format.number(one.marks)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
