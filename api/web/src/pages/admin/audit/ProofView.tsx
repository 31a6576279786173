import { Alert, Button, Code, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { save } from '../../../parts/save';
import { proven } from './proof';

/** ProofView: that an entry is in the log of a signed head, computed in this browser. */
export function ProofView({ n }: { n: number }) {
  const proof = api.useQuery('get', '/api/v1/audit/entries/{n}/proof', { params: { path: { n } } }, { staleTime: Infinity });
  return <Answer of={proof}>{(data) => <Proof proof={data} />}</Answer>;
}

function Proof({ proof }: { proof: Schemas['ProofText'] }) {
  const { t } = useTranslation('admin');
  const [holds, setHolds] = useState<boolean | undefined | null>(null);
  useEffect(() => {
    let gone = false;
    void proven(proof.text, proof.n, proof.proof, proof.head).then((found) => gone || setHolds(found));
    return () => {
      gone = true;
    };
  }, [proof]);
  const file = () => save(new Blob([JSON.stringify(proof, null, 2)], { type: 'application/json' }), `audit-entry-${proof.n}.json`);
  return (
    <Stack gap="sm">
      {holds !== null && (
        <Alert role="status" color={holds ? 'green' : holds === false ? 'red' : 'orange'}>{t(holds ? 'audit.holds' : holds === false ? 'audit.fails' : 'audit.cannot')}</Alert>
      )}
      <Title order={3} size="h6">{t('audit.entryText')}</Title>
      <Code block style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-all' }}>{proof.text}</Code>
      <Title order={3} size="h6">{t('audit.path', { count: proof.proof.length })}</Title>
      <Code block style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-all' }}>{proof.proof.join('\n')}</Code>
      <Title order={3} size="h6">{t('audit.head')}</Title>
      <Code block style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-all' }}>{proof.head}</Code>
      <Group><Button size="xs" variant="default" onClick={file}>{t('audit.saveProof')}</Button><Text size="sm" c="dimmed">{t('audit.saveProofText')}</Text></Group>
    </Stack>
  );
}
