import { Alert, Button, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { queries } from '../../api/client';
import { act } from '../../api/outbox';
import { faultsOf } from '../../api/problem';
import { useDraft } from '../../app/draft';
import { Fault } from '../Fault';
import type { Verdict } from './judge';

/** SecondReview takes what a second person makes of a pair. It shows nothing of the first. */
export function SecondReview({ lead, done }: { lead: string; done: () => void }) {
  const { t } = useTranslation('decide');
  const draft = useDraft<{ verdict: Verdict | ''; reason: string }>(`second.${lead}`, { verdict: '', reason: '' });
  const [error, setError] = useState<unknown>();
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const since = useRef(0);
  useEffect(() => {
    since.current = Date.now();
  }, [lead]);
  const { verdict, reason } = draft.value;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(verdict === '');
    if (verdict === '') return;
    setBusy(true);
    setError(undefined);
    try {
      await act('post', '/api/v1/leads/{id}/second-review', {
        path: { id: lead },
        body: { verdict, reason: reason.trim(), shown_ms: Math.min(Date.now() - since.current, 86_400_000) },
      });
      draft.clear({ verdict: '', reason: '' });
      await queries.invalidateQueries({ predicate: ({ queryKey: [, path] }) => typeof path === 'string' && /leads|work|candidates/.test(path) });
      done();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };

  const faults = faultsOf(error);
  return (
    <form onSubmit={(event) => void send(event)}>
      <Stack gap="sm">
        <Text size="sm">{t('second.what')}</Text>
        <Radio.Group
          label={t('second.verdict')} value={verdict} error={missing && verdict === '' ? t('second.choose') : undefined} withAsterisk
          onChange={(value) => draft.set((before) => ({ ...before, verdict: value as Verdict }))}
        >
          <Stack gap={8} mt={6}>
            {(['keep', 'discard', 'inconclusive'] as const).map((one) => (
              <Radio key={one} value={one} label={t(`terms:verdict.${one}`)} description={t(`second.means.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t('shell:reason')} withAsterisk={verdict !== '' && verdict !== 'keep'} autosize minRows={3} maxRows={8} maxLength={4000} value={reason} error={faults.reason}
          onChange={(event) => draft.set((before) => ({ ...before, reason: event.target.value }))}
        />
        {error !== undefined && <Fault error={error} except={['reason']} />}
        <Alert color="gray" variant="light" p="xs"><Text size="sm">{t('second.final')}</Text></Alert>
        <Button type="submit" loading={busy}>{t('second.go')}</Button>
      </Stack>
    </form>
  );
}
