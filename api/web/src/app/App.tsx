import { Center, Loader, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import '../text/i18n';
import { client, queries } from '../api/client';
import { restored } from '../api/connection';
import { session, signedIn, signedOut } from '../api/session';
import { useStore } from '../api/store';
import { ErrorBoundary } from './ErrorBoundary';
import { Shell } from './Shell';
import { SignInPage } from './SignInPage';
import { theme, variables } from './theme';

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// Dialogs keep the page behind them from scrolling with a style of their own: the library that makes it (get-nonce)
// looks for the nonce here.
Object.assign(window, { __webpack_nonce__: nonce });

/** App is the desk: whoever is not signed in sees the way in, everybody else the shell. */
export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-right" autoClose={6000} />
        <Suspense fallback={<Waiting />}>
          <ErrorBoundary>
            <Entrance />
          </ErrorBoundary>
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Entrance() {
  const { account } = useStore(session);
  useEffect(() => void ask(), []);
  if (account === undefined) return <Waiting />;
  if (account === null || account.must_change) return <SignInPage />;
  return <Shell />;
}

/** ask finds out who is signed in, as soon as the service answers. */
async function ask() {
  for (;;) {
    try {
      const { data, response } = await client.GET('/api/v1/session');
      if (data) signedIn(data.account as Parameters<typeof signedIn>[0]);
      else if (response.status === 401) signedOut();
      return;
    } catch {
      await restored();
    }
  }
}

function Waiting() {
  return (
    <Center h="100vh">
      <Loader role="status" aria-label="Cotejo" />
    </Center>
  );
}
