import { Fieldset, SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import type { RecordForm } from '../../../parts/record/useRecordForm';
import { DateField } from '../form/DateField';
import { AreaField, CalibreField, CheckField, ChoiceField, TextField } from '../form/fields';
import { PlaceFields } from '../form/PlaceFields';
import { breechFaces, firingPins } from '../parts/classes';
import { CaseField } from './CaseField';

export type Firearm = Schemas['Firearm'];

const types = ['pistol', 'revolver', 'rifle', 'shotgun', 'submachine_gun', 'machine_gun', 'combination', 'derringer', 'silencer', 'receiver', 'other'] as const;

/** FirearmFields are the fields of a firearm. */
export function FirearmFields({ of }: { of: RecordForm<Firearm> }) {
  const { t } = useTranslation('enter');
  const choices = (key: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`${key}.${value}`) }));
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="sm">
        <TextField of={of} name="number" label={t('firearm.number')} hint={t('firearm.numberHint')} required max={80} />
        <CaseField of={of} />
        <ChoiceField of={of} name="type" label={t('firearm.type')} options={choices('firearm.types', types)} />
        <TextField of={of} name="maker" label={t('firearm.maker')} max={120} />
        <TextField of={of} name="model" label={t('firearm.model')} max={120} />
        <CalibreField of={of} name="calibre" label={t('firearm.calibre')} />
        <Stack gap={6}>
          <TextField of={of} name="serial" label={t('firearm.serial')} max={60} required={!of.value.obliterated} />
          <CheckField of={of} name="obliterated" label={t('firearm.obliterated')} />
        </Stack>
        <TextField of={of} name="country" label={t('firearm.country')} max={60} />
        <TextField of={of} name="importer" label={t('firearm.importer')} max={120} />
      </SimpleGrid>
      <Fieldset legend={t('firearm.class')}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <ChoiceField of={of} name="breech_face_class" label={t('firearm.breech_face_class')} options={choices('breechFace', breechFaces)} />
          <ChoiceField of={of} name="firing_pin_class" label={t('firearm.firing_pin_class')} options={choices('firingPin', firingPins)} />
          <CheckField of={of} name="consecutive" label={t('firearm.consecutive')} hint={t('firearm.consecutiveHint')} />
          <TextField of={of} name="markings" label={t('firearm.markings')} max={1000} />
        </SimpleGrid>
      </Fieldset>
      <Fieldset legend={t('firearm.recovery')}>
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm"><DateField of={of} name="recovered" label={t('firearm.recovered')} /></SimpleGrid>
          <PlaceFields of={of} />
        </Stack>
      </Fieldset>
      <Possessor of={of} />
      <AreaField of={of} name="comment" label={t('firearm.comment')} max={4000} />
    </Stack>
  );
}

/** Possessor is who had the firearm, as far as known: what a trace request asks for. */
function Possessor({ of }: { of: RecordForm<Firearm> }) {
  const { t } = useTranslation('enter');
  const sexes = ['female', 'male', 'other'].map((value) => ({ value, label: t(`possessor.sexes.${value}`) }));
  return (
    <Fieldset legend={t('firearm.possessor')}>
      <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="sm">
        <TextField of={of} name="possessor.surname" label={t('possessor.surname')} max={120} />
        <TextField of={of} name="possessor.given_names" label={t('possessor.given_names')} max={120} />
        <TextField of={of} name="possessor.alias" label={t('possessor.alias')} max={120} />
        <DateField of={of} name="possessor.birth_date" label={t('possessor.birth_date')} />
        <TextField of={of} name="possessor.birth_place" label={t('possessor.birth_place')} max={200} />
        <TextField of={of} name="possessor.nationality" label={t('possessor.nationality')} max={60} />
        <ChoiceField of={of} name="possessor.sex" label={t('possessor.sex')} options={sexes} />
        <TextField of={of} name="possessor.id_type" label={t('possessor.id_type')} max={60} />
        <TextField of={of} name="possessor.id_number" label={t('possessor.id_number')} max={60} />
        <TextField of={of} name="possessor.address" label={t('possessor.address')} max={500} />
      </SimpleGrid>
    </Fieldset>
  );
}
