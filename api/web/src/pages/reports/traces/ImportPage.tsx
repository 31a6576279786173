import { Alert, Button, Code, FileInput, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf, queries, type Schemas } from '../../../api/client';
import { reach } from '../../../api/reach';
import { Fault } from '../../../parts/Fault';
import { Page } from '../../../parts/Page';
import { Tag } from '../../../parts/Tag';

const columns = ['request', 'received', 'status', 'no_result', 'trace_number', 'dealer_name', 'dealer_licence', 'dealer_city', 'dealer_state', 'purchaser_surname', 'purchaser_given_names', 'purchased', 'comment'];
const tones = { entered: 'good', present: 'calm', refused: 'bad' } as const;

/** ImportPage enters a table of results that came back. */
export default function ImportPage() {
  const { t } = useTranslation('reports');
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [report, setReport] = useState<Schemas['TraceImport']>();

  async function send(event: FormEvent) {
    event.preventDefault();
    if (!file) return;
    setBusy(true);
    setReport(undefined);
    try {
      // The same table twice enters nothing twice: sending it again is safe.
      const address = new URL(`/api/v1/trace-results/import?file_name=${encodeURIComponent(file.name)}`, window.location.origin);
      const answer = await reach(new Request(address, { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: await file.arrayBuffer() }));
      if (!answer.ok) throw await problemOf(answer);
      setReport((await answer.json()) as Schemas['TraceImport']);
      setError(undefined);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/trace-') });
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  }

  return (
    <Page title={t('import.title')} path={[{ name: t('traces.title'), href: '/traces' }]}>
      <Stack maw={900}>
        <Text size="sm">{t('import.text')}</Text>
        <details>
          <summary>{t('import.columns')}</summary>
          <Text size="sm" my="xs">{t('import.columnsText')}</Text>
          <Code block style={{ whiteSpace: 'pre-wrap' }}>{columns.join(', ')}</Code>
        </details>
        <form onSubmit={(event) => void send(event)}>
          <Group align="flex-end">
            <FileInput w={420} label={t('import.file')} placeholder={t('import.choose')} accept=".csv,.tsv,.txt,text/csv" clearable clearButtonProps={{ 'aria-label': t('shell:delete') }} value={file} onChange={setFile} />
            <Button type="submit" loading={busy} disabled={!file}>{t('import.go')}</Button>
          </Group>
        </form>
        <Fault error={error} />
        {report && (
          <section aria-labelledby="outcome">
            <Title order={2} size="h4" id="outcome" mb="xs">{t('import.outcome')}</Title>
            <Alert color={report.refused > 0 ? 'orange' : 'green'} role="status">
              {t('import.entered', { count: report.entered })} {t('import.present', { count: report.present })} {t('import.refused', { count: report.refused })}
            </Alert>
            <Table mt="sm">
              <Table.Thead>
                <Table.Tr>{(['line', 'request', 'state', 'why'] as const).map((key) => <Table.Th key={key} scope="col">{t(`import.${key}`)}</Table.Th>)}</Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {[...report.rows].sort((a, b) => a.line - b.line).map((row) => (
                  <Table.Tr key={row.line}>
                    <Table.Td className="numbers">{row.line}</Table.Td>
                    <Table.Td>{row.request}</Table.Td>
                    <Table.Td><Tag tone={tones[row.status]}>{t(`import.statuses.${row.status}`)}</Tag></Table.Td>
                    <Table.Td>{row.errors?.map((one) => <div key={one.location + one.message}>{one.location && <b>{one.location}: </b>}{one.message}</div>)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        )}
      </Stack>
    </Page>
  );
}
