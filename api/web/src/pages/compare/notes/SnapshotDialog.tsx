import { Button, Group, Image, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { queries, type Schemas } from '../../../api/client';
import { sendForm } from '../../../api/form';
import { Fault } from '../../../parts/Fault';
import { written } from '../../../viewer/state';
import type { Viewer } from '../../../viewer/viewer';

interface Props {
  candidate: string;
  /** Whose picture is taken; undefined while none is. */
  viewer: Viewer | undefined;
  onClose: () => void;
}

/** SnapshotDialog shows the picture that is kept, asks for its title, and keeps it with how the viewer stood. */
export function SnapshotDialog({ candidate, viewer, onClose }: Props) {
  const { t } = useTranslation('compare');
  return (
    <Modal opened={viewer !== undefined} onClose={onClose} title={t('act.snapshot')} size="xl" closeButtonProps={{ 'aria-label': t('shell:close') }}>
      {viewer && <Taken candidate={candidate} viewer={viewer} done={onClose} />}
    </Modal>
  );
}

function Taken({ candidate, viewer, done }: { candidate: string; viewer: Viewer; done: () => void }) {
  const { t } = useTranslation('compare');
  const state = viewer.get();
  const [picture, setPicture] = useState<{ blob: Blob; url: string }>();
  const [title, setTitle] = useState(() => t(`mode.${state.mode}`));
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let url = '';
    viewer.picture().toBlob((blob) => {
      if (!blob) return;
      url = URL.createObjectURL(blob);
      setPicture({ blob, url });
    }, 'image/png');
    return () => URL.revokeObjectURL(url);
  }, [viewer]);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!picture) return;
    setBusy(true);
    setError(undefined);
    const form = new FormData();
    form.set('picture', picture.blob, 'view.png');
    form.set('title', title.trim());
    form.set('view', new Blob([JSON.stringify({ ...state, engine: viewer.engine, address: written(state, viewer.engine) })], { type: 'application/json' }), 'view.json');
    try {
      await sendForm<Schemas['Snapshot']>(`/api/v1/candidates/${candidate}/snapshots`, form);
      await queries.invalidateQueries({ queryKey: ['get', '/api/v1/snapshots'] });
      notifications.show({ message: t('snapshot.kept'), closeButtonProps: { 'aria-label': t('shell:close') } });
      done();
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <Stack>
        {picture && <Image src={picture.url} alt={t('snapshot.picture')} mah="55vh" fit="contain" />}
        <TextInput label={t('snapshot.title')} value={title} maxLength={200} data-autofocus onChange={(event) => setTitle(event.currentTarget.value)} />
        <Text size="xs" c="dimmed">{t('snapshot.what')}</Text>
        <Fault error={error} />
        <Group>
          <Button type="submit" loading={busy} disabled={!picture}>{t('snapshot.keep')}</Button>
          <Button variant="default" onClick={done}>{t('shell:cancel')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
