import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { Tag } from '../../../parts/Tag';

type State = NonNullable<Schemas['Lead']['state']>;

const tones: Record<State, 'good' | 'bad' | 'wait' | 'calm'> = {
  second_review: 'wait', microscope: 'wait', disputed: 'wait', confirmed: 'good', refuted: 'bad', inconclusive: 'calm', decoy: 'calm',
};

/** LeadState names where a lead stands. */
export function LeadState({ state }: { state: State }) {
  const { t } = useTranslation();
  return <Tag tone={tones[state]}>{t(`terms:leadState.${state}`)}</Tag>;
}
