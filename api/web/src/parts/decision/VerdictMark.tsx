import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CandidateState, Verdict } from './judge';

const signs: Record<CandidateState, string> = { new: '○', kept: '✓', discarded: '✕', inconclusive: '?', lead: '★' };
const states: Record<Verdict, CandidateState> = { keep: 'kept', discard: 'discarded', inconclusive: 'inconclusive' };

/** VerdictMark names a verdict, or the state of a candidate, with a sign that needs no colour. */
export function VerdictMark({ verdict, state }: { verdict?: Verdict; state?: CandidateState }) {
  const { t } = useTranslation();
  const shown = verdict ? states[verdict] : (state ?? 'new');
  return (
    <Text span inherit fw={shown === 'kept' || shown === 'lead' ? 700 : 500}>
      <span aria-hidden>{signs[shown]}</span> {t(`terms:candidateState.${shown}`)}
    </Text>
  );
}
