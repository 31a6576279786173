import { Anchor, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Schemas } from '../../../api/client';
import { useFormat } from '../../../text/format';

type Party = Schemas['Party'];

/** Parties tells what is known of both exhibits, as far as the reader may know it. */
export function Parties({ probe, candidate }: { probe: Party; candidate: Party }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const place = (p: Party) => [p.place?.municipality, p.place?.detail].filter(Boolean).join(', ');
  const rows: [string, (p: Party) => React.ReactNode][] = [
    [t('terms:exhibit_one'), (p) => (p.exhibit ? <Anchor component={Link} fz="xs" href={`/exhibits/${p.exhibit}`}>{p.number}</Anchor> : t('party.unseen'))],
    [t('party.origin'), (p) => p.origin && t(`terms:origin.${p.origin}`)],
    [t('terms:case_one'), (p) => (p.case ? <Anchor component={Link} fz="xs" href={`/cases/${p.case}`}>{p.case_number}</Anchor> : '')],
    [t('terms:date'), (p) => format.date(p.occurred)],
    [t('terms:place'), place],
    [t('terms:calibre'), (p) => p.calibre],
    [t('terms:firearm_one'), (p) => (p.firearm ? <Anchor component={Link} fz="xs" href={`/firearms/${p.firearm}`}>{p.firearm_label}</Anchor> : '')],
    [t('terms:laboratory'), (p) => p.lab_code],
  ];
  return (
    <Table fz="xs" verticalSpacing={4} horizontalSpacing={4} layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Td w={74} />
          <Table.Th scope="col">{t('party.probe')}</Table.Th>
          <Table.Th scope="col">{t('terms:candidate_one')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([what, of]) => (
          <Table.Tr key={what}>
            <Table.Th scope="row" fw={400}>{what}</Table.Th>
            {[probe, candidate].map((p, i) => <Table.Td key={i} style={{ overflowWrap: 'anywhere' }}>{of(p) || '—'}</Table.Td>)}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
