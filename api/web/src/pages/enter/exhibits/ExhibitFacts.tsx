import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../text/format';
import { Facts } from '../parts/Facts';
import { usePlaceText } from '../parts/place';
import { useRecorded } from '../parts/recorded';
import type { Exhibit } from './ExhibitFields';

/** ExhibitFacts are what is recorded of an exhibit and its specimen. */
export function ExhibitFacts({ one }: { one: Exhibit }) {
  const { t } = useTranslation('enter');
  const format = useFormat();
  const place = usePlaceText();
  const recorded = useRecorded();
  return (
    <Facts
      of={[
        [t('exhibit.calibre'), one.calibre],
        [t('exhibit.brand'), one.brand],
        [t('exhibit.headstamp'), one.headstamp],
        [t('exhibit.cartridge'), one.cartridge],
        [t('exhibit.primer_material'), one.primer_material],
        [t('exhibit.case_material'), one.case_material],
        [t('exhibit.breech_face_class'), one.breech_face_class && t(`breechFace.${one.breech_face_class}`)],
        [t('exhibit.firing_pin_class'), one.firing_pin_class && t(`firingPin.${one.firing_pin_class}`)],
        [t('exhibit.lot'), one.lot],
        [t('exhibit.sequence'), one.sequence || ''],
        [t('exhibit.found'), one.found],
        [t(one.origin === 'questioned' ? 'exhibit.collected' : 'exhibit.fired'), recorded(one.collected)],
        [t('exhibit.method'), one.method],
        [t('exhibit.packaging'), one.packaging],
        [t('exhibit.place'), place(one.place)],
        [t('exhibit.description'), one.description],
        [t('exhibit.comment'), one.comment],
        [t('entered'), format.moment(one.created_at)],
      ]}
    />
  );
}
