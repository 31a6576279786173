import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { FormFoot } from '../../../parts/record/FormFoot';
import { useRecordForm } from '../../../parts/record/useRecordForm';
import { TextField } from '../form/fields';
import { useLabels } from '../form/labels';
import { MeasurementFields } from './MeasurementFields';

/** ChangeAcquisition corrects what is said of a file; the file itself never changes. */
export function ChangeAcquisition({ one, draft, done }: { one: Schemas['Acquisition']; draft: string; done: () => void }) {
  const { t } = useTranslation('enter');
  const label = useLabels('acquisition');
  const reread = () => queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).includes('/acquisitions') });
  const form = useRecordForm<Schemas['Acquisition']>({
    draft, record: one, reread,
    send: async (body, version) => {
      await act('put', '/api/v1/acquisitions/{id}', { path: { id: one.id! }, body, version });
      await reread();
      done();
    },
  });
  return (
    <form ref={form.ref} noValidate onSubmit={(event) => void form.submit(event)} aria-label={t('acquisition.change')}>
      <Text size="xs" c="dimmed" my="xs">{t('acquisition.changeHint')}</Text>
      <Stack gap="sm">
        <TextField of={form} name="file_name" label={t('acquisition.file_name')} max={255} />
        <MeasurementFields of={form} lab={one.lab} all />
      </Stack>
      <FormFoot form={form} label={label}>
        <Button variant="subtle" onClick={done}>{t('shell:close')}</Button>
      </FormFoot>
    </form>
  );
}
