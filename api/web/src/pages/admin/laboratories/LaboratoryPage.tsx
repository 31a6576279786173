import { Alert, NumberInput, Paper, Radio, Select, SimpleGrid, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { api, queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { useAccount } from '../../../app/rights';
import { Answer } from '../../../parts/Answer';
import { FormFoot } from '../../../parts/record/FormFoot';
import { useRecordForm } from '../../../parts/record/useRecordForm';
import { AdminPage } from '../AdminPage';
import { everywhere } from '../people/roles';
import { useRule } from './rule';

type Laboratory = Schemas['Laboratory'];

const empty: Laboratory = { code: '', name: '' };

/** LaboratoryPage: a laboratory's data, what it shares, what it searches by itself, and its blind review. */
export default function LaboratoryPage() {
  const { t } = useTranslation('admin');
  const { id = '' } = useParams();
  const path = [{ name: t('section.laboratories'), href: '/admin/laboratories' }];
  if (id === 'new') return <AdminPage title={t('labs.new')} path={path}><Form record={empty} /></AdminPage>;
  return <Known key={id} id={id} path={path} />;
}

function Known({ id, path }: { id: string; path: { name: string; href: string }[] }) {
  const { t } = useTranslation('admin');
  const lab = api.useQuery('get', '/api/v1/laboratories/{id}', { params: { path: { id } } });
  return (
    <AdminPage title={lab.data?.name ?? t('terms:laboratory')} path={path}>
      <Answer of={lab}>{(record) => <Form record={record} reread={lab.refetch} />}</Answer>
    </AdminPage>
  );
}

/** useRules tells whether somebody may change a laboratory's record. */
function useRules(id: string) {
  const account = useAccount();
  return (account.memberships ?? []).some((one) => (one.lab === id || one.lab === everywhere) && one.roles.some((role) => role === 'supervisor' || role === 'administrator'));
}

function Form({ record, reread }: { record: Laboratory; reread?: () => Promise<unknown> }) {
  const { t } = useTranslation('admin');
  const [, go] = useLocation();
  const inWords = useRule();
  const id = record.id ?? '';
  const may = useRules(id);
  const form = useRecordForm<Laboratory>({
    draft: `laboratory.${id || 'new'}`,
    record,
    reread,
    send: async (value, version) => {
      const made = id ? await act('put', '/api/v1/laboratories/{id}', { path: { id }, body: value, version }) : await act('post', '/api/v1/laboratories', { body: value });
      await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/laboratories') });
      notifications.show({ message: t('saved') });
      if (!id) go(`/admin/laboratories/${made.id}`, { replace: true });
    },
  });
  const label = (at: string) => t(`labs.field.${at}`);
  const show = (at: string, value: unknown) => {
    if (at === 'sharing') return value ? t(`labs.sharing.${value as string}`) : '';
    if (at === 'auto_search.scope') return value ? t(`labs.scope.${value as string}`) : '';
    if (typeof value === 'boolean') return t(value ? 'shell:yes' : 'shell:no');
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const rule = form.value.auto_search ?? {};
  return (
    <form ref={form.ref} onSubmit={(event) => void form.submit(event)} noValidate>
      {!may && <Alert color="gray" mb="md">{t('labs.readOnly')}</Alert>}
      <fieldset disabled={!may} style={{ border: 0, padding: 0, margin: 0 }}>
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          <Paper withBorder p="md">
            <Title order={2} size="h4" mb="sm">{t('labs.data')}</Title>
            <Stack gap="sm">
              <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
                <TextInput label={label('code')} description={t('labs.codeText')} inputWrapperOrder={['label', 'input', 'description', 'error']} required maxLength={20} autoComplete="off" {...form.text('code')} />
                <TextInput label={label('ori')} maxLength={9} autoComplete="off" {...form.text('ori')} />
              </SimpleGrid>
              <TextInput label={label('name')} required maxLength={200} autoComplete="off" {...form.text('name')} />
              <TextInput label={label('agency')} maxLength={200} autoComplete="off" {...form.text('agency')} />
              <TextInput label={label('address')} maxLength={500} autoComplete="off" {...form.text('address')} />
              <TextInput label={label('phone')} maxLength={40} autoComplete="off" {...form.text('phone')} />
              <Where form={form} label={label} />
            </Stack>
          </Paper>
          <Stack>
            <Paper withBorder p="md">
              <Title order={2} size="h4" mb="sm">{t('labs.ruleTitle')}</Title>
              <Stack gap="sm">
                <Text size="sm" role="status">{t('labs.now')} {inWords(rule)}.</Text>
                <Switch label={t('labs.on')} checked={!rule.off} onChange={(event) => form.put('auto_search.off', !event.currentTarget.checked)} />
                {!rule.off && (
                  <>
                    <Radio.Group label={t('labs.where')} {...form.choice('auto_search.scope')} value={rule.scope || 'all'}>
                      <Stack gap={6} mt={4}>{(['own', 'state', 'all'] as const).map((value) => <Radio key={value} value={value} label={t(`labs.scope.${value}`)} />)}</Stack>
                    </Radio.Group>
                    <Switch label={t('labs.field.auto_search.any_calibre')} {...form.flag('auto_search.any_calibre')} />
                    <Switch label={t('labs.field.auto_search.both_origins')} description={t('labs.bothText')} {...form.flag('auto_search.both_origins')} />
                  </>
                )}
              </Stack>
            </Paper>
            <Paper withBorder p="md">
              <Title order={2} size="h4" mb="sm">{label('sharing')}</Title>
              <Radio.Group aria-label={label('sharing')} {...form.choice('sharing')} value={form.value.sharing || 'search'}>
                <Stack gap={8}>{(['nothing', 'search', 'view'] as const).map((value) => <Radio key={value} value={value} label={t(`labs.sharing.${value}`)} description={t(`labs.sharingText.${value}`)} />)}</Stack>
              </Radio.Group>
            </Paper>
            <Paper withBorder p="md">
              <Title order={2} size="h4" mb="sm">{t('labs.blind')}</Title>
              <NumberInput label={label('blind_decoys')} description={t('labs.decoysText')} min={0} max={10} allowDecimal={false} {...form.number('blind_decoys')} value={form.value.blind_decoys ?? 0} />
            </Paper>
          </Stack>
        </SimpleGrid>
      </fieldset>
      {may && <FormFoot form={form} label={label} show={show} send={id ? undefined : t('labs.make')} />}
    </form>
  );
}

function Where({ form, label }: { form: ReturnType<typeof useRecordForm<Laboratory>>; label: (at: string) => string }) {
  const { data } = api.useQuery('get', '/api/v1/places', {}, { staleTime: Infinity });
  const place = form.value.place ?? {};
  const country = data?.items.find((one) => one.code === place.country);
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
      <Select
        label={label('place.country')} data={(data?.items ?? []).map((one) => ({ value: one.code, label: one.name }))} {...form.choice('place.country')} value={place.country || null}
        onChange={(code) => form.put('place', { ...place, country: code ?? '', state: '' })}
      />
      <Select label={label('place.state')} searchable disabled={!country} data={(country?.states ?? []).map((one) => ({ value: one.code, label: one.name }))} {...form.choice('place.state')} value={place.state || null} />
      <TextInput label={label('place.municipality')} maxLength={120} autoComplete="off" {...form.text('place.municipality')} />
    </SimpleGrid>
  );
}
