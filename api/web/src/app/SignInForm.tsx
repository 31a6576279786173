import { Alert, Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/client';
import { said } from '../api/problem';
import { signedIn, type Account } from '../api/session';

/** SignInForm signs somebody in, at the start or, with a login given, again after the session has ended. */
export function SignInForm({ login: known }: { login?: string }) {
  const { t } = useTranslation();
  const [login, setLogin] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const { data: service } = api.useQuery('get', '/api/v1/service');

  async function send(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      const { data, error } = await client.POST('/api/v1/session', { body: { login, password } });
      if (data) signedIn(data.account as Account);
      else setFault(said(error));
    } catch (error) {
      setFault(said(error));
    }
    setBusy(false);
  }

  return (
    <form onSubmit={(event) => void send(event)}>
      <Stack>
        {fault && <Alert color="red" role="alert">{fault}</Alert>}
        <TextInput
          label={t('signIn.login')} value={login} readOnly={known !== undefined} required autoComplete="username"
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('signIn.password')} value={password} required autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }} data-autofocus
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy}>{t('signIn.go')}</Button>
        {service?.provider && !known && (
          <>
            <Divider label={t('signIn.or')} />
            <Button component="a" variant="default" href={`/api/v1/oidc/start?to=${encodeURIComponent(window.location.pathname)}`}>
              {t('signIn.provider', { name: service.provider })}
            </Button>
          </>
        )}
      </Stack>
    </form>
  );
}
