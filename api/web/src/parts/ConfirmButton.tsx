import { Button, Group, Modal, Text, type ButtonProps } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from './Fault';

interface Props extends ButtonProps {
  title: string;
  /** What will happen. */
  text: ReactNode;
  /** The word on the button that does it. */
  go: string;
  act: () => Promise<unknown>;
  children: ReactNode;
}

/** ConfirmButton does something that cannot be taken back, after asking. */
export function ConfirmButton({ title, text, go, act, children, ...button }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  async function doIt() {
    setBusy(true);
    try {
      await act();
      setOpen(false);
      setError(undefined);
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  }
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)}>{children}</Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
        <Text component="div" size="sm" mb="md">{text}</Text>
        <Fault error={error} />
        <Group mt="md" justify="flex-end">
          <Button variant="default" onClick={() => setOpen(false)}>{t('cancel')}</Button>
          <Button color="red.9" loading={busy} onClick={() => void doIt()}>{go}</Button>
        </Group>
      </Modal>
    </>
  );
}
