import { ActionIcon, Button, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { queries } from '../../../api/client';
import { act } from '../../../api/outbox';
import type { useDraft } from '../../../app/draft';
import { useHas } from '../../../app/rights';
import { Fault } from '../../../parts/Fault';
import { IconTrash } from '../../../parts/icons';
import { useFormat } from '../../../text/format';
import { measured } from '../../../viewer/sketch';
import type { Figure } from '../../../viewer/state';

export interface Sketch {
  shapes: Figure[];
  note: string;
}

export const blank: Sketch = { shapes: [], note: '' };

/** What is drawn or written and not kept yet; it survives a reload. */
export type Sketched = ReturnType<typeof useDraft<Sketch>>;

/** Sketches are the figures that were drawn and not kept yet, with a note to go with them. */
export function Sketches({ candidate, sketched }: { candidate: string; sketched: Sketched }) {
  const { t } = useTranslation('compare');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const judges = useHas('examiner', 'supervisor');
  const { shapes, note } = sketched.value;
  const unnamed = shapes.some((f) => f.type === 'text' && !f.label?.trim());
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await act('post', '/api/v1/candidates/{id}/annotations', { path: { id: candidate }, body: { shapes, note: note.trim() } });
      sketched.clear(blank);
      await queries.invalidateQueries({ queryKey: ['get', '/api/v1/candidates/{id}/annotations'] });
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <Stack gap={6}>
        <Title order={2} size="h5">{t('notes.new')}</Title>
        {shapes.length === 0 && <Text size="xs" c="dimmed">{t('notes.how')}</Text>}
        <SketchList sketched={sketched} />
        {judges && (
          <>
            <Textarea
              size="xs" label={t('notes.note')} autosize minRows={2} maxRows={6} maxLength={4000} value={note}
              onChange={(event) => sketched.set((before) => ({ ...before, note: event.currentTarget.value }))}
            />
            <Fault error={error} />
            {unnamed && <Text size="xs" role="alert">{t('notes.unnamed')}</Text>}
            <Group gap="xs">
              <Button type="submit" size="xs" loading={busy} disabled={unnamed || (shapes.length === 0 && !note.trim())}>{t('notes.keep')}</Button>
              {(shapes.length > 0 || note) && <Button size="xs" variant="default" onClick={() => sketched.clear(blank)}>{t('notes.drop')}</Button>}
            </Group>
          </>
        )}
      </Stack>
    </form>
  );
}

/** SketchList has each figure with its label and what it measures. */
export function SketchList({ sketched }: { sketched: Sketched }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const change = (index: number, label: string) =>
    sketched.set((before) => ({ ...before, shapes: before.shapes.map((f, i) => (i === index ? { ...f, label: label || undefined } : f)) }));
  return sketched.value.shapes.map((figure, i) => {
    const um = measured(figure);
    const name = [t(`tool.${figure.type}`), figure.type === 'correspondence' ? '' : t(`party.${figure.side}`), um === null ? '' : format.length(um)].filter(Boolean).join(' · ');
    return (
      <Group key={i} gap={4} wrap="nowrap" align="flex-end">
        <TextInput
          size="xs" flex={1} label={name} maxLength={200} value={figure.label ?? ''} placeholder={t('notes.label')} required={figure.type === 'text'}
          autoFocus={figure.type === 'text' && !figure.label && i === sketched.value.shapes.length - 1}
          onChange={(event) => change(i, event.currentTarget.value)}
        />
        <ActionIcon
          variant="subtle" color="gray" size={30} aria-label={t('notes.remove', { figure: name })}
          onClick={() => sketched.set((before) => ({ ...before, shapes: before.shapes.filter((_, at) => at !== i) }))}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
    );
  });
}
