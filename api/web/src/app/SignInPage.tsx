import { Alert, Box, Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client';
import { session, signedIn, type Account } from '../api/session';
import { useStore } from '../api/store';
import icon from '../icon.svg';
import { LanguageSwitch } from './LanguageSwitch';
import { PasswordForm } from './PasswordForm';
import { SignInForm } from './SignInForm';

/** SignInPage is the way in; whoever must change the password does it here. */
export function SignInPage() {
  const { t } = useTranslation();
  const { account } = useStore(session);
  const query = new URLSearchParams(window.location.search);
  const refused = query.get('problem');
  // What an administrator needs to link the account, and to find the attempt in the log.
  const known = (['name', 'subject', 'request'] as const).filter((key) => query.get(key));
  useEffect(() => {
    document.title = `${t('signIn.title')} · Cotejo`;
  }, [t]);

  async function changed() {
    const { data } = await client.GET('/api/v1/session');
    if (data) signedIn(data.account as Account);
  }

  return (
    <Center component="main" mih="100vh" p="md">
      <Box w={380} maw="100%">
        <Group justify="space-between" mb="md">
          <Group gap="sm">
            <img src={icon} width={36} height={36} alt="" />
            <Title order={1} size="h2">Cotejo</Title>
          </Group>
          <LanguageSwitch />
        </Group>
        <Text mb="md" c="dimmed">{t('signIn.what')}</Text>
        <Paper withBorder p="lg">
          <Stack>
            {refused && <Alert color="red" role="alert">
                {t('signIn.refused', { code: refused })}
                {known.map((key) => <Text key={key} size="sm">{t(`signIn.refusal.${key}`)}: {query.get(key)}</Text>)}
              </Alert>}
            <Title order={2} size="h4">{account ? t('password.title') : t('signIn.title')}</Title>
            {account ? <PasswordForm done={() => void changed()} /> : <SignInForm />}
          </Stack>
        </Paper>
      </Box>
    </Center>
  );
}
