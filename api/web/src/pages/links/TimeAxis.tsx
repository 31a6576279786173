import { Box, Group, RangeSlider, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../text/format';
import { joins, textOf, type Graph } from './graph';
import { heights, ticks } from './ticks';

interface Props {
  graph: Graph;
  /** First and last day of the axis. */
  span: [number, number];
  value: [number, number];
  onChange: (value: [number, number]) => void;
}

/** TimeAxis shows when things were joined, and chooses from and until when. */
export function TimeAxis({ graph, span: [first, last], value, onChange }: Props) {
  const { t } = useTranslation('links');
  const format = useFormat();
  const { ref, width } = useElementSize();
  const day = (at: number) => format.date(textOf(at));
  const moments = graph.edges.filter(joins).map((edge) => edge.at);
  const bars = heights(moments, first, last, 60);
  const place = (at: number) => (100 * (at - first)) / Math.max(1, last - first);
  const label = (at: number, year: boolean) => format.date(textOf(at).slice(0, year ? 4 : 7));
  return (
    <Box px="md" py={6}>
      <Group justify="space-between" mb={2}>
        <Text size="sm" fw={500}>{t('time.title')}</Text>
        <Text size="sm" role="status">{t('time.shown', { from: day(value[0]), to: day(value[1]) })}</Text>
      </Group>
      <Box ref={ref} px={8}>
        <svg width="100%" height={22} aria-hidden preserveAspectRatio="none" viewBox="0 0 60 22">
          {bars.map((height, i) => height > 0 && <rect key={i} x={i + 0.1} y={22 - 20 * height} width={0.8} height={20 * height} fill="var(--mantine-primary-color-filled)" />)}
        </svg>
        <RangeSlider
          min={first} max={last} step={1} minRange={0} size="sm" value={value} onChange={onChange} label={day}
          thumbFromLabel={t('time.from')} thumbToLabel={t('time.to')} aria-label={t('time.title')}
        />
        <Box h={16} mt={4} pos="relative" aria-hidden>
          {ticks(first, last, Math.max(2, Math.floor(width / 110))).map(({ day: at, year }) => (
            <Text key={at} span size="xs" fw={year ? 700 : 400} c="dimmed" pos="absolute" style={{ left: `${place(at)}%`, transform: 'translateX(-50%)', whiteSpace: 'nowrap' }}>
              {label(at, year)}
            </Text>
          ))}
        </Box>
      </Box>
    </Box>
  );
}
