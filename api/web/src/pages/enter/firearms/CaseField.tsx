import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import type { RecordForm } from '../../../parts/record/useRecordForm';
import type { Firearm } from './FirearmFields';

/** CaseField chooses the case in which a firearm was recovered, by words of it. */
export function CaseField({ of }: { of: RecordForm<Firearm> }) {
  const { t } = useTranslation('enter');
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, 250);
  const id = of.value.case ?? '';
  const chosen = api.useQuery('get', '/api/v1/cases/{id}', { params: { path: { id } } }, { enabled: id !== '' });
  const found = api.useQuery('get', '/api/v1/search', { params: { query: { q: asked, kinds: ['case'], limit: 20 } } }, { enabled: asked.trim() !== '' });
  const options = new Map((found.data?.items ?? []).map((one) => [one.id, one.title]));
  if (chosen.data) options.set(id, chosen.data.number);
  return (
    <Select
      label={t('firearm.case')} description={t('firearm.caseHint')} searchable clearable clearButtonProps={{ 'aria-label': t('firearm.caseClear') }}
      nothingFoundMessage={t(asked ? 'shell:none' : 'firearm.caseType')} filter={({ options: all }) => all}
      data={[...options].map(([value, label]) => ({ value, label }))} onSearchChange={setText} {...of.choice('case')} value={id || null}
    />
  );
}
