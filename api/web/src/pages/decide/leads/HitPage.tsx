import { Alert, Anchor, Button, Group, Paper, SegmentedControl, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import { api, queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { useHas } from '../../../app/rights';
import { Answer } from '../../../parts/Answer';
import { Fault } from '../../../parts/Fault';
import { Page } from '../../../parts/Page';
import { useNames } from '../../../parts/people';
import { SaveButton } from '../../../parts/SaveButton';
import { useFormat } from '../../../text/format';
import { languages, type Language } from '../../../text/i18n';
import { PairCard } from './PairCard';

/** HitPage is an association that an examiner confirmed on the exhibits themselves. */
export default function HitPage() {
  const { id } = useParams<{ id: string }>();
  const hit = api.useQuery('get', '/api/v1/hits/{id}', { params: { path: { id } } });
  return <Answer of={hit}>{(read) => <Read key={id} hit={read} />}</Answer>;
}

function Read({ hit }: { hit: Schemas['Hit'] }) {
  const { t } = useTranslation('decide');
  const format = useFormat();
  const name = useNames();
  const row = api.useQuery('get', '/api/v1/hits/table', { params: { query: { lead: hit.lead, limit: 1 } } });
  const pair = row.data?.items[0]?.pair;
  const { finding } = hit;
  return (
    <Page title={`${t('terms:hit_one')} ${hit.number}`} path={[{ name: t('leads.title'), href: '/hits' }]}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Stack>
          <Paper withBorder p="md">
            <Title order={2} size="h4" mb="xs">{t('hits.finding')}</Title>
            <Table withRowBorders={false} verticalSpacing={3} variant="vertical" fz="sm">
              <Table.Tbody>
                <Table.Tr><Table.Th scope="row" w={150} fw={500}>{t('microscope.conclusion')}</Table.Th><Table.Td><b>{t(`terms:conclusion.${finding.conclusion}`)}</b></Table.Td></Table.Tr>
                <Table.Tr><Table.Th scope="row" fw={500}>{t('microscope.day')}</Table.Th><Table.Td>{format.date(finding.examined_at)}</Table.Td></Table.Tr>
                <Table.Tr><Table.Th scope="row" fw={500}>{t('microscope.instrument')}</Table.Th><Table.Td>{finding.microscope}</Table.Td></Table.Tr>
                <Table.Tr><Table.Th scope="row" fw={500}>{t('microscope.reason')}</Table.Th><Table.Td style={{ whiteSpace: 'pre-wrap' }}>{finding.reason}</Table.Td></Table.Tr>
                <Table.Tr><Table.Th scope="row" fw={500}>{t('hits.examiner')}</Table.Th><Table.Td>{name(hit.examiner)} · {format.moment(hit.created_at)}</Table.Td></Table.Tr>
              </Table.Tbody>
            </Table>
            <Anchor component={Link} size="sm" href={`/leads/${hit.lead}`}>{t('hits.way')}</Anchor>
          </Paper>
          <Reports hit={hit.id ?? ''} />
          {pair && <Traces pair={pair} />}
        </Stack>
        {pair ? <PairCard pair={pair} /> : null}
      </SimpleGrid>
    </Page>
  );
}

/** Reports are the numbered reports of a hit, and a new one. */
function Reports({ hit }: { hit: string }) {
  const { t, i18n } = useTranslation('decide');
  const format = useFormat();
  const name = useNames();
  const writes = useHas('examiner', 'supervisor');
  const reports = api.useQuery('get', '/api/v1/reports', { params: { query: { subject: hit, limit: 50 } } });
  const [language, setLanguage] = useState<Language>(i18n.language === 'en' ? 'en' : 'es');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const write = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await act('post', '/api/v1/hits/{id}/reports', { path: { id: hit }, body: { language } });
      await queries.invalidateQueries({ predicate: ({ queryKey: [, path] }) => path === '/api/v1/reports' });
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="xs">{t('hits.reports')}</Title>
      <Answer of={reports}>
        {({ items }) => items.length === 0 ? <Text size="sm" c="dimmed" mb="xs">{t('hits.noReports')}</Text> : (
          <Table withRowBorders={false} verticalSpacing={3} fz="sm" aria-label={t('hits.reports')}>
            <Table.Tbody>
              {items.map((report) => (
                <Table.Tr key={report.id}>
                  <Table.Th scope="row" fw={500} px={0}><SaveButton size="compact-sm" from={`/api/v1/reports/${report.id}/report.pdf`} name={`${report.number}.pdf`}>{report.number} · PDF, {format.bytes(report.bytes)}</SaveButton></Table.Th>
                  <Table.Td>{t(`language.${report.language}`)}<Text size="xs" c="dimmed">{name(report.created_by)} · {format.moment(report.created_at)}</Text></Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Answer>
      {error !== undefined && <Fault error={error} />}
      {writes && (
        <Group gap="sm" mt="xs">
          <SegmentedControl size="xs" aria-label={t('hits.language')} value={language} onChange={(one) => setLanguage(one as Language)} data={languages.map((one) => ({ value: one, label: t(`language.${one}`) }))} />
          <Button size="xs" loading={busy} onClick={() => void write()}>{t('hits.write')}</Button>
        </Group>
      )}
    </Paper>
  );
}

/** Traces leads on to the trace requests of the firearms that a hit joins. */
function Traces({ pair }: { pair: Schemas['ShownPair'] }) {
  const { t } = useTranslation('decide');
  const firearms = [...new Map([pair.probe, pair.party].filter((one) => one.firearm).map((one) => [one.firearm, one])).values()];
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="xs">{t('hits.trace')}</Title>
      {firearms.length === 0 && <Alert color="gray" variant="light">{t('hits.noFirearm')}</Alert>}
      {firearms.map((one) => (
        <Group key={one.firearm} gap="md">
          <Anchor component={Link} size="sm" href={`/firearms/${one.firearm}`}>{one.firearm_label || t('terms:firearm_one')}</Anchor>
          <Anchor component={Link} size="sm" href={`/traces?firearm=${one.firearm}`}>{t('hits.traceGo')}</Anchor>
        </Group>
      ))}
    </Paper>
  );
}
