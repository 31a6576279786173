import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formats } from '../../../text/format';
import type { Words } from '../../../viewer/drawing';
import { moved, same } from '../../../viewer/pose';

/** useWords are the texts and formats of what is drawn on the stage. */
export function useWords(probe: string, candidate: string, picture = false): Words {
  const { t, i18n } = useTranslation('compare');
  return useMemo(() => {
    const format = formats(i18n.language);
    return {
      probe, candidate,
      length: format.length,
      number: (value: number) => format.number(value, 2),
      height: (value: number) => `${format.number(value, 2)} ${picture ? 'σ' : 'µm'}`,
      pose: (s, engine, byEngine) => {
        if (same(s.pose, engine)) return t(byEngine ? 'register.engine' : 'register.none');
        const off = moved(engine, s.pose);
        return t('register.moved', { angle: format.number(off.deg, 1), length: format.length(off.um) });
      },
    };
  }, [t, i18n.language, probe, candidate, picture]);
}
