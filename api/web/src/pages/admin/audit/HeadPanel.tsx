import { Button, Code, CopyButton, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bytes } from '../../../api/client';
import { Fault } from '../../../parts/Fault';
import { save } from '../../../parts/save';
import { headOf } from './proof';

/** HeadPanel: the log's signed head, to be kept outside of the service, and the key that checks it. */
export function HeadPanel() {
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }}>
      <Paper withBorder p="md"><Piece name="head" from="/api/v1/audit/head" /></Paper>
      <Paper withBorder p="md"><Piece name="key" from="/api/v1/audit/key" /></Paper>
    </SimpleGrid>
  );
}

/** Piece is a text of the log. Asking for it is an entry of the log, so it is asked for by hand. */
function Piece({ name, from }: { name: 'head' | 'key'; from: string }) {
  const { t } = useTranslation('admin');
  const [text, setText] = useState('');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  async function get() {
    setBusy(true);
    try {
      setText(new TextDecoder().decode((await bytes(from)).body));
      setError(undefined);
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  }
  const size = name === 'head' ? headOf(text)?.size : undefined;
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">{t(`audit.${name}Title`)}</Title>
      <Text size="sm">{t(`audit.${name}Text`)}</Text>
      <Fault error={error} />
      <Group><Button variant="default" loading={busy} onClick={() => void get()}>{t(`audit.${name}Get`)}</Button></Group>
      {text && (
        <>
          {size !== undefined && <Text size="sm" role="status">{t('audit.headSize', { count: size })}</Text>}
          <Code block style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-all' }}>{text}</Code>
          <Group>
            <CopyButton value={text}>{({ copied, copy }) => <Button size="xs" variant="default" onClick={copy}>{t(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
            <Button size="xs" variant="default" onClick={() => save(new Blob([text], { type: 'text/plain' }), size === undefined ? `audit-${name}.txt` : `audit-${name}-${size}.txt`)}>{t('audit.saveFile')}</Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
