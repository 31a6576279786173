import { useTranslation } from 'react-i18next';
import { useLaboratories } from '../../../parts/laboratories';
import { useFormat } from '../../../text/format';
import { Facts } from '../parts/Facts';
import { usePlaceText } from '../parts/place';
import { useRecorded } from '../parts/recorded';
import type { Case } from './CaseFields';

/** CaseFacts are what is recorded of a case. */
export function CaseFacts({ one }: { one: Case }) {
  const { t } = useTranslation('enter');
  const format = useFormat();
  const place = usePlaceText();
  const recorded = useRecorded();
  const labs = useLaboratories();
  return (
    <Facts
      of={[
        ...(one.references ?? []).map((ref): [string, string] => [t(`case.referenceTypes.${ref.type}`), ref.value]),
        [t('case.offence'), one.offence],
        [t('case.occurred'), one.occurred ? recorded(one.occurred) : t('shell:unknown')],
        [t('case.place'), place(one.place)],
        [t('case.agency'), one.agency],
        [t('case.unit'), one.unit],
        [t('case.start'), one.start && t(`case.starts.${one.start}`)],
        [t('case.received'), recorded(one.received)],
        [t('terms:laboratory'), labs.of(one.lab)?.name],
        [t('case.comment'), one.comment],
        [t('entered'), format.moment(one.created_at)],
      ]}
    />
  );
}
