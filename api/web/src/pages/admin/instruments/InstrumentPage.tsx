import { Paper, Select, SimpleGrid, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { api, queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { useAccount, useHas } from '../../../app/rights';
import { Answer } from '../../../parts/Answer';
import { useLaboratories } from '../../../parts/laboratories';
import { FormFoot } from '../../../parts/record/FormFoot';
import { useRecordForm } from '../../../parts/record/useRecordForm';
import { AdminPage } from '../AdminPage';
import { Calibrations } from './Calibrations';

type Instrument = Schemas['Instrument'];

/** InstrumentPage: an instrument, its last calibration and those before. */
export default function InstrumentPage() {
  const { t } = useTranslation('admin');
  const { id = '' } = useParams();
  const path = [{ name: t('section.instruments'), href: '/admin/instruments' }];
  if (id === 'new') return <AdminPage title={t('instruments.new')} path={path}><New /></AdminPage>;
  return <Known key={id} id={id} path={path} />;
}

function New() {
  const labs = useOwnLabs();
  const [fresh] = useState<Instrument>({ lab: labs[0] ?? '', maker: '', model: '', serial: '' });
  return <Form record={fresh} />;
}

/** useOwnLabs are the laboratories whose instruments somebody looks after. */
function useOwnLabs() {
  return (useAccount().memberships ?? []).filter((one) => one.roles.includes('supervisor')).map((one) => one.lab);
}

function Known({ id, path }: { id: string; path: { name: string; href: string }[] }) {
  const { t } = useTranslation('admin');
  const instrument = api.useQuery('get', '/api/v1/instruments/{id}', { params: { path: { id } } });
  const { data } = instrument;
  return (
    <AdminPage title={data ? `${data.maker} ${data.model}` : t('instruments.instrument')} path={path}>
      <Answer of={instrument}>
        {(record) => (
          <SimpleGrid cols={{ base: 1, lg: 2 }}>
            <Form record={record} reread={instrument.refetch} />
            <Calibrations id={id} />
          </SimpleGrid>
        )}
      </Answer>
    </AdminPage>
  );
}

function Form({ record, reread }: { record: Instrument; reread?: () => Promise<unknown> }) {
  const { t } = useTranslation('admin');
  const labs = useLaboratories();
  const own = useOwnLabs();
  const may = useHas('supervisor');
  const [, go] = useLocation();
  const id = record.id ?? '';
  const form = useRecordForm<Instrument>({
    draft: `instrument.${id || 'new'}`,
    record,
    reread,
    send: async (value, version) => {
      const made = id ? await act('put', '/api/v1/instruments/{id}', { path: { id }, body: value, version }) : await act('post', '/api/v1/instruments', { body: value });
      await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/instruments') });
      notifications.show({ message: t('saved') });
      if (!id) go(`/admin/instruments/${made.id}`, { replace: true });
    },
  });
  const field = (at: 'maker' | 'model' | 'serial' | 'objectives' | 'calibrated') => ({ label: t(`instruments.${at}`), readOnly: !may, autoComplete: 'off', ...form.text(at) });
  return (
    <Paper withBorder p="md" component="form" ref={form.ref} onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="sm">
        {!id && own.length > 1 && <Select label={t('terms:laboratory')} allowDeselect={false} data={own.map((lab) => ({ value: lab, label: labs.of(lab)?.name ?? '' }))} {...form.choice('lab')} />}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput {...field('maker')} required maxLength={120} />
          <TextInput {...field('model')} required maxLength={120} />
          <TextInput {...field('serial')} required maxLength={120} />
          <TextInput {...field('objectives')} maxLength={500} />
          <TextInput {...field('calibrated')} description={t('instruments.calibratedText')} inputWrapperOrder={['label', 'input', 'description', 'error']} maxLength={10} />
        </SimpleGrid>
        <Textarea label={t('instruments.comment')} readOnly={!may} maxLength={4000} autosize minRows={2} {...form.text('comment')} />
        <Switch label={t('instruments.retired')} description={t('instruments.retiredText')} disabled={!may} {...form.flag('retired')} />
      </Stack>
      {may && <FormFoot form={form} label={(at) => t(`instruments.${at}`)} send={id ? undefined : t('instruments.make')} />}
    </Paper>
  );
}
