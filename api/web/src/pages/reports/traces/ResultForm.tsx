import { Button, Paper, Select, SimpleGrid, Stack, Textarea, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { FormFoot } from '../../../parts/record/FormFoot';
import { useRecordForm } from '../../../parts/record/useRecordForm';
import type { Trace } from './fields';

type Result = Schemas['TraceResult'];

const statuses = ['completed_purchaser', 'completed_dealer', 'no_result', 'pending', 'closed'] as const;

/** ResultForm enters what came back of a request, or mends it. */
export function ResultForm({ trace, result, done, cancel }: { trace: Trace; result?: Result; done: () => Promise<unknown>; cancel: () => void }) {
  const { t } = useTranslation('reports');
  const id = trace.id ?? '';
  const [fresh] = useState<Result>({ status: 'completed_purchaser', received: '' } as Result);
  const form = useRecordForm<Result>({
    draft: result ? `trace_result.${result.id}` : `trace_result.new.${id}`,
    record: result ?? fresh,
    reread: () => queries.invalidateQueries({ queryKey: ['get', '/api/v1/trace-requests/{id}/results'] }),
    send: async (value, version) => {
      if (result) await act('put', '/api/v1/trace-results/{id}', { path: { id: result.id ?? '' }, body: value, version });
      else await act('post', '/api/v1/trace-requests/{id}/results', { path: { id }, body: value });
      notifications.show({ message: t('results.saved') });
      await done();
    },
  });
  const label = (path: string) => t(`results.field.${path}`);
  const { status } = form.value;
  return (
    <Paper withBorder p="md" component="form" ref={form.ref} onSubmit={(event) => void form.submit(event)} noValidate aria-label={t('results.enter')}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
          <Select label={label('status')} required allowDeselect={false} data={statuses.map((value) => ({ value, label: t(`results.statuses.${value}`) }))} {...form.choice('status')} />
          <TextInput label={label('received')} type="date" required {...form.text('received')} />
          <TextInput label={label('trace_number')} maxLength={60} autoComplete="off" {...form.text('trace_number')} />
        </SimpleGrid>
        {(status === 'no_result' || form.value.no_result) && <Textarea label={label('no_result')} required={status === 'no_result'} maxLength={1000} autosize minRows={2} {...form.text('no_result')} />}
        <Title order={3} size="h6">{t('results.dealer')}</Title>
        <SimpleGrid cols={{ base: 1, sm: 4 }} spacing="sm">
          <TextInput label={label('dealer.name')} maxLength={200} autoComplete="off" {...form.text('dealer.name')} />
          <TextInput label={label('dealer.licence')} maxLength={40} autoComplete="off" {...form.text('dealer.licence')} />
          <TextInput label={label('dealer.city')} maxLength={120} autoComplete="off" {...form.text('dealer.city')} />
          <TextInput label={label('dealer.state')} maxLength={2} autoComplete="off" {...form.text('dealer.state')} />
        </SimpleGrid>
        <TextInput label={label('dealer.address')} maxLength={500} autoComplete="off" {...form.text('dealer.address')} />
        <Title order={3} size="h6">{t('results.purchaser')}</Title>
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
          <TextInput label={label('purchaser.surname')} maxLength={120} autoComplete="off" {...form.text('purchaser.surname')} />
          <TextInput label={label('purchaser.given_names')} maxLength={120} autoComplete="off" {...form.text('purchaser.given_names')} />
          <TextInput label={label('purchaser.birth_date')} maxLength={10} autoComplete="off" {...form.text('purchaser.birth_date')} />
          <TextInput label={label('purchaser.id_type')} maxLength={60} autoComplete="off" {...form.text('purchaser.id_type')} />
          <TextInput label={label('purchaser.id_number')} maxLength={60} autoComplete="off" {...form.text('purchaser.id_number')} />
          <TextInput label={label('purchased')} type="date" {...form.text('purchased')} />
        </SimpleGrid>
        <TextInput label={label('purchaser.address')} maxLength={500} autoComplete="off" {...form.text('purchaser.address')} />
        <Textarea label={label('comment')} maxLength={4000} autosize minRows={2} {...form.text('comment')} />
      </Stack>
      <FormFoot form={form} label={label}>
        <Button variant="subtle" color="gray" onClick={cancel}>{t('shell:close')}</Button>
      </FormFoot>
    </Paper>
  );
}
