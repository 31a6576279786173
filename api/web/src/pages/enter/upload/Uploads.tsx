import { Checkbox, Group, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRecordForm } from '../../../parts/record/useRecordForm';
import { MeasurementFields, type Measurement } from '../acquisitions/MeasurementFields';
import type { Exhibit } from '../exhibits/ExhibitFields';
import { DropArea } from './DropArea';
import { add, type Details } from './queue';
import { UploadList } from './UploadList';

/** Uploads takes files for an exhibit, says of all of them how they were made, and shows how far they are. */
export function Uploads({ exhibit }: { exhibit: Exhibit }) {
  const { t } = useTranslation('enter');
  const [open, setOpen] = useState(false);
  const [searching, search] = useState(true);
  // Kept for the next exhibit: the same instrument stands on the same table.
  const form = useRecordForm<Measurement>({ draft: 'measured', record: {}, send: () => Promise.resolve() });
  const said = Object.values(form.value).filter((value) => value !== '' && value !== undefined).length;
  const details: Details = { ...form.value, version: undefined, no_search: searching ? undefined : true };
  return (
    <>
      <DropArea take={(files) => add(exhibit.id!, files, details)} />
      <Group justify="space-between" mt="xs">
        <UnstyledButton aria-expanded={open} fz="sm" c="var(--mantine-color-anchor)" mih={24} onClick={() => setOpen(!open)}>
          {open ? '▾' : '▸'} {t('upload.details')}{said > 0 && ` (${t('upload.stated', { count: said })})`}
        </UnstyledButton>
        <Checkbox size="xs" label={t('upload.search')} checked={searching} onChange={(event) => search(event.currentTarget.checked)} />
      </Group>
      {open && (
        <>
          <Text size="xs" c="dimmed" mb="xs">{t('upload.detailsHint')}</Text>
          <MeasurementFields of={form} lab={exhibit.lab} />
        </>
      )}
      <UploadList exhibit={exhibit.id!} details={details} />
    </>
  );
}
