import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, type Schemas } from '../../../api/client';
import type { Path } from '../../../parts/record/path';
import type { RecordForm } from '../../../parts/record/useRecordForm';
import { DateField } from '../form/DateField';
import { ChoiceField, NumberField, TextField } from '../form/fields';

export type Measurement = Partial<Pick<
  Schemas['Acquisition'],
  'instrument' | 'maker' | 'model' | 'serial' | 'objective' | 'aperture' | 'lighting' | 'direction_deg' | 'pitch_um' | 'calibrated' | 'measured_at' | 'measured_by' | 'software' | 'description' | 'version'
>>;

const lightings = ['ring', 'side', 'coaxial', 'none'] as const;

/** MeasurementFields are how a file was made. Those of `all` a file mostly states itself. */
export function MeasurementFields<T extends Measurement>({ of, lab, all }: { of: RecordForm<T>; lab: string | undefined; all?: boolean }) {
  const { t } = useTranslation('enter');
  const { data } = api.useQuery('get', '/api/v1/instruments', { params: { query: { lab, limit: 500 } } });
  const instruments = (data?.items ?? []).filter((one) => !one.retired || one.id === of.value.instrument);
  const path = (name: keyof Measurement) => name as Path<T>;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <ChoiceField
        of={of} name={path('instrument')} label={t('acquisition.instrument')}
        options={instruments.map((one) => ({ value: one.id!, label: [one.maker, one.model, one.serial].filter(Boolean).join(' ') }))}
      />
      <TextField of={of} name={path('objective')} label={t('acquisition.objective')} max={120} />
      <NumberField of={of} name={path('pitch_um')} label={t('acquisition.pitch_um')} unit="µm" min={0} max={1000} />
      <ChoiceField of={of} name={path('lighting')} label={t('acquisition.lighting')} options={lightings.map((value) => ({ value, label: t(`acquisition.lightings.${value}`) }))} />
      {of.value.lighting === 'side' && <NumberField of={of} name={path('direction_deg')} label={t('acquisition.direction_deg')} unit="°" min={0} max={360} />}
      <TextField of={of} name={path('measured_by')} label={t('acquisition.measured_by')} max={200} />
      <DateField of={of} name={path('measured_at')} label={t('acquisition.measured_at')} />
      {all && <TextField of={of} name={path('maker')} label={t('acquisition.maker')} max={120} />}
      {all && <TextField of={of} name={path('model')} label={t('acquisition.model')} max={120} />}
      {all && <TextField of={of} name={path('serial')} label={t('acquisition.serial')} max={120} />}
      {all && <TextField of={of} name={path('aperture')} label={t('acquisition.aperture')} max={60} />}
      {all && <TextField of={of} name={path('software')} label={t('acquisition.software')} max={200} />}
      {all && <DateField of={of} name={path('calibrated')} label={t('acquisition.calibrated')} />}
      <TextField of={of} name={path('description')} label={t('acquisition.description')} max={1000} />
    </SimpleGrid>
  );
}
