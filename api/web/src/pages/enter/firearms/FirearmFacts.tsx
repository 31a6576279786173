import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../text/format';
import { Facts } from '../parts/Facts';
import { usePlaceText } from '../parts/place';
import { useRecorded } from '../parts/recorded';
import type { Firearm } from './FirearmFields';

/** FirearmFacts are what is recorded of a firearm. */
export function FirearmFacts({ one }: { one: Firearm }) {
  const { t } = useTranslation('enter');
  const format = useFormat();
  const place = usePlaceText();
  const recorded = useRecorded();
  const who = one.possessor ?? {};
  return (
    <Facts
      of={[
        [t('firearm.type'), one.type && t(`firearm.types.${one.type}`)],
        [t('firearm.maker'), one.maker],
        [t('firearm.model'), one.model],
        [t('firearm.calibre'), one.calibre],
        [t('firearm.serial'), [one.serial, one.obliterated && t('firearm.isObliterated')].filter(Boolean).join(' · ')],
        [t('firearm.country'), one.country],
        [t('firearm.importer'), one.importer],
        [t('firearm.breech_face_class'), one.breech_face_class && t(`breechFace.${one.breech_face_class}`)],
        [t('firearm.firing_pin_class'), one.firing_pin_class && t(`firingPin.${one.firing_pin_class}`)],
        [t('firearm.markings'), one.markings],
        [t('firearm.recovered'), one.recovered ? recorded(one.recovered) : t('shell:unknown')],
        [t('firearm.recoveredAt'), place(one.place)],
        [t('firearm.possessor'), [who.given_names, who.surname, who.alias && `«${who.alias}»`, who.nationality, recorded(who.birth_date)].filter(Boolean).join(' ')],
        [t('firearm.comment'), one.comment],
        [t('entered'), format.moment(one.created_at)],
      ]}
    />
  );
}
