import { Alert, Anchor, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { allOf, byPage, More } from '../../../parts/More';
import { useNames } from '../../../parts/people';
import { useFormat } from '../../../text/format';
import { Side } from './Side';

/** HitTable is the list of hits. */
export function HitTable() {
  const { t } = useTranslation('decide');
  const format = useFormat();
  const name = useNames();
  const hits = api.useInfiniteQuery('get', '/api/v1/hits/table', { params: { query: { limit: 50 } } }, byPage);
  return (
    <Answer of={hits}>
      {(data) => {
        const all = allOf(data);
        if (all.length === 0) return <Alert color="gray">{t('hits.none')}</Alert>;
        return (
          <>
            <Table aria-label={t('terms:hit_other')} highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t('leads.number')}</Table.Th><Table.Th scope="col">{t('terms:probe')}</Table.Th><Table.Th scope="col">{t('terms:candidate_one')}</Table.Th>
                  <Table.Th scope="col">{t('hits.confirmed')}</Table.Th><Table.Th scope="col">{t('hits.examiner')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {all.map((hit) => (
                  <Table.Tr key={hit.id}>
                    <Table.Td><Anchor component={Link} size="sm" fw={600} href={`/hits/${hit.id}`}>{hit.number}</Anchor></Table.Td>
                    <Table.Td>{hit.pair && <Side party={hit.pair.probe} brief />}</Table.Td>
                    <Table.Td>{hit.pair && <Side party={hit.pair.party} brief />}</Table.Td>
                    <Table.Td><Text size="sm">{format.date(hit.confirmed)}</Text></Table.Td>
                    <Table.Td><Text size="sm">{name(hit.examiner)}</Text></Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            <More of={hits} count={all.length} />
          </>
        );
      }}
    </Answer>
  );
}
