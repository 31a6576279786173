import { Paper, Select, SimpleGrid, Stack, Switch, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { api, queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { useAccount } from '../../../app/rights';
import { Answer } from '../../../parts/Answer';
import { FormFoot } from '../../../parts/record/FormFoot';
import { useRecordForm } from '../../../parts/record/useRecordForm';
import { useLaboratories } from '../../../parts/laboratories';
import { AdminPage } from '../AdminPage';
import { Access } from './Access';
import { useRolesInWords, type Membership } from './roles';
import { RolesField } from './RolesField';

type Account = Schemas['Account'];

const empty: Account = { login: '', name: '', memberships: [] };

/** PersonPage: a new or known account, its roles, its password and sessions. */
export default function PersonPage() {
  const { t } = useTranslation('admin');
  const { id = '' } = useParams();
  const path = [{ name: t('section.people'), href: '/admin/people' }];
  if (id === 'new')
    return (
      <AdminPage title={t('people.new')} path={path}>
        <Form key="new" account={empty} />
      </AdminPage>
    );
  return <Known key={id} id={id} path={path} />;
}

function Known({ id, path }: { id: string; path: { name: string; href: string }[] }) {
  const { t } = useTranslation('admin');
  const account = api.useQuery('get', '/api/v1/accounts/{id}', { params: { path: { id } } });
  return (
    <AdminPage title={account.data?.name ?? t('people.person')} path={path}>
      <Answer of={account}>
        {(data) => (
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
            <Form account={data} reread={account.refetch} />
            <Access account={data} />
          </SimpleGrid>
        )}
      </Answer>
    </AdminPage>
  );
}

function Form({ account, reread }: { account: Account; reread?: () => Promise<unknown> }) {
  const { t } = useTranslation('admin');
  const me = useAccount();
  const labs = useLaboratories();
  const inWords = useRolesInWords();
  const [, go] = useLocation();
  const id = account.id ?? '';
  const form = useRecordForm<Account>({
    draft: `account.${id || 'new'}`,
    record: account,
    reread,
    send: async (value, version) => {
      const made = id
        ? await act('put', '/api/v1/accounts/{id}', { path: { id }, body: value, version })
        : await act('post', '/api/v1/accounts', { body: value });
      await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/accounts') });
      notifications.show({ message: t(id ? 'saved' : 'people.made', { name: value.name }) });
      if (!id) go(`/admin/people/${made.id}`, { replace: true });
    },
  });
  const show = (at: string, value: unknown) => {
    if (at === 'memberships') return inWords(value as Membership[] | undefined);
    if (at === 'lab') return labs.code(value as string);
    if (at === 'disabled') return t(value ? 'shell:yes' : 'shell:no');
    return typeof value === 'string' ? value : '';
  };
  return (
    <Paper withBorder p="md" component="form" ref={form.ref} onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack>
        <Title order={2} size="h4">{t('people.account')}</Title>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label={t('people.name')} required maxLength={200} autoComplete="off" {...form.text('name')} />
          <TextInput label={t('people.login')} description={t('people.loginText')} inputWrapperOrder={['label', 'input', 'description', 'error']} required maxLength={120} autoComplete="off" {...form.text('login')} />
          <TextInput label={t('people.post')} maxLength={200} autoComplete="off" {...form.text('post')} />
          <TextInput label={t('people.badge')} maxLength={60} autoComplete="off" {...form.text('badge')} />
          <TextInput label={t('people.email')} type="email" maxLength={254} autoComplete="off" {...form.text('email')} />
          <Select label={t('people.language')} data={[{ value: '', label: t('people.anyLanguage') }, { value: 'es', label: 'Español' }, { value: 'en', label: 'English' }]} {...form.choice('language')} />
          {!id && (
            <Select
              label={t('people.lab')} description={t('people.labText')} inputWrapperOrder={['label', 'input', 'description', 'error']} searchable
              data={[{ value: '', label: t('people.everywhere') }, ...labs.items.map((lab) => ({ value: lab.id ?? '', label: `${lab.code} · ${lab.name}` }))]} {...form.choice('lab')}
            />
          )}
        </SimpleGrid>
        <Title order={3} size="h5">{t('people.roles')}</Title>
        <RolesField
          value={form.value.memberships} onChange={(next) => form.put('memberships', next)} readOnly={id !== '' && id === me.id}
          error={form.fault('memberships') ?? form.fault('memberships.roles') ?? form.fault('memberships.lab')}
        />
        {id !== '' && id !== me.id && <Switch label={t('people.disable')} description={t('people.disableText')} {...form.flag('disabled')} />}
      </Stack>
      <FormFoot form={form} label={(at) => t(`people.${at}`)} show={show} send={id ? undefined : t('people.make')} />
    </Paper>
  );
}
