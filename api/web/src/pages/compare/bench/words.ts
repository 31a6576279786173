import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formats } from '../../../text/format';
import type { Words } from '../../../viewer/drawing';

/** useWords are the texts and formats of what is drawn on the stage. */
export function useWords(probe: string, candidate: string, picture = false): Words {
  const { t, i18n } = useTranslation('compare');
  return useMemo(() => {
    const format = formats(i18n.language);
    return {
      probe, candidate,
      length: format.length,
      number: (value: number) => format.number(value, 2),
      cell: (cell) => t('cells.told', { best: format.number(cell.correlation, 2), common: format.number(cell.common_correlation, 2), offset: format.length(Math.hypot(cell.dx_um, cell.dy_um)) }),
      height: (value: number) => `${format.number(value, 2)} ${picture ? 'σ' : 'µm'}`,
      pose: (s, off, byEngine) => {
        const register = off ? t('register.moved', { angle: format.number(off.deg, 1), length: format.length(off.um) }) : t(byEngine ? 'register.engine' : 'register.none');
        return s.synchronous || s.mode !== 'side' ? register : `${register} · ${t('register.free')}`;
      },
    };
  }, [t, i18n.language, probe, candidate, picture]);
}
