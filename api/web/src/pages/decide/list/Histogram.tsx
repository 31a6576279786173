import { Anchor, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../text/format';
import type { Entry } from './entry';
import classes from './Histogram.module.css';
import { bands, density, leaving, steps, type Reference } from './histogram';

const width = 280;
const height = 84;
const foot = 30;

interface Props {
  entries: readonly Entry[];
  current?: Entry;
  reference: Reference;
}

/** Histogram shows where a list's scores stand against those of known pairs, and says where the list can be left. */
export function Histogram({ entries, current, reference }: Props) {
  const { t } = useTranslation('decide');
  const format = useFormat();
  const [open, numbers] = useDisclosure(false);
  const matches = density(reference.known_match);
  const others = density(reference.known_non_match);
  const most = Math.max(...matches, ...others);
  const x = (score: number) => ((score - reference.from) / (reference.to - reference.from)) * width;
  const sentence = useSentence(entries, reference);
  return (
    <section aria-label={t('histogram.title')}>
      <Text size="sm" fw={600} component="h2" m={0}>{t('histogram.title')}</Text>
      <svg className={classes.plot} viewBox={`-4 -4 ${width + 8} ${height + foot + 4}`} role="img" aria-label={`${t('histogram.what')} ${sentence}`}>
        {reference.matches > 0 && <path className={classes.matches} d={steps(matches, width, height, most)} />}
        {reference.non_matches > 0 && <path className={classes.others} d={steps(others, width, height, most)} />}
        <line className={classes.axis} x1={0} x2={width} y1={height} y2={height} />
        {entries.map((entry) => <line key={entry.candidate} className={classes.tick} x1={x(entry.score)} x2={x(entry.score)} y1={height + 2} y2={height + 12} />)}
        {current && <line className={classes.here} x1={x(current.score)} x2={x(current.score)} y1={0} y2={height + 12} />}
        {current && <path className={classes.mark} d={`M${x(current.score)} ${height + 1}l-4 12h8z`} />}
        {[0, 0.25, 0.5, 0.75, 1].map((part) => (
          <text key={part} x={part * width} y={height + 25} textAnchor={part === 0 ? 'start' : part === 1 ? 'end' : 'middle'}>
            {format.number(reference.from + part * (reference.to - reference.from), 2)}
          </text>
        ))}
      </svg>
      <Text size="xs"><span className={classes.keyMatches} aria-hidden />{t('histogram.matches', { count: reference.matches, number: format.number(reference.matches) })}</Text>
      <Text size="xs"><span className={classes.keyOthers} aria-hidden />{t('histogram.others', { count: reference.non_matches, number: format.number(reference.non_matches) })}</Text>
      <Text size="sm" mt={6}>{sentence}</Text>
      <Text size="xs" c="dimmed" mt={4}>
        {t('histogram.counted')}{' '}
        <Anchor component="button" type="button" size="xs" aria-expanded={open} onClick={numbers.toggle}>{t(open ? 'histogram.hide' : 'histogram.show')}</Anchor>
      </Text>
      {open && (
        <Table withRowBorders={false} verticalSpacing={1} horizontalSpacing={4} fz="xs" className="numbers">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('terms:score')}</Table.Th><Table.Th scope="col" ta="right">{t('histogram.same')}</Table.Th>
              <Table.Th scope="col" ta="right">{t('histogram.different')}</Table.Th><Table.Th scope="col" ta="right">{t('histogram.here')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {bands(entries, reference).map((band) => (
              <Table.Tr key={band.from}>
                <Table.Th scope="row" fw={400} style={{ whiteSpace: 'nowrap' }}>{format.number(band.from, 1)}–{format.number(band.to, 1)}</Table.Th>
                <Table.Td ta="right">{format.number(band.matches)}</Table.Td><Table.Td ta="right">{format.number(band.nonMatches)}</Table.Td><Table.Td ta="right">{band.here}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

/** useSentence says where the list can be left, or why that cannot be said. */
function useSentence(entries: readonly Entry[], reference: Reference): string {
  const { t } = useTranslation('decide');
  const format = useFormat();
  const where = leaving(entries, reference);
  switch (where.kind) {
    case 'few':
      return t('histogram.few', { count: where.matches });
    case 'all':
      return t('histogram.all', { lowest: format.number(where.lowest, 3), matches: format.number(where.matches) });
    case 'from':
      return t('histogram.leave', {
        rank: where.rank, matches: format.number(where.matches), lowest: format.number(where.lowest, 3), atMost: format.percent(where.atMost, 1),
      });
  }
}
