import { Button, Group, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { Fault } from '../../../parts/Fault';

/** Withdraw takes an annotation back, with the reason. It stays in the list and in the history. */
export function Withdraw({ annotation }: { annotation: Schemas['Annotation'] }) {
  const { t } = useTranslation('compare');
  const [reason, setReason] = useState<string>();
  const [error, setError] = useState<unknown>();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!reason?.trim()) return;
    try {
      const { shapes, note } = annotation;
      await act('put', '/api/v1/annotations/{id}', { path: { id: annotation.id! }, body: { shapes, note, withdrawn: reason.trim() }, version: annotation.version });
      await queries.invalidateQueries({ queryKey: ['get', '/api/v1/candidates/{id}/annotations'] });
      setReason(undefined);
    } catch (refused) {
      setError(refused);
    }
  };
  if (reason === undefined) return <Button size="compact-xs" variant="subtle" mt={2} onClick={() => setReason('')}>{t('notes.withdraw')}</Button>;
  return (
    <form onSubmit={(event) => void send(event)}>
      <TextInput size="xs" autoFocus required maxLength={1000} label={t('notes.why')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <Fault error={error} />
      <Group gap="xs" mt={4}>
        <Button size="compact-xs" type="submit">{t('notes.withdraw')}</Button>
        <Button size="compact-xs" variant="default" onClick={() => setReason(undefined)}>{t('shell:cancel')}</Button>
      </Group>
    </form>
  );
}
