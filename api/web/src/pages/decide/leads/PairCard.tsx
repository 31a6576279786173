import { Anchor, Group, Paper, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Schemas } from '../../../api/client';
import { PairPictures } from '../../../parts/PairPictures';
import { Side } from './Side';

/** PairCard shows the pair of a lead or hit: both marks in register, and what they are of. */
export function PairCard({ pair }: { pair: Schemas['ShownPair'] }) {
  const { t } = useTranslation('decide');
  return (
    <Paper withBorder p="md" style={{ alignSelf: 'start' }}>
      <PairPictures candidate={pair.candidate} pose={pair} probeFrame={pair.probe_frame} frame={pair.frame} side={200} detail={400} />
      <SimpleGrid cols={2} spacing="xs" mt="xs" maw={402}>
        <Side party={pair.probe} />
        <Side party={pair.party} />
      </SimpleGrid>
      <Group mt="sm" gap="md">
        <Anchor component={Link} size="sm" href={`/candidates/${pair.candidate}`}>{t('compare')}</Anchor>
        <Anchor component={Link} size="sm" href={`/searches/${pair.search}`}>{t('leads.list')}</Anchor>
        {pair.probe.mark_kind && pair.probe.modality && <Text size="sm" c="dimmed">{t(`terms:mark.${pair.probe.mark_kind}`)} · {t(`terms:modality.${pair.probe.modality}`)}</Text>}
      </Group>
    </Paper>
  );
}
