import { Anchor, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBlind } from '../../app/blind';
import { useFormat } from '../../text/format';
import { Section } from './Section';
import { byExhibit, type FreshList } from './waiting';

const nowrap = { whiteSpace: 'nowrap' } as const;

/** FreshLists are lists of candidates of which some were never judged. */
export function FreshLists({ lists, count }: { lists: FreshList[]; count: number }) {
  const { t } = useTranslation(['work', 'terms']);
  const format = useFormat();
  const blind = useBlind();
  const exhibits = byExhibit(lists);
  return (
    <Section title={t('lists.title')} hint={t('lists.hint')} count={count > lists.length ? count : exhibits.length} items={exhibits}>
      {(shown) => (
        <Table.ScrollContainer minWidth={480}>
          <Table aria-label={t('lists.title')} verticalSpacing={5} horizontalSpacing={8}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('terms:exhibit_one')}</Table.Th>
                <Table.Th scope="col">{t('lists.marks')}</Table.Th>
                <Table.Th scope="col" ta="right">{t('lists.fresh')}</Table.Th>
                {!blind && <Table.Th scope="col" ta="right">{t('lists.best')}</Table.Th>}
                <Table.Th scope="col">{t('lists.finished')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className="numbers">
              {shown.map((one) => (
                <Table.Tr key={one.exhibit}>
                  <Table.Td style={nowrap}><Anchor component={Link} href={one.href} size="sm" fw={600}>{one.number}</Anchor></Table.Td>
                  <Table.Td>{one.kinds.map((kind) => t(`terms:mark.${kind}`)).join(', ')}</Table.Td>
                  <Table.Td ta="right">{t('lists.of', { fresh: one.fresh, found: one.found })}</Table.Td>
                  {!blind && <Table.Td ta="right">{format.score(one.best)}</Table.Td>}
                  <Table.Td style={nowrap} title={format.moment(one.finished)}>{format.ago(one.finished)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}
