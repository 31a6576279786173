import { Anchor, Progress, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconDownload } from '../../../parts/icons';
import { useFormat } from '../../../text/format';
import { parts, type Comparison } from '../comparison';

interface Props {
  comparison: Comparison;
  /** Where everything behind the score can be had. */
  explanation?: string;
}

/** Why shows what the score is made of: every term, the overlap, the pose, the engine. */
export function Why({ comparison: c, explanation }: Props) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const { summed, sum, told } = parts(c.terms);
  const name = (term: string) => t(`term.${term}`, { defaultValue: term.replaceAll('_', ' ') });
  const most = Math.max(sum, 1e-9, ...summed.map((term) => Math.abs(term.weight)));
  return (
    <Stack gap="xs">
      <Text size="sm">{t('why.score', { score: format.score(c.score) })}</Text>
      <Title order={2} size="h5">{t('why.terms')}</Title>
      {summed.map((term) => (
        <div key={term.name}>
          <Text size="xs" className="numbers">{name(term.name)}: {format.number(term.value, 3)} × {format.number(term.weight, 2)} = <b>{format.number(term.adds, 3)}</b></Text>
          <Progress value={Math.max(0, (100 * term.adds) / most)} size="md" aria-label={name(term.name)} />
        </div>
      ))}
      <Text size="xs" className="numbers">{t('why.sum')}: <b>{format.number(sum, 3)}</b></Text>
      <Table verticalSpacing={3} fz="xs" withRowBorders={false}>
        <Table.Tbody>
          {told.map((term) => <Fact key={term.name} what={name(term.name)} value={format.number(term.value, Math.abs(term.value) >= 100 ? 0 : 3)} />)}
          <Fact what={t('why.overlap')} value={`${format.number(c.overlap_mm2, 2)} mm²`} />
          {c.cells.length > 0 && <Fact what={t('terms:cells')} value={t('why.cellsOf', { congruent: c.cells_congruent, all: c.cells.length })} />}
          <Fact what={t('why.rotation')} value={`${format.number(c.pose.rotation_deg, 2)}°`} />
          <Fact what={t('why.shift')} value={`${format.number(c.pose.shift_x_um)} µm → · ${format.number(c.pose.shift_y_um)} µm ↓`} />
          <Fact what={t('why.engine')} value={c.engine} />
          <Fact what={t('why.params')} value={c.params} />
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed">{t('why.caution')}</Text>
      {explanation && <Anchor size="sm" href={explanation} download><IconDownload size={14} aria-hidden /> {t('why.download')}</Anchor>}
    </Stack>
  );
}

function Fact({ what, value }: { what: string; value: string }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} pl={0}>{what}</Table.Th>
      <Table.Td ta="right" pr={0} className="numbers" style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
    </Table.Tr>
  );
}
