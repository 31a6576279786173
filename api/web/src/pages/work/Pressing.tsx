import { Anchor, Button, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useFormat } from '../../text/format';
import { pressing, type Item } from './turnaround';

const first = 5;

/** Pressing lists the exhibits that wait for their image, and those that were late. */
export function Pressing({ items, waiting }: { items: Item[]; waiting: number }) {
  const { t } = useTranslation(['work', 'terms']);
  const format = useFormat();
  const [all, setAll] = useState(false);
  const list = pressing(items);
  return (
    <div>
      <Title order={3} size="sm">{t('pressing.title')}</Title>
      <Text size="sm" mb={4}>{waiting > 0 ? t('pressing.waiting', { count: waiting }) : t('pressing.none')}</Text>
      {list.length > 0 && (
        <Table aria-label={t('pressing.title')} verticalSpacing={4} horizontalSpacing={6} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('terms:exhibit_one')}</Table.Th>
              <Table.Th scope="col">{t('pressing.received')}</Table.Th>
              <Table.Th scope="col" ta="right">{t('pressing.took')}</Table.Th>
              <Table.Th scope="col">{t('pressing.state')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className="numbers" style={{ whiteSpace: 'nowrap' }}>
            {(all ? list : list.slice(0, first)).map((item) => (
              <Table.Tr key={item.exhibit}>
                <Table.Td style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}><Anchor component={Link} href={`/exhibits/${item.exhibit}`} size="sm">{item.number}</Anchor></Table.Td>
                <Table.Td title={format.moment(item.received)}>{format.day(item.received)}</Table.Td>
                <Table.Td ta="right">{format.number(item.entry_business_days)}</Table.Td>
                <Table.Td><State item={item} /></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {list.length > first && (
        <Button variant="subtle" size="compact-sm" mt={4} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('fewer') : t('all', { count: list.length })}
        </Button>
      )}
    </div>
  );
}

function State({ item }: { item: Item }) {
  const { t } = useTranslation('work');
  if (item.imaged) return <Text inherit c="dimmed">{t('pressing.wasLate')}</Text>;
  return <Text inherit fw={600} c={item.state === 'late' ? 'var(--mantine-color-error)' : undefined}>{t(item.state === 'late' ? 'pressing.late' : 'pressing.due')}</Text>;
}
