import { Alert, Button, Code, Group, List, Stack, Table, Text, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { Fault } from '../../../parts/Fault';
import { useFormat } from '../../../text/format';
import { headsIn } from './heads';

/** VerifyPanel has the whole log checked against the records, and against heads that were kept outside. */
export function VerifyPanel() {
  const { t } = useTranslation('admin');
  const [kept, setKept] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [found, setFound] = useState<Schemas['Verification']>();
  const heads = headsIn(kept);

  async function send(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFound(undefined);
    try {
      setFound(await act('post', '/api/v1/audit/verify', { body: { heads } }));
      setError(undefined);
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  }

  return (
    <Stack maw={980}>
      <Text size="sm">{t('audit.verifyText')}</Text>
      <form onSubmit={(event) => void send(event)}>
        <Textarea
          label={t('audit.kept')} description={t('audit.keptText')} autosize minRows={4} maxRows={14} value={kept} spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }} onChange={(event) => setKept(event.currentTarget.value)}
        />
        <Group mt="sm">
          <Button type="submit" loading={busy}>{t('audit.verify')}</Button>
          <Text size="sm" role="status">{busy ? t('audit.verifying') : kept ? t('audit.headsFound', { count: heads.length }) : ''}</Text>
        </Group>
      </form>
      <Fault error={error} />
      {found && <Outcome found={found} />}
    </Stack>
  );
}

function Outcome({ found }: { found: Schemas['Verification'] }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  return (
    <Alert role="status" color={found.ok ? 'green' : 'red'} title={t(found.ok ? 'audit.intact' : 'audit.altered')}>
      <Stack gap="sm">
        <Table withRowBorders={false} verticalSpacing={2} maw={560}>
          <Table.Tbody>
            {(['entries', 'changes', 'records', 'heads', 'kept'] as const).map((key) => (
              <Table.Tr key={key}><Table.Th scope="row" fw={500}>{t(`audit.checked.${key}`)}</Table.Th><Table.Td ta="right" className="numbers">{format.number(found[key])}</Table.Td></Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Text size="sm">{t('audit.root')}: <Code>{found.root}</Code></Text>
        {found.findings.length > 0 && (
          <List size="sm">
            {found.findings.map((one, i) => <List.Item key={i}>{one.message}</List.Item>)}
          </List>
        )}
      </Stack>
    </Alert>
  );
}
