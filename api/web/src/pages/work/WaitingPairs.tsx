import { Anchor, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { useFormat } from '../../text/format';
import { Section } from './Section';
import { numbered } from './waiting';

interface Props {
  kind: 'second' | 'microscope' | 'disputed';
  pairs: Schemas['WaitingLead'][];
  count: number;
}

/** WaitingPairs are pairs that wait for another person than whoever found them. A blind one has no number. */
export function WaitingPairs({ kind, pairs, count }: Props) {
  const { t } = useTranslation(['work', 'terms']);
  const format = useFormat();
  return (
    <Section title={t(`${kind}.title`)} hint={t(`${kind}.hint`)} count={count} items={numbered(pairs)}>
      {(shown) => (
        <Table aria-label={t(`${kind}.title`)} verticalSpacing={5}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t(kind === 'second' ? 'pair' : 'terms:lead_one')}</Table.Th>
              {kind !== 'second' && <Table.Th scope="col">{t('terms:exhibit_one')}</Table.Th>}
              <Table.Th scope="col">{t('since')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className="numbers">
            {shown.map(({ one, place, of }) => (
              <Table.Tr key={one.lead}>
                <Table.Td>
                  <Anchor component={Link} href={kind === 'second' ? `/reviews/${one.lead}` : `/leads/${one.lead}`} size="sm" fw={600}>
                    {one.number || (of > 1 ? t('pairOf', { number: one.exhibit_number, place, of }) : t('pairOne', { number: one.exhibit_number }))}
                  </Anchor>
                </Table.Td>
                {kind !== 'second' && <Table.Td>{one.exhibit_number}</Table.Td>}
                <Table.Td title={format.moment(one.since)}>{format.ago(one.since)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}
