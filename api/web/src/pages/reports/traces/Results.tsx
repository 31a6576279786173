import { Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { useFormat } from '../../../text/format';
import type { Trace } from './fields';
import { ResultForm } from './ResultForm';

type Result = Schemas['TraceResult'];

/** Results: what came back of a request, and entering it. */
export function Results({ trace, changed }: { trace: Trace; changed: () => Promise<unknown> }) {
  const { t } = useTranslation('reports');
  const id = trace.id ?? '';
  const [open, setOpen] = useState<string>();
  const results = api.useQuery('get', '/api/v1/trace-requests/{id}/results', { params: { path: { id }, query: { limit: 200 } } });
  const done = async () => {
    await changed();
    setOpen(undefined);
  };
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="results">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4" id="results">{t('results.title')}</Title>
        {trace.state !== 'closed' && open !== 'new' && <Button size="xs" onClick={() => setOpen('new')}>{t('results.enter')}</Button>}
      </Group>
      <Stack>
        {open === 'new' && <ResultForm trace={trace} done={done} cancel={() => setOpen(undefined)} />}
        <Answer of={results}>
          {({ items }) => (
            <>
              {items.length === 0 && open !== 'new' && <Text size="sm">{t('results.none')}</Text>}
              {items.map((one) =>
                one.id === open ? (
                  <ResultForm key={one.id} trace={trace} result={one} done={done} cancel={() => setOpen(undefined)} />
                ) : (
                  <OneResult key={one.id} result={one} edit={() => setOpen(one.id)} />
                ),
              )}
            </>
          )}
        </Answer>
      </Stack>
    </Paper>
  );
}

function OneResult({ result, edit }: { result: Result; edit: () => void }) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const name = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(', ');
  const rows: [string, string][] = [
    ['received', format.date(result.received)],
    ['trace_number', result.trace_number ?? ''],
    ['no_result', result.no_result ?? ''],
    ['dealer', name(result.dealer?.name, result.dealer?.licence, result.dealer?.city, result.dealer?.state)],
    ['purchaser', name(result.purchaser?.surname, result.purchaser?.given_names)],
    ['purchased', format.date(result.purchased)],
    ['recovered', format.date(result.recovered?.slice(0, 10))],
    ['time_to_crime', (result.time_to_crime_days ?? -1) >= 0 ? t('results.days', { count: result.time_to_crime_days }) : t('shell:unknown')],
    ['comment', result.comment ?? ''],
    ['source_file', result.source_file ?? ''],
  ];
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" mb={4}>
        <Title order={3} size="h5">{t(`results.statuses.${result.status}`)}</Title>
        <Button size="xs" variant="default" onClick={edit}>{t('shell:edit')}</Button>
      </Group>
      <Table withRowBorders={false} verticalSpacing={2}>
        <Table.Tbody>
          {rows.filter(([, value]) => value).map(([key, value]) => (
            <Table.Tr key={key}><Table.Th scope="row" w={220} fw={500}>{t(`results.${key}`)}</Table.Th><Table.Td>{value}</Table.Td></Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
