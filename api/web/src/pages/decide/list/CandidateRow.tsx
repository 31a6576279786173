import { Anchor, Table, Text } from '@mantine/core';
import { memo, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { said } from '../../../api/problem';
import { stateOf, type Verdict } from '../../../parts/decision/judge';
import { VerdictMark } from '../../../parts/decision/VerdictMark';
import { PairPictures } from '../../../parts/PairPictures';
import { useFormat } from '../../../text/format';
import classes from './CandidateTable.module.css';
import type { Entry } from './entry';
import { usePlaces } from './usePlaces';

interface Props {
  entry: Entry;
  /** Its place among those shown, from 1. */
  place: number;
  current: boolean;
  blind: boolean;
  pending?: Verdict | 'lead';
  unsent: boolean;
  refused?: unknown;
  pick: (candidate: string) => void;
  open: (candidate: string) => void;
  ref?: Ref<HTMLTableRowElement>;
}

/** CandidateRow is one candidate: the pair in register, how it scores, what it is, what was made of it. */
export const CandidateRow = memo(function CandidateRow({ entry, place, current, blind, pending, unsent, refused, pick, open, ref }: Props) {
  const { t } = useTranslation('decide');
  const format = useFormat();
  const places = usePlaces();
  const { party } = entry;
  return (
    <Table.Tr
      ref={ref} className={classes.row} aria-current={current || undefined} tabIndex={-1}
      onClick={(event) => !(event.target as Element).closest('a') && pick(entry.candidate)} onDoubleClick={() => open(entry.candidate)}
    >
      <Table.Td className="numbers" ta="right">{blind ? place : entry.rank}</Table.Td>
      <Table.Td>
        <Link href={`/candidates/${entry.candidate}`} aria-label={t('compareOne', { place: blind ? place : entry.rank })}>
          <PairPictures candidate={entry.candidate} probe={entry.probe} pose={entry.pose} probeFrame={entry.probeFrame} frame={entry.frame} side={56} detail={96} lazy />
        </Link>
      </Table.Td>
      {!blind && (
        <Table.Td className="numbers">
          <Text size="sm" fw={600}>{format.score(entry.score)}</Text>
          {entry.kinds.length > 0
            ? entry.kinds.map((kind) => <Text key={kind.mark_kind} size="xs" c="dimmed"><abbr title={t(`terms:mark.${kind.mark_kind}`)}>{t(`terms:markShort.${kind.mark_kind}`)}</abbr> {format.score(kind.score)}</Text>)
            : <Text size="xs" c="dimmed">{t('cellsOf', { congruent: entry.congruent, cells: entry.cells })}</Text>}
        </Table.Td>
      )}
      <Table.Td>
        {party.exhibit
          ? <Anchor component={Link} size="sm" className={classes.number} href={`/exhibits/${party.exhibit}`}>{party.number}</Anchor>
          : <Text size="sm" c="dimmed">{t('shared')}</Text>}
        <Text size="xs" c="dimmed">{[party.case_number, party.firearm_label].filter(Boolean).join(' · ')}</Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{format.date(party.occurred)}</Text>
        <Text size="xs" c="dimmed">{places.words(party.place)}</Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{party.calibre}</Text>
        <Text size="xs" c="dimmed"><abbr title={party.lab_name}>{party.lab_code}</abbr></Text>
      </Table.Td>
      <Table.Td>
        <Text fz={13}><Standing entry={entry} blind={blind} pending={pending} /></Text>
        <Text size="xs" c="dimmed">{refused !== undefined ? <Text span size="xs" c="red.9">{said(refused)}</Text> : unsent ? <b>{t('unsent')}</b> : entry.mine || pending ? t('byYou') : null}</Text>
      </Table.Td>
    </Table.Tr>
  );
});

/** Standing is what was made of a candidate: what is on its way first; blind, only what the reader said. */
function Standing({ entry, blind, pending }: Pick<Props, 'entry' | 'blind' | 'pending'>) {
  if (pending) return <VerdictMark state={pending === 'lead' ? 'lead' : stateOf[pending]} />;
  if (blind && entry.state !== 'lead') return <VerdictMark state={entry.mine ? stateOf[entry.mine] : 'new'} />;
  return <VerdictMark state={entry.state} />;
}
