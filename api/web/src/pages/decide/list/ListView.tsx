import { Anchor, Divider, Group, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { setBlind, useBlind } from '../../../app/blind';
import { useAccount } from '../../../app/rights';
import { Panel } from '../../../parts/Decision';
import type { Verdict } from '../../../parts/decision/judge';
import { useKeys } from '../../../parts/decision/keys';
import { orderOf } from '../../../parts/decision/neighbours';
import { PairPictures } from '../../../parts/PairPictures';
import { useFormat } from '../../../text/format';
import { CandidateTable } from './CandidateTable';
import type { Entry } from './entry';
import { Histogram } from './Histogram';
import { KeysHelp } from './KeysHelp';
import classes from './ListView.module.css';
import type { Reference } from './histogram';
import { useCursor } from './useCursor';

interface Props {
  /** What the list is of: a search or an exhibit. Its order when blind and the place in it are kept by it. */
  list: string;
  label: string;
  entries: readonly Entry[];
  reference?: Reference;
  help: { opened: boolean; open: () => void; close: () => void };
}

/** ListView is a list being reviewed: the table, and beside it the current pair, its decision and how the list scores. */
export function ListView({ list, label, entries, reference, help }: Props) {
  const { t } = useTranslation('decide');
  const blind = useBlind();
  const account = useAccount();
  const format = useFormat();
  const [, navigate] = useLocation();
  const [said, say] = useState('');
  const wide = useMediaQuery('(min-width: 1800px)');
  const decided = useRef<string[]>([]);

  const order = useMemo(() => orderOf(entries, blind, list, account.id ?? ''), [entries, blind, list, account.id]);
  const cursor = useCursor(list, order);
  const { current, index, go } = cursor;
  const pick = useCallback((candidate: string) => go(candidate, true), [go]);
  const open = useCallback((candidate: string) => navigate(`/candidates/${candidate}`), [navigate]);

  const nameOf = (entry: Entry) => entry.party.number ?? t('sharedBy', { lab: entry.party.lab_code });
  const tell = (entry: Entry, at: number) =>
    t(blind ? 'say.currentBlind' : 'say.current', { place: at + 1, count: order.length, number: nameOf(entry), score: format.score(entry.score) });

  const goOn = (what: Verdict | 'lead') => {
    if (!current) return;
    decided.current.push(current.candidate);
    const next = order[index + 1];
    const done = t(`say.${what}`, { number: nameOf(current) });
    say(next ? `${done} ${tell(next, index + 1)}` : `${done} ${t('say.end')}`);
    if (next) go(next.candidate);
  };
  const move = (by: number) => {
    const next = order[Math.min(Math.max(index + by, 0), order.length - 1)];
    if (next) say(tell(next, order.indexOf(next)));
    cursor.move(by);
  };
  const back = () => {
    const last = decided.current.pop();
    const entry = order.find((one) => one.candidate === last);
    if (!entry) return say(t('say.nothingToUndo'));
    say(t('say.undo', { number: nameOf(entry) }));
    go(entry.candidate);
  };
  useKeys({
    j: () => move(1), arrowdown: () => move(1), n: () => move(1), u: () => move(-1), arrowup: () => move(-1), p: () => move(-1),
    enter: current && (() => open(current.candidate)), z: back, b: () => setBlind(!blind), '?': help.open,
  });

  // The next pair's pictures are there before it becomes the current one.
  const next = order[index + 1];
  useEffect(() => {
    if (next) new Image().src = `/api/v1/candidates/${next.candidate}/pictures/candidate?side_px=${large}`;
  }, [next]);

  return (
    <div className={classes.sides}>
      <div role="status" className="visually-hidden">{said}</div>
      <div className={classes.table}>
        <CandidateTable label={label} entries={order} cursor={cursor} blind={blind} pick={pick} open={open} />
      </div>
      {current && (
        <aside className={classes.side} aria-label={t('current')}>
          <Stack gap="xs">
            <Link href={`/candidates/${current.candidate}`} aria-label={t('compare')}>
              <PairPictures candidate={current.candidate} probe={current.probe} pose={current.pose} probeFrame={current.probeFrame} frame={current.frame} side={wide ? 204 : 146} detail={large} />
            </Link>
            <Group justify="space-between" gap="xs">
              <Text size="sm" fw={600}>{nameOf(current)}</Text>
              <Anchor component={Link} size="sm" href={`/candidates/${current.candidate}`}>{t('compare')} ↵</Anchor>
            </Group>
            <Panel key={current.candidate} candidate={current.candidate} search={current.search} state={current.state} mine={current.mine} onDecided={goOn} walk={false} />
            {!blind && reference && <><Divider /><Histogram entries={entries} current={current} reference={reference} /></>}
            {decided.current.length > 0 && said && <Text size="xs" c="dimmed" aria-hidden>{said}</Text>}
          </Stack>
        </aside>
      )}
      <KeysHelp opened={help.opened} close={help.close} />
    </div>
  );
}

/** Pixels of the current pair's pictures as they are asked for. */
const large = 400;
