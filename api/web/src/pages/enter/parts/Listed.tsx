import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Answer } from '../../../parts/Answer';
import { allOf, More } from '../../../parts/More';

interface Props<T> {
  of: Parameters<typeof Answer<{ pages: { items: T[] }[] }>>[0]['of'] & Parameters<typeof More>[0]['of'];
  /** What stands there when there is nothing. */
  none: string;
  heads: ReactNode[];
  row: (one: T) => ReactNode;
}

/** Listed is a table of records that comes page by page. */
export function Listed<T>({ of, none, heads, row }: Props<T>) {
  return (
    <Answer of={of}>
      {(data) => {
        const items = allOf(data);
        if (items.length === 0) return <Text c="dimmed" size="sm">{none}</Text>;
        return (
          <>
            <Table>
              <Table.Thead>
                <Table.Tr>{heads.map((head, i) => <Table.Th key={i} scope="col">{head}</Table.Th>)}</Table.Tr>
              </Table.Thead>
              <Table.Tbody>{items.map(row)}</Table.Tbody>
            </Table>
            <More of={of} count={items.length} />
          </>
        );
      }}
    </Answer>
  );
}
