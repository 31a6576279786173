import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { Tag } from '../../../parts/Tag';

const tones = { draft: 'wait', sent: 'calm', answered: 'good', closed: 'calm' } as const;

/** TraceTag is the state of a trace request. */
export function TraceTag({ state = 'draft' }: { state?: Schemas['TraceRequest']['state'] }) {
  const { t } = useTranslation('reports');
  return <Tag tone={tones[state]}>{t(`trace.states.${state}`)}</Tag>;
}

/** weaponText names a firearm by what is on it. */
export const weaponText = ({ weapon = {} }: Schemas['TraceRequest']) => [weapon.maker, weapon.model, weapon.calibre, weapon.serial].filter(Boolean).join(' · ');
