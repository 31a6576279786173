import { Button, Group, Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api, queries } from '../../api/client';
import { act } from '../../api/outbox';
import { PasswordForm } from '../../app/PasswordForm';
import { useAccount } from '../../app/rights';
import { Answer } from '../../parts/Answer';
import { Page } from '../../parts/Page';
import { useFormat } from '../../text/format';

/** MePage: the own account, password and sessions. */
export default function MePage() {
  const { t } = useTranslation();
  const account = useAccount();
  return (
    <Page title={account.name || account.login} actions={<Button size="xs" variant="default" component={Link} href="/tokens">{t('tokens')}</Button>}>
      <Text c="dimmed" mb="md">{account.login} · {[...new Set((account.memberships ?? []).flatMap((one) => one.roles))].map((role) => t(`terms:role.${role}`)).join(', ')}</Text>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Paper withBorder p="md">
          <Title order={2} size="h4" mb="sm">{t('password.title')}</Title>
          <PasswordForm done={() => notifications.show({ message: t('password.done') })} />
        </Paper>
        <Paper withBorder p="md">
          <Sessions />
        </Paper>
      </SimpleGrid>
    </Page>
  );
}

function Sessions() {
  const { t } = useTranslation();
  const format = useFormat();
  const sessions = api.useQuery('get', '/api/v1/sessions');
  async function endOthers() {
    await act('delete', '/api/v1/sessions');
    await queries.invalidateQueries({ queryKey: ['get', '/api/v1/sessions'] });
  }
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2} size="h4">{t('sessions.title')}</Title>
        <Button size="xs" variant="default" onClick={() => void endOthers()}>{t('sessions.endOthers')}</Button>
      </Group>
      <Answer of={sessions}>
        {({ items }) => (
          <Table>
            <Table.Thead>
              <Table.Tr><Table.Th>{t('sessions.since')}</Table.Th><Table.Th>{t('sessions.where')}</Table.Th><Table.Th /></Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Td>{format.moment(one.created)}</Table.Td>
                  <Table.Td>{one.address}</Table.Td>
                  <Table.Td>{one.current ? t('sessions.this') : ''}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Answer>
    </Stack>
  );
}
