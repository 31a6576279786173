import { Alert, Anchor, Button, Group, Kbd, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearch } from 'wouter';
import { api } from '../api/client';
import { connection } from '../api/connection';
import { useStore } from '../api/store';
import { useBlind } from '../app/blind';
import { useAccount, useHas } from '../app/rights';
import { Answer } from './Answer';
import { Chooser } from './decision/Chooser';
import { judge, refusals, stateOf, usePending, type CandidateState, type Verdict } from './decision/judge';
import { useKeys } from './decision/keys';
import { LeadForm } from './decision/LeadForm';
import { useNeighbours } from './decision/neighbours';
import { Said, useReviews } from './decision/Said';
import { SecondReview } from './decision/SecondReview';
import { VerdictMark } from './decision/VerdictMark';
import { Fault } from './Fault';

interface Props {
  candidate: string;
  /** A verdict was given, or a lead declared; it may still be on its way. */
  onDecided?: (what: Verdict | 'lead') => void;
  /** Goes to another candidate of the list; to its comparison unless stated. */
  go?: (candidate: string) => void;
  /** Whether K, D, I, L, N and P act; they do unless stated. */
  keys?: boolean;
}

/**
 * Decision is where a pair is decided: verdict, reason, lead, what others said, the
 * next candidate. At an address with "lead=…" it takes the second review of that
 * lead and shows nothing of the first.
 */
export function Decision(props: Props) {
  const { t } = useTranslation('decide');
  const [, navigate] = useLocation();
  const account = useAccount();
  const lead = new URLSearchParams(useSearch()).get('lead');
  const candidate = api.useQuery('get', '/api/v1/candidates/{id}', { params: { path: { id: props.candidate } } }, { enabled: !lead });
  const reviews = useReviews(props.candidate, !lead);
  const mine = reviews.data?.items.find((review) => review.created_by === account.id)?.verdict ?? '';
  if (lead)
    return (
      <section aria-label={t('decision')}>
        <SecondReview lead={lead} done={() => navigate(`/leads/${lead}`)} />
      </section>
    );
  return (
    <section aria-label={t('decision')}>
      <Answer of={candidate}>{(read) => <Panel key={props.candidate} {...props} search={read.search} state={read.state} mine={mine} />}</Answer>
    </section>
  );
}

interface PanelProps extends Props {
  search: string;
  state: CandidateState;
  /** The reader's own last verdict. */
  mine: Verdict | '';
  /** Whether it leads on to the candidates before and after; it does unless stated. */
  walk?: boolean;
}

/** Panel is the decision about a candidate whose state has been read. */
export function Panel({ candidate, search, state, mine, onDecided, go, keys = true, walk = true }: PanelProps) {
  const { t } = useTranslation('decide');
  const [, navigate] = useLocation();
  const judges = useHas('examiner', 'supervisor');
  const pending = usePending().get(candidate);
  const { lost } = useStore(connection);
  const refused = useStore(refusals).get(candidate);
  const neighbours = useNeighbours(walk ? search : undefined, candidate);
  const blind = useBlind();
  const [asking, setAsking] = useState<Verdict | 'lead'>();
  const since = useRef(0);
  useEffect(() => {
    since.current = Date.now();
  }, []);
  const shownMs = () => Date.now() - since.current;

  // Blind, only what the reader said counts; that a pair is a lead, nobody can review it any more, must show.
  const known = blind && state !== 'lead' ? (mine ? stateOf[mine] : 'new') : state;
  const standing = pending === 'lead' ? 'lead' : pending ? stateOf[pending] : known;
  const open = judges && standing !== 'lead';
  const goTo = go ?? ((to: string) => navigate(`/candidates/${to}${window.location.search}`));

  const decide = (verdict: Verdict, reason: string) => {
    setAsking(undefined);
    judge(candidate, verdict, reason, shownMs()).catch(() => undefined); // the refusal is kept and shown
    onDecided?.(verdict);
  };
  useKeys(
    {
      k: open ? () => decide('keep', '') : undefined,
      'shift+k': open ? () => setAsking('keep') : undefined,
      d: open ? () => setAsking('discard') : undefined,
      i: open ? () => setAsking('inconclusive') : undefined,
      l: open ? () => setAsking('lead') : undefined,
      n: neighbours.next ? () => goTo(neighbours.next!) : undefined,
      p: neighbours.previous ? () => goTo(neighbours.previous!) : undefined,
    },
    keys,
  );

  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <Text size="sm"><VerdictMark state={standing} />{pending && lost && <> · <b>{t('unsent')}</b></>}</Text>
        {neighbours.place > 0 && <Text size="xs" c="dimmed" className="numbers">{t('place', { place: neighbours.place, count: neighbours.count })}</Text>}
      </Group>
      {open && (
        <Group gap={6} grow wrap="nowrap" preventGrowOverflow={false}>
          <Verb letter="K" label={t('terms:verdict.keep')} pressed={mine === 'keep'} act={() => decide('keep', '')} />
          <Verb letter="D" label={t('terms:verdict.discard')} pressed={mine === 'discard'} act={() => setAsking('discard')} />
        </Group>
      )}
      {open && (
        <Group gap={6} grow wrap="nowrap" preventGrowOverflow={false}>
          <Verb letter="I" label={t('terms:verdict.inconclusive')} pressed={mine === 'inconclusive'} act={() => setAsking('inconclusive')} />
          <Verb letter="L" label={t('terms:lead_one')} act={() => setAsking('lead')} />
        </Group>
      )}
      {asking === 'lead' && (
        <LeadForm
          candidate={candidate} kept={mine === 'keep'} shownMs={shownMs} cancelled={() => setAsking(undefined)}
          done={() => { setAsking(undefined); onDecided?.('lead'); }}
        />
      )}
      {asking && asking !== 'lead' && (
        <Chooser key={asking} candidate={candidate} verdict={asking} chosen={(reason) => decide(asking, reason)} cancelled={() => setAsking(undefined)} />
      )}
      {refused !== undefined && <Fault error={refused} />}
      {standing === 'lead' && (
        <Alert color="gray" variant="light" p="xs"><Anchor component={Link} size="sm" href="/leads">{t('lead.see')}</Anchor></Alert>
      )}
      {!judges && <Text size="sm" c="dimmed">{t('notYours')}</Text>}
      <Said candidate={candidate} onlyMine={blind} />
      {walk && <Group gap={6} grow>
        <Button size="xs" variant="default" disabled={!neighbours.previous} onClick={() => goTo(neighbours.previous!)}>{t('previous')} <Kbd size="xs" ml={6}>P</Kbd></Button>
        <Button size="xs" variant="default" disabled={!neighbours.next} onClick={() => goTo(neighbours.next!)}>{t('next')} <Kbd size="xs" ml={6}>N</Kbd></Button>
      </Group>}
    </Stack>
  );
}

/** Verb is a verdict to give, with its key. */
function Verb({ letter, label, pressed, act }: { letter: string; label: string; pressed?: boolean; act: () => void }) {
  return (
    <Button size="xs" variant={pressed ? 'filled' : 'default'} aria-pressed={pressed} aria-keyshortcuts={letter} px={8} onClick={act} rightSection={<Kbd size="xs">{letter}</Kbd>}>
      {label}
    </Button>
  );
}
