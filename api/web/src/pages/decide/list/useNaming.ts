import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLaboratories } from '../../../parts/laboratories';
import { useFormat } from '../../../text/format';
import type { Naming } from './filter';
import { usePlaces } from './usePlaces';

/** useNaming gives what a filter names its words. */
export function useNaming(): Naming {
  const labs = useLaboratories();
  const places = usePlaces();
  const format = useFormat();
  const { t } = useTranslation('enter');
  return useMemo(
    () => ({
      lab: (id) => labs.code(id) || id, country: places.country, state: (country, code) => places.state(country, code) || code, date: format.date,
      breechFace: (code) => t(`breechFace.${code}`, code), firingPin: (code) => t(`firingPin.${code}`, code),
    }),
    [labs, places, format.date, t],
  );
}
