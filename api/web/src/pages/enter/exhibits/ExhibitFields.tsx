import { Fieldset, SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import type { RecordForm } from '../../../parts/record/useRecordForm';
import { DateField } from '../form/DateField';
import { AreaField, CalibreField, ChoiceField, NumberField, TextField } from '../form/fields';
import { PlaceFields } from '../form/PlaceFields';
import { breechFaces, firingPins } from '../parts/classes';
import { FirearmField } from './FirearmField';

export type Exhibit = Schemas['Exhibit'];

/** ExhibitFields are the fields of an exhibit and of its specimen. */
export function ExhibitFields({ of }: { of: RecordForm<Exhibit> }) {
  const { t } = useTranslation('enter');
  const choices = (key: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`${key}.${value}`) }));
  const questioned = of.value.origin === 'questioned';
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextField of={of} name="number" label={t('exhibit.number')} hint={t('exhibit.numberHint')} required max={80} />
        <ChoiceField of={of} name="origin" label={t('exhibit.origin')} hint={t('exhibit.originHint')} required options={choices('terms:origin', ['questioned', 'test_fire'])} />
        {!questioned && <FirearmField of={of} />}
      </SimpleGrid>
      <Fieldset legend={t('exhibit.specimen')}>
        <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="sm">
          <CalibreField of={of} name="calibre" label={t('exhibit.calibre')} required />
          <TextField of={of} name="brand" label={t('exhibit.brand')} max={120} />
          <TextField of={of} name="headstamp" label={t('exhibit.headstamp')} max={120} />
          <TextField of={of} name="cartridge" label={t('exhibit.cartridge')} max={120} />
          <TextField of={of} name="primer_material" label={t('exhibit.primer_material')} max={60} />
          <TextField of={of} name="case_material" label={t('exhibit.case_material')} max={60} />
          <ChoiceField of={of} name="breech_face_class" label={t('exhibit.breech_face_class')} options={choices('breechFace', breechFaces)} />
          <ChoiceField of={of} name="firing_pin_class" label={t('exhibit.firing_pin_class')} options={choices('firingPin', firingPins)} />
          <TextField of={of} name="lot" label={t('exhibit.lot')} max={60} />
          {!questioned && <NumberField of={of} name="sequence" label={t('exhibit.sequence')} min={0} max={1000000} />}
        </SimpleGrid>
      </Fieldset>
      <Fieldset legend={t(questioned ? 'exhibit.finding' : 'exhibit.making')}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          {questioned && <TextField of={of} name="found" label={t('exhibit.found')} hint={t('exhibit.foundHint')} max={500} />}
          <DateField of={of} name="collected" label={t(questioned ? 'exhibit.collected' : 'exhibit.fired')} />
          <TextField of={of} name="method" label={t('exhibit.method')} max={200} />
          <TextField of={of} name="packaging" label={t('exhibit.packaging')} max={200} />
        </SimpleGrid>
      </Fieldset>
      {questioned && (
        <Fieldset legend={t('exhibit.place')}>
          <PlaceFields of={of} />
        </Fieldset>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <AreaField of={of} name="description" label={t('exhibit.description')} max={4000} />
        <AreaField of={of} name="comment" label={t('exhibit.comment')} max={4000} />
      </SimpleGrid>
    </Stack>
  );
}
