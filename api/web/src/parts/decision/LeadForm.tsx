import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../app/draft';
import { Fault } from '../Fault';
import { declare, judge } from './judge';

interface Props {
  candidate: string;
  /** Whoever declares has kept the candidate already. */
  kept: boolean;
  shownMs: () => number;
  done: () => void;
  cancelled: () => void;
}

/** LeadForm declares a lead, and keeps the candidate first where that was not said yet. */
export function LeadForm({ candidate, kept, shownMs, done, cancelled }: Props) {
  const { t } = useTranslation('decide');
  const comment = useDraft(`lead.${candidate}`, '');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      if (!kept) await judge(candidate, 'keep', comment.value.trim(), shownMs());
      await declare(candidate, comment.value.trim());
      comment.clear('');
      done();
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)} onKeyDown={(event) => event.key === 'Escape' && cancelled()}>
      <Stack gap="xs">
        <Text size="sm">{t(kept ? 'lead.what' : 'lead.whatKeep')}</Text>
        <Textarea
          autoFocus label={t('lead.comment')} description={t('lead.commentHint')} autosize minRows={2} maxRows={6} maxLength={4000}
          value={comment.value} onChange={(event) => comment.set(event.currentTarget.value)}
        />
        <Fault error={error} />
        <Group gap="xs">
          <Button type="submit" size="xs" loading={busy}>{t('lead.go')}</Button>
          <Button size="xs" variant="default" onClick={cancelled}>{t('shell:cancel')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
