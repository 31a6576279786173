import { ActionIcon, Anchor, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { IconPlus } from '../../../parts/icons';
import { allOf, byPage, More } from '../../../parts/More';
import { useOwnLabs } from '../labs';
import { usePlaceText } from '../parts/place';
import { useRecorded } from '../parts/recorded';
import { Section } from '../parts/Section';

/** RecentCases are the cases that were entered last, to go on with. */
export function RecentCases() {
  const { t } = useTranslation('enter');
  const recorded = useRecorded();
  const place = usePlaceText();
  const [lab] = useOwnLabs();
  const found = api.useInfiniteQuery('get', '/api/v1/cases', { params: { query: { lab, limit: 12 } } }, byPage);
  return (
    <Section title={t('start.recent')}>
      <Answer of={found}>
        {(data) => {
          const items = allOf(data);
          if (items.length === 0) return <Text c="dimmed" size="sm">{t('start.noCases')}</Text>;
          return (
            <>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">{t('case.number')}</Table.Th>
                    <Table.Th scope="col">{t('case.offence')}</Table.Th>
                    <Table.Th scope="col">{t('case.occurred')}</Table.Th>
                    <Table.Th scope="col">{t('case.place')}</Table.Th>
                    <Table.Th scope="col"><span className="visually-hidden">{t('exhibit.new')}</span></Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((one) => (
                    <Table.Tr key={one.id}>
                      <Table.Th scope="row" fw={400} style={{ whiteSpace: 'nowrap' }}><Anchor inherit component={Link} href={`/cases/${one.id}`}>{one.number}</Anchor></Table.Th>
                      <Table.Td>{one.offence}</Table.Td>
                      <Table.Td style={{ whiteSpace: 'nowrap' }}>{one.occurred ? recorded(one.occurred) : t('shell:unknown')}</Table.Td>
                      <Table.Td>{place({ ...one.place, detail: '', latitude: undefined, longitude: undefined })}</Table.Td>
                      <Table.Td>
                        <ActionIcon variant="default" size={28} component={Link} href={`/exhibits/new?case=${one.id}`} aria-label={t('start.addTo', { number: one.number })}><IconPlus size={16} /></ActionIcon>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              <More of={found} count={items.length} />
            </>
          );
        }}
      </Answer>
    </Section>
  );
}
