import { Anchor, Code, SegmentedControl, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import { api, type Schemas } from '../../../api/client';
import { useHas } from '../../../app/rights';
import { Answer } from '../../../parts/Answer';
import { useLaboratories } from '../../../parts/laboratories';
import { allOf, byPage, More } from '../../../parts/More';
import { Page } from '../../../parts/Page';
import { useNames } from '../../../parts/people';
import { SaveButton } from '../../../parts/SaveButton';
import { useFormat } from '../../../text/format';
import { NewReport } from './NewReport';

/** ReportsPage: the numbered reports about comparisons and hits, and making one of a hit. */
export default function ReportsPage() {
  const { t } = useTranslation('reports');
  const [asked] = useSearchParams();
  const [about, setAbout] = useState('');
  const writes = useHas('examiner', 'supervisor');
  const only = { case: asked.get('case') ?? undefined, subject: asked.get('subject') ?? undefined };
  const reports = api.useInfiniteQuery('get', '/api/v1/reports', { params: { query: { limit: 50, ...only } } }, byPage);
  return (
    <Page title={t('reports.title')} actions={writes && <NewReport />}>
      <Text size="sm" c="dimmed" mb="md" maw={760}>{t('reports.text')}</Text>
      <SegmentedControl
        mb="md" aria-label={t('reports.about')} value={about} onChange={setAbout}
        data={(['', 'hit', 'candidate'] as const).map((value) => ({ value, label: t(value ? `reports.only.${value}` : 'reports.all') }))}
      />
      {(only.case || only.subject) && <Text size="sm" mb="sm">{t('reports.some')} <Anchor size="sm" component={Link} href="/reports">{t('reports.showAll')}</Anchor></Text>}
      <Answer of={reports}>
        {(data) => {
          const items = allOf(data).filter((one) => !about || one.about === about);
          return (
            <>
              {items.length === 0 ? <Text>{t('reports.none')}</Text> : (
                <Table.ScrollContainer minWidth={820}>
                  <Table>
                    <Table.Thead>
                      <Table.Tr>{(['number', 'about', 'laboratory', 'language', 'made', 'by'] as const).map((key) => <Table.Th key={key} scope="col">{t(`reports.${key}`)}</Table.Th>)}<Table.Td /></Table.Tr>
                    </Table.Thead>
                    <Table.Tbody>{items.map((one) => <Row key={one.id} report={one} />)}</Table.Tbody>
                  </Table>
                </Table.ScrollContainer>
              )}
              <More of={reports} count={items.length} />
            </>
          );
        }}
      </Answer>
    </Page>
  );
}

function Row({ report }: { report: Schemas['Report'] }) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const labs = useLaboratories();
  const name = useNames();
  const place = report.about === 'hit' ? `/hits/${report.subject}` : `/candidates/${report.subject}`;
  return (
    <>
      <Table.Tr style={{ borderBottom: 'none' }}>
        <Table.Th scope="row" fw={500} style={{ whiteSpace: 'nowrap' }}>{report.number}</Table.Th>
        <Table.Td><Anchor size="sm" component={Link} href={place}>{t(`reports.kind.${report.about}`)}</Anchor></Table.Td>
        <Table.Td>{labs.code(report.lab)}</Table.Td>
        <Table.Td>{t(`reports.languages.${report.language}`)}</Table.Td>
        <Table.Td style={{ whiteSpace: 'nowrap' }}>{format.moment(report.created_at)}</Table.Td>
        <Table.Td>{name(report.created_by)}</Table.Td>
        <Table.Td ta="right">
          <SaveButton size="xs" from={`/api/v1/reports/${report.id}/report.pdf`} name={`${report.number}.pdf`} aria-label={t('reports.openOne', { number: report.number, size: format.bytes(report.bytes) })}>
            {t('reports.open', { size: format.bytes(report.bytes) })}
          </SaveButton>
        </Table.Td>
      </Table.Tr>
      <Table.Tr>
        <Table.Td colSpan={7} pt={0}>
          <details>
            <summary>{t('reports.proof')}</summary>
            <Text size="sm" my={4}>{t('reports.proofText', { size: format.number(report.audit_size ?? 0) })}</Text>
            <Text size="sm">SHA-256: <Code style={{ wordBreak: 'break-all' }}>{report.sha256}</Code></Text>
            <Text size="sm">{t('reports.head')}: <Code style={{ wordBreak: 'break-all' }}>{report.audit_head}</Code></Text>
          </details>
        </Table.Td>
      </Table.Tr>
    </>
  );
}
