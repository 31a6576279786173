import { Button, type ButtonProps } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type ReactNode } from 'react';
import { said } from '../api/problem';
import { saveFrom } from './save';

interface Props extends ButtonProps {
  /** Address of the file at the service. */
  from: string;
  /** Its name, if the service gives none. */
  name: string;
  children: ReactNode;
}

/** SaveButton keeps a file of the service on the person's disk. */
export function SaveButton({ from, name, children, ...button }: Props) {
  const [busy, setBusy] = useState(false);
  async function get() {
    setBusy(true);
    try {
      await saveFrom(from, name);
    } catch (refused) {
      notifications.show({ color: 'red', message: said(refused) });
    }
    setBusy(false);
  }
  return <Button variant="default" {...button} loading={busy} onClick={() => void get()}>{children}</Button>;
}
