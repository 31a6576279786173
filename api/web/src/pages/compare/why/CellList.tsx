import { Table, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../text/format';
import type { Cell } from '../../../viewer/cell';
import type { Things, Viewer } from '../../../viewer/viewer';
import { useShows, useStands } from '../bench/stands';

const hovering = (t: Things) => t.hovered;

/** CellList has every cell with its own correlation; the one that is pointed at is drawn strongly on both marks. */
export function CellList({ viewer, cells }: { viewer: Viewer; cells: Cell[] }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const hovered = useShows(viewer, hovering);
  const shown = useStands(viewer, (s) => s.cells);
  const point = (index: number) => {
    if (index >= 0 && !shown) viewer.set({ cells: true });
    viewer.show({ hovered: index });
  };
  return (
    <>
      <Text size="xs" c="dimmed" mb={4}>{t('cells.what')}</Text>
      <Table fz="xs" verticalSpacing={1} horizontalSpacing={4} stickyHeader onMouseLeave={() => point(-1)}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('cells.number')}</Table.Th>
            <Table.Th scope="col" ta="right">{t('cells.best')}</Table.Th>
            <Table.Th scope="col" ta="right">{t('cells.common')}</Table.Th>
            <Table.Th scope="col" ta="right">{t('cells.offset')}</Table.Th>
            <Table.Th scope="col">{t('cells.congruent')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="numbers">
          {cells.map((cell, i) => (
            <Table.Tr key={i} bg={i === hovered ? 'var(--mantine-color-default-hover)' : undefined} onMouseEnter={() => point(i)}>
              <Table.Td>
                <UnstyledButton
                  fz="xs" px={6} mih={24} aria-pressed={i === hovered} aria-label={t('cells.show', { number: i + 1 })}
                  onFocus={() => point(i)} onBlur={() => point(-1)} onClick={() => point(i)}
                >
                  {i + 1}
                </UnstyledButton>
              </Table.Td>
              <Table.Td ta="right">{format.number(cell.correlation, 2)}</Table.Td>
              <Table.Td ta="right">{format.number(cell.common_correlation, 2)}</Table.Td>
              <Table.Td ta="right">{format.length(Math.hypot(cell.dx_um, cell.dy_um))}</Table.Td>
              <Table.Td>{cell.congruent ? <>━ {t('shell:yes')}</> : <>┅ {t('shell:no')}</>}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
