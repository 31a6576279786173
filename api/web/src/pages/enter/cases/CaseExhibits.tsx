import { Anchor, Button, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { IconPlus } from '../../../parts/icons';
import { allOf, byPage, More } from '../../../parts/More';
import { useRecorded } from '../parts/recorded';
import { Section } from '../parts/Section';

/** CaseExhibits are the exhibits of a case. */
export function CaseExhibits({ id, may }: { id: string; may: boolean }) {
  const { t } = useTranslation('enter');
  const recorded = useRecorded();
  const found = api.useInfiniteQuery('get', '/api/v1/exhibits', { params: { query: { case: id, limit: 50 } } }, byPage);
  return (
    <Section
      title={t('terms:exhibit_other')}
      actions={may && <Button size="compact-xs" h={24} variant="default" component={Link} href={`/exhibits/new?case=${id}`} leftSection={<IconPlus size={14} aria-hidden />}>{t('exhibit.new')}</Button>}
    >
      <Answer of={found}>
        {(data) => {
          const items = allOf(data);
          if (items.length === 0) return <Text c="dimmed" size="sm">{t('exhibit.noneOfCase')}</Text>;
          return (
            <>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">{t('exhibit.number')}</Table.Th>
                    <Table.Th scope="col">{t('exhibit.origin')}</Table.Th>
                    <Table.Th scope="col">{t('terms:calibre')}</Table.Th>
                    <Table.Th scope="col">{t('exhibit.found')}</Table.Th>
                    <Table.Th scope="col">{t('exhibit.collected')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((one) => (
                    <Table.Tr key={one.id}>
                      <Table.Th scope="row" fw={400}><Anchor inherit component={Link} href={`/exhibits/${one.id}`}>{one.number}</Anchor>{one.withdrawn && ` · ${t('exhibit.isWithdrawn')}`}</Table.Th>
                      <Table.Td>{t(`terms:origin.${one.origin}`)}</Table.Td>
                      <Table.Td>{one.calibre}</Table.Td>
                      <Table.Td>{one.found}</Table.Td>
                      <Table.Td>{recorded(one.collected)}</Table.Td>
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
