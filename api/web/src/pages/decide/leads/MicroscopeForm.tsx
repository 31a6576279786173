import { Button, Paper, Radio, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { faultsOf } from '../../../api/problem';
import { useDraft } from '../../../app/draft';
import { Fault } from '../../../parts/Fault';

type Conclusion = Schemas['Finding']['conclusion'];

/** today is the day where the examiner is. */
const today = () => new Date().toLocaleDateString('sv');

/** MicroscopeForm keeps what an examiner saw under the comparison microscope. */
export function MicroscopeForm({ lead }: { lead: Schemas['Lead'] }) {
  const { t } = useTranslation('decide');
  const [, navigate] = useLocation();
  const draft = useDraft<{ conclusion: Conclusion | ''; microscope: string; reason: string; examined_at: string }>(
    `microscope.${lead.id}`, { conclusion: '', microscope: '', reason: '', examined_at: today() },
  );
  const [error, setError] = useState<unknown>();
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const { value, set } = draft;
  const faults = faultsOf(error);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(value.conclusion === '');
    if (value.conclusion === '') return;
    setBusy(true);
    setError(undefined);
    try {
      const { hit } = await act('post', '/api/v1/leads/{id}/microscope', { path: { id: lead.id ?? '' }, body: { ...value, conclusion: value.conclusion } });
      draft.clear();
      await queries.invalidateQueries({ predicate: ({ queryKey: [, path] }) => typeof path === 'string' && /leads|hits|reviews|work/.test(path) });
      if (hit) {
        notifications.show({ message: t('microscope.hit', { number: hit.number }) });
        navigate(`/hits/${hit.id ?? ''}`);
      }
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Paper withBorder p="md" component="form" onSubmit={(event) => void send(event as unknown as FormEvent)}>
      <Stack gap="sm">
        <Title order={2} size="h4">{t('microscope.title')}</Title>
        <Text size="sm" c="dimmed">{t('microscope.what')}</Text>
        <Radio.Group label={t('microscope.conclusion')} withAsterisk value={value.conclusion} error={missing && value.conclusion === '' ? t('second.choose') : faults.conclusion} onChange={(one) => set((before) => ({ ...before, conclusion: one as Conclusion }))}>
          <Stack gap={8} mt={6}>
            {(['identification', 'inconclusive', 'elimination'] as const).map((one) => (
              <Radio key={one} value={one} label={t(`terms:conclusion.${one}`)} description={t(`microscope.means.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput label={t('microscope.instrument')} description={t('microscope.instrumentHint')} required maxLength={200} value={value.microscope} error={faults.microscope} onChange={(event) => set((before) => ({ ...before, microscope: event.target.value }))} />
        <TextInput type="date" label={t('microscope.day')} required max={today()} maw={200} value={value.examined_at} error={faults.examined_at} onChange={(event) => set((before) => ({ ...before, examined_at: event.target.value }))} />
        <Textarea label={t('microscope.reason')} required autosize minRows={3} maxRows={10} maxLength={4000} value={value.reason} error={faults.reason} onChange={(event) => set((before) => ({ ...before, reason: event.target.value }))} />
        {error !== undefined && <Fault error={error} except={['conclusion', 'microscope', 'examined_at', 'reason']} />}
        <Button type="submit" loading={busy} w="fit-content">{t('microscope.go')}</Button>
      </Stack>
    </Paper>
  );
}
