import { Button, Group, NumberInput, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../text/format';
import type { Regions } from './standing';
import type { Drawing } from './useDrawing';

/** ExactFields place what is chosen by numbers, and step through corners: all that the pointer does, by keys. */
export function ExactFields({ drawing, regions }: { drawing: Drawing; regions: Regions }) {
  const { t } = useTranslation('enter');
  const format = useFormat();
  const { editor, dispatch } = drawing;
  const frame = regions.automatic[0];
  const middle: [number, number] = [(frame?.width ?? 200) / 2, (frame?.height ?? 200) / 2];
  const chosen = editor.chosen;
  const shape = chosen && editor.shapes[chosen.shape];
  const corner = chosen?.corner === undefined ? undefined : shape?.polygon?.[chosen.corner];
  const place = shape?.circle ? ([shape.circle.x, shape.circle.y] as const) : corner;
  const step = `exact.${chosen?.shape}.${chosen?.corner ?? ''}`;
  const move = (to: [number, number]) => {
    if (corner) dispatch({ type: 'corner', to, step });
    else if (shape?.circle) dispatch({ type: 'drag', dx: to[0] - shape.circle.x, dy: to[1] - shape.circle.y, from: shape, step });
  };
  return (
    <>
      <Group gap="xs">
        <Button size="compact-xs" h={24} variant="default" onClick={() => dispatch({ type: 'add', shape: { circle: { x: middle[0], y: middle[1], r: middle[0] / 4 } } })}>{t('regions.newCircle')}</Button>
        <Button
          size="compact-xs" h={24} variant="default"
          onClick={() => dispatch({ type: 'add', shape: { polygon: [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([x = 0, y = 0]) => [middle[0] + (x * middle[0]) / 4, middle[1] + (y * middle[1]) / 4]) } })}
        >
          {t('regions.newPolygon')}
        </Button>
        {shape && <Button size="compact-xs" h={24} variant="default" onClick={() => dispatch({ type: 'remove' })}>{t(corner ? 'regions.removeCorner' : 'regions.removeFigure')}</Button>}
      </Group>
      {shape?.polygon && (
        <Group gap="xs">
          <Button size="compact-xs" h={24} variant="default" onClick={() => dispatch({ type: 'next', by: -1 })}>{t('regions.previous')}</Button>
          <Button size="compact-xs" h={24} variant="default" onClick={() => dispatch({ type: 'next', by: 1 })}>{t('regions.next')}</Button>
          {corner && <Button size="compact-xs" h={24} variant="default" onClick={() => dispatch({ type: 'insert' })}>{t('regions.insert')}</Button>}
        </Group>
      )}
      <Text size="xs" c="dimmed" role="status">
        {corner && chosen?.corner !== undefined && t('regions.cornerAt', { n: chosen.corner + 1, of: shape?.polygon?.length, x: format.number(corner[0], 1), y: format.number(corner[1], 1) })}
        {shape?.circle && frame?.pitch_x_um ? t('regions.diameter', { d: format.length(2 * shape.circle.r * frame.pitch_x_um) }) : ''}
      </Text>
      {place && (
        <SimpleGrid cols={3} spacing="xs">
          <NumberInput size="xs" label="X" hideControls decimalScale={2} value={place[0]} onChange={(x) => typeof x === 'number' && move([x, place[1]])} />
          <NumberInput size="xs" label="Y" hideControls decimalScale={2} value={place[1]} onChange={(y) => typeof y === 'number' && move([place[0], y])} />
          {shape?.circle && <NumberInput size="xs" label={t('regions.radius')} hideControls decimalScale={2} min={1} value={shape.circle.r} onChange={(r) => typeof r === 'number' && dispatch({ type: 'radius', r, step })} />}
        </SimpleGrid>
      )}
    </>
  );
}
