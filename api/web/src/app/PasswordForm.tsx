import { Alert, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client';
import { said } from '../api/problem';

/** PasswordForm changes the own password; `done` is called when the service has taken it. */
export function PasswordForm({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);

  async function send(event: FormEvent) {
    event.preventDefault();
    if (next !== again) {
      setFault(t('password.differ'));
      return;
    }
    setBusy(true);
    try {
      const { error } = await client.POST('/api/v1/session/password', { body: { old, new: next } });
      if (error) setFault(said(error));
      else {
        setOld('');
        setNext('');
        setAgain('');
        setFault('');
        done();
      }
    } catch (error) {
      setFault(said(error));
    }
    setBusy(false);
  }

  const show = { 'aria-label': t('signIn.show') };
  return (
    <form onSubmit={(event) => void send(event)}>
      <Stack>
        <Text size="sm">{t('password.rule')}</Text>
        {fault && <Alert color="red" role="alert">{fault}</Alert>}
        <PasswordInput label={t('password.old')} required value={old} autoComplete="current-password" visibilityToggleButtonProps={show} onChange={(e) => setOld(e.currentTarget.value)} />
        <PasswordInput label={t('password.new')} required value={next} autoComplete="new-password" visibilityToggleButtonProps={show} onChange={(e) => setNext(e.currentTarget.value)} />
        <PasswordInput label={t('password.again')} required value={again} autoComplete="new-password" visibilityToggleButtonProps={show} onChange={(e) => setAgain(e.currentTarget.value)} />
        <Button type="submit" loading={busy}>{t('password.go')}</Button>
      </Stack>
    </form>
  );
}
