import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconPencil, IconPlus } from '../../../parts/icons';
import { useNames } from '../../../parts/people';
import { Tag } from '../../../parts/Tag';
import { useFormat } from '../../../text/format';
import { Remarks, type Acquisition } from '../acquisitions/AcquisitionCard';
import { DrawPanel } from './DrawPanel';
import { History } from './History';
import { colours, type MarkKind } from './kinds';
import type { Shape } from './shape';
import type { Regions, Standing } from './standing';
import type { Drawing } from './useDrawing';

interface Props {
  acquisition: Acquisition;
  regions: Regions;
  standing: Standing[];
  drawing: Drawing;
  may: boolean;
  begin: (kind: MarkKind, from: Shape[]) => void;
}

/** KindPanel tells of each kind of mark how its region stands, and begins to draw it. */
export function KindPanel({ acquisition, regions, standing, drawing, may, begin }: Props) {
  const { t } = useTranslation('enter');
  const now = standing.find((one) => one.kind === drawing.kind);
  return (
    <Stack gap="sm">
      {regions.state === 'queued' && <Alert color="petrol" p="xs" role="status">{t('regions.queued')}</Alert>}
      {now ? <DrawPanel regions={regions} standing={now} drawing={drawing} /> : standing.map((one) => <Kind key={one.kind} one={one} may={may} begin={begin} />)}
      <Remarks one={acquisition} />
      <History regions={regions} />
    </Stack>
  );
}

function Kind({ one, may, begin }: { one: Standing; may: boolean; begin: Props['begin'] }) {
  const { t } = useTranslation('enter');
  const format = useFormat();
  const name = useNames();
  const last = one.drawn[0];
  const said = () => {
    if (one.basis === 'drawn' && last) return t('regions.drawnBy', { who: name(last.created_by), at: format.moment(last.created_at) });
    if (one.basis === 'none' && last) return t('regions.noneBy', { who: name(last.created_by), at: format.moment(last.created_at) });
    if (one.basis === 'automatic') return t('regions.found', { confidence: format.percent(one.confidence ?? 0) });
    return t('regions.notFound');
  };
  return (
    <Paper withBorder p="xs" component="section">
      <Group justify="space-between" wrap="nowrap">
        <Group gap={8} wrap="nowrap">
          <span aria-hidden style={{ width: 14, height: 14, borderRadius: 3, background: colours[one.kind], border: '1px solid #000' }} />
          <Title order={2} size="sm">{t(`terms:mark.${one.kind}`)}</Title>
        </Group>
        {one.basis !== 'nothing' && <Tag tone={one.basis === 'none' ? 'calm' : 'good'}>{t(`regions.basis.${one.basis}`)}</Tag>}
      </Group>
      <Text size="sm" c="dimmed">{said()}</Text>
      {one.basis !== 'automatic' && last?.reason && <Text size="sm" c="dimmed">{t('regions.because', { reason: last.reason })}</Text>}
      <Group gap="xs" mt={6}>
        {may && one.shapes.length > 0 && <Button size="compact-xs" h={24} variant="default" leftSection={<IconPencil size={14} aria-hidden />} aria-label={t('regions.changeOf', { kind: t(`terms:mark.${one.kind}`) })} onClick={() => begin(one.kind, one.shapes)}>{t('regions.change')}</Button>}
        {may && <Button size="compact-xs" h={24} variant="default" leftSection={<IconPlus size={14} aria-hidden />} aria-label={t('regions.anewOf', { kind: t(`terms:mark.${one.kind}`) })} onClick={() => begin(one.kind, [])}>{t('regions.anew')}</Button>}
      </Group>
    </Paper>
  );
}
