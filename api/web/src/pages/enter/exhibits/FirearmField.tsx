import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import type { RecordForm } from '../../../parts/record/useRecordForm';
import type { Exhibit } from './ExhibitFields';

/** FirearmField chooses the firearm that fired a test fire. */
export function FirearmField({ of }: { of: RecordForm<Exhibit> }) {
  const { t } = useTranslation('enter');
  const { data } = api.useQuery('get', '/api/v1/firearms', { params: { query: { lab: of.value.lab, limit: 500 } } });
  const items = data?.items ?? [];
  return (
    <Select
      label={t('exhibit.firearm')} required searchable nothingFoundMessage={t('shell:none')} comboboxProps={{ keepMounted: false }}
      data={items.map((one) => ({ value: one.id!, label: [one.number, one.maker, one.model, one.serial].filter(Boolean).join(' · ') }))}
      {...of.choice('firearm')} value={of.value.firearm || null}
    />
  );
}
