import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, type Schemas } from '../../../api/client';
import type { Path } from '../../../parts/record/path';
import type { RecordForm } from '../../../parts/record/useRecordForm';
import { coordinates } from './coordinates';
import { ChoiceField, NumberField, TextField, type Recorded } from './fields';

type Place = Schemas['Place'];

/** PlaceFields are where something happened or was found, as exactly as it is known. */
export function PlaceFields<T extends Recorded & { place?: Place }>({ of }: { of: RecordForm<T> }) {
  const { t } = useTranslation('enter');
  const { data } = api.useQuery('get', '/api/v1/places', {}, { staleTime: Infinity });
  const path = (name: keyof Place) => `place.${name}` as Path<T>;
  const place = of.value.place ?? {};
  const put = (part: Partial<Place>) => of.put('place' as Path<T>, { ...place, ...part });
  const states = data?.items.find((one) => one.code === place.country)?.states ?? [];
  const paste = (text: string) => {
    const both = coordinates(text);
    if (both) put(both);
    return both !== undefined;
  };
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <ChoiceField
        of={of} name={path('country')} label={t('place.country')} options={(data?.items ?? []).map((one) => ({ value: one.code, label: one.name }))}
        onChange={(country) => put({ country: country as Place['country'], state: '' })}
      />
      <ChoiceField of={of} name={path('state')} label={t('place.state')} disabled={states.length === 0} options={states.map((one) => ({ value: one.code, label: one.name }))} />
      <TextField of={of} name={path('municipality')} label={t('place.municipality')} max={120} />
      <TextField of={of} name={path('detail')} label={t('place.detail')} max={500} />
      <NumberField of={of} name={path('latitude')} label={t('place.latitude')} hint={t('place.paste')} min={-90} max={90} paste={paste} />
      <NumberField of={of} name={path('longitude')} label={t('place.longitude')} hint={t('place.west')} min={-180} max={180} paste={paste} />
    </SimpleGrid>
  );
}
