import { Box, Group, RangeSlider, SegmentedControl, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../text/format';
import { moments, textOf, type Clock, type Graph } from './graph';
import { heights, ticks } from './ticks';

interface Props {
  graph: Graph;
  clock: Clock;
  /** The clocks that tell of more than one day. */
  clocks: Clock[];
  onClock: (clock: Clock) => void;
  /** First and last day of the axis. */
  span: [number, number];
  value: [number, number];
  onChange: (value: [number, number]) => void;
}

/** TimeAxis shows when things were joined or happened, and chooses from and until when. */
export function TimeAxis({ graph, clock, clocks, onClock, span: [first, last], value, onChange }: Props) {
  const { t } = useTranslation('links');
  const format = useFormat();
  const { ref, width } = useElementSize();
  const day = (at: number) => format.date(textOf(at));
  const bars = heights(moments(graph, clock), first, last, 60);
  const place = (at: number) => (100 * (at - first)) / Math.max(1, last - first);
  const label = (at: number, year: boolean) => format.date(textOf(at).slice(0, year ? 4 : 7));
  return (
    <Box px="md" py={6}>
      <Group justify="space-between" mb={2}>
        {clocks.length > 1 ? (
          <SegmentedControl size="xs" aria-label={t('time.title')} value={clock} onChange={(value) => onClock(value as Clock)} data={clocks.map((value) => ({ value, label: t(`time.${value}`) }))} />
        ) : <Text size="sm" fw={500}>{t(`time.${clock}`)}</Text>}
        <Text size="sm" role="status">{t('time.shown', { from: day(value[0]), to: day(value[1]) })}</Text>
      </Group>
      <Box ref={ref} px={8}>
        <svg width="100%" height={22} aria-hidden preserveAspectRatio="none" viewBox="0 0 60 22">
          {bars.map((height, i) => height > 0 && <rect key={i} x={i + 0.1} y={22 - 20 * height} width={0.8} height={20 * height} fill="var(--mantine-primary-color-filled)" />)}
        </svg>
        <RangeSlider
          min={first} max={last} step={1} minRange={0} size="sm" value={value} onChange={onChange} label={day}
          thumbFromLabel={t('time.from')} thumbToLabel={t('time.to')}
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
