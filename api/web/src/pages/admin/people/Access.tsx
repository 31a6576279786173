import { Alert, Button, Code, CopyButton, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { Answer } from '../../../parts/Answer';
import { ConfirmButton } from '../../../parts/ConfirmButton';
import { useFormat } from '../../../text/format';

/** Access: a password for one sign-in, and the open sessions of somebody. */
export function Access({ account }: { account: Schemas['Account'] }) {
  const { t } = useTranslation('admin');
  const [password, setPassword] = useState('');
  const id = account.id ?? '';
  return (
    <Stack>
      <Paper withBorder p="md">
        <Title order={2} size="h4" mb="sm">{t('access.password')}</Title>
        <Text size="sm" mb="sm">{t('access.text')}</Text>
        <ConfirmButton
          variant="default" title={t('access.resetTitle')} text={t('access.resetText', { name: account.name })} go={t('access.reset')}
          act={async () => {
            const answer = await act('post', '/api/v1/accounts/{id}/password-reset', { path: { id } });
            setPassword(answer.password);
            await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/accounts') });
          }}
        >
          {t('access.reset')}
        </ConfirmButton>
        {password && (
          <Alert mt="md" color="petrol" role="status" title={t('access.once')}>
            <Group>
              <Code fz="lg">{password}</Code>
              <CopyButton value={password}>{({ copied, copy }) => <Button size="xs" variant="default" onClick={copy}>{t(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
            </Group>
            <Text size="sm" mt="xs">{t('access.onceText')}</Text>
          </Alert>
        )}
      </Paper>
      <Sessions id={id} name={account.name} />
    </Stack>
  );
}

function Sessions({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const sessions = api.useQuery('get', '/api/v1/accounts/{id}/sessions', { params: { path: { id } } });
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">{t('access.sessions')}</Title>
      <Answer of={sessions}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm">{t('access.noSessions')}</Text>
          ) : (
            <Stack gap="sm">
              <Table>
                <Table.Thead>
                  <Table.Tr>{(['since', 'seen', 'where'] as const).map((key) => <Table.Th key={key} scope="col">{t(`access.${key}`)}</Table.Th>)}</Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((one) => (
                    <Table.Tr key={one.id}>
                      <Table.Td>{format.moment(one.created)}</Table.Td>
                      <Table.Td>{format.ago(one.seen)}</Table.Td>
                      <Table.Td title={one.agent}>{one.address}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              <Group>
                <ConfirmButton
                  size="xs" variant="default" title={t('access.endTitle')} text={t('access.endText', { name })} go={t('access.end')}
                  act={async () => {
                    await act('delete', '/api/v1/accounts/{id}/sessions', { path: { id } });
                    await sessions.refetch();
                  }}
                >
                  {t('access.end')}
                </ConfirmButton>
              </Group>
            </Stack>
          )
        }
      </Answer>
    </Paper>
  );
}
