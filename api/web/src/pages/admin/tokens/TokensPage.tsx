import { Alert, Button, Checkbox, Code, CopyButton, Group, Paper, SimpleGrid, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { faultsOf } from '../../../api/problem';
import { Answer } from '../../../parts/Answer';
import { ConfirmButton } from '../../../parts/ConfirmButton';
import { Fault } from '../../../parts/Fault';
import { Tag } from '../../../parts/Tag';
import { useFormat } from '../../../text/format';
import { AdminPage } from '../AdminPage';

const scopes = ['read', 'enter', 'review', 'manage'] as const;
const reread = () => queries.invalidateQueries({ queryKey: ['get', '/api/v1/tokens'] });

/** TokensPage: the own tokens, with which an instrument's program works for its owner. */
export default function TokensPage() {
  const { t } = useTranslation('admin');
  return (
    <AdminPage title={t('section.tokens')}>
      <Text size="sm" c="dimmed" mb="md" maw={760}>{t('tokens.text')}</Text>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <New />
        <Mine />
      </SimpleGrid>
    </AdminPage>
  );
}

/** inDays is a day some days ahead, as a date field has it. */
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

function New() {
  const { t } = useTranslation('admin');
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>(['enter']);
  const [until, setUntil] = useState(inDays(90));
  const [secret, setSecret] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const faults = faultsOf(error);

  async function send(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      const made = await act('post', '/api/v1/tokens', {
        body: { name, scopes: chosen as Schemas['Token']['scopes'], expires: until ? new Date(`${until}T12:00:00`).toISOString() : '' },
      });
      setSecret(made.secret);
      setName('');
      setError(undefined);
      await reread();
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  }

  return (
    <Paper withBorder p="md" component="form" onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        <Title order={2} size="h4">{t('tokens.new')}</Title>
        <TextInput label={t('tokens.name')} description={t('tokens.nameText')} required maxLength={120} autoComplete="off" value={name} error={faults.name} onChange={(event) => setName(event.currentTarget.value)} />
        <Checkbox.Group label={t('tokens.scopes')} value={chosen} onChange={setChosen} error={faults.scopes}>
          <Stack gap={6} mt={4}>{scopes.map((one) => <Checkbox key={one} value={one} label={t(`tokens.scope.${one}`)} />)}</Stack>
        </Checkbox.Group>
        <TextInput type="date" label={t('tokens.expires')} description={t('tokens.expiresText')} required min={inDays(1)} max={inDays(365)} value={until} error={faults.expires} onChange={(event) => setUntil(event.currentTarget.value)} />
        <Fault error={error} except={['name', 'scopes', 'expires']} />
        <Group><Button type="submit" loading={busy} disabled={!name || chosen.length === 0 || !until}>{t('tokens.make')}</Button></Group>
        {secret && (
          <Alert color="petrol" role="status" title={t('tokens.secret')}>
            <Code block style={{ wordBreak: 'break-all', whiteSpace: 'pre-wrap' }}>{secret}</Code>
            <Group mt="xs">
              <CopyButton value={secret}>{({ copied, copy }) => <Button size="xs" variant="default" onClick={copy}>{t(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
              <Text size="sm">{t('tokens.secretText')}</Text>
            </Group>
          </Alert>
        )}
      </Stack>
    </Paper>
  );
}

function Mine() {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const tokens = api.useQuery('get', '/api/v1/tokens');
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">{t('tokens.mine')}</Title>
      <Answer of={tokens}>
        {({ items }) => items.length === 0 ? <Text size="sm">{t('tokens.none')}</Text> : (
          <Table>
            <Table.Thead>
              <Table.Tr>{(['name', 'scopes', 'expires', 'used'] as const).map((key) => <Table.Th key={key} scope="col">{t(`tokens.${key}`)}</Table.Th>)}<Table.Td /></Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Th scope="row" fw={500}>{one.name}</Table.Th>
                  <Table.Td>{one.scopes.map((scope) => t(`tokens.scopeShort.${scope}`)).join(', ')}</Table.Td>
                  <Table.Td>{one.revoked ? <Tag tone="bad">{t('tokens.revoked')}</Tag> : format.day(one.expires)}</Table.Td>
                  <Table.Td>{one.used ? format.ago(one.used) : t('tokens.never')}</Table.Td>
                  <Table.Td ta="right">
                    {!one.revoked && (
                      <ConfirmButton
                        size="xs" variant="default" title={t('tokens.revokeTitle')} text={t('tokens.revokeText', { name: one.name })} go={t('tokens.revoke')}
                        act={async () => {
                          await act('delete', '/api/v1/tokens/{id}', { path: { id: one.id ?? '' } });
                          await reread();
                        }}
                      >
                        {t('tokens.revoke')}
                      </ConfirmButton>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Answer>
    </Paper>
  );
}
