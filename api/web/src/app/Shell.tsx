import { AppShell, Burger, Center, Loader, Modal, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Route, Switch, useLocation } from 'wouter';
import { unsent, resume } from '../api/outbox';
import { session } from '../api/session';
import { useStore } from '../api/store';
import { ErrorBoundary } from './ErrorBoundary';
import { useEvents } from './events';
import { Header } from './Header';
import { NotFoundPage } from './NotFoundPage';
import { has, useAccount } from './rights';
import type { Route as RouteOf } from './route';
import { routes } from './routes';
import { SignInForm } from './SignInForm';
import { StateBar } from './StateBar';

/** Shell is what stands around every page: header, menu, state of the connection, renewed sign-in. */
export function Shell() {
  const { t } = useTranslation();
  const account = useAccount();
  const { expired } = useStore(session);
  const [open, menu] = useDisclosure(false);
  const [location] = useLocation();
  useEvents(account.id);
  useLeaving();
  useResume(account.id ?? '');
  useEffect(() => menu.close(), [location]); // eslint-disable-line react-hooks/exhaustive-deps

  const shown = routes.filter((route) => !route.roles || has(account, ...route.roles));
  useAhead(shown);
  const places = shown.filter((route) => route.nav).sort((a, b) => a.nav!.order - b.nav!.order);
  return (
    <AppShell
      header={{ height: 'var(--desk-header)' }}
      navbar={{ width: 'var(--desk-nav)', breakpoint: 'md', collapsed: { mobile: !open } }}
    >
      <a className="skip" href="#page">{t('skip')}</a>
      <AppShell.Header>
        <Header burger={<Burger opened={open} onClick={menu.toggle} hiddenFrom="md" size="sm" aria-label={t('menu')} />} />
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t('menu')}>
        {places.map((route) => (
          <NavLink
            key={route.path} component={Link} href={route.path} label={t(`nav.${route.nav!.key}`)}
            active={route.path === '/' ? location === '/' : location.startsWith(route.path)}
            aria-current={location === route.path ? 'page' : undefined}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1}>
        <StateBar />
        <ErrorBoundary at={location}>
          <Suspense fallback={<Center h="50vh"><Loader role="status" aria-label={t('loading')} /></Center>}>
            <Switch>
              {shown.map((route) => <Route key={route.path} path={route.path} component={route.page} />)}
              <Route component={NotFoundPage} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </AppShell.Main>
      <Modal opened={expired} onClose={() => undefined} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} title={t('signIn.again')}>
        <Text size="sm" mb="md">{t('signIn.kept')}</Text>
        <SignInForm login={account.login} />
      </Modal>
    </AppShell>
  );
}

/** useLeaving asks before a page is closed on which acts wait for the connection. */
function useLeaving() {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (unsent()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
}

/**
 * useAhead fetches the code of pages that most visits go on to, once, when somebody moves the mouse or presses a key for
 * the first time: the first page itself must not wait for it.
 */
function useAhead(shown: RouteOf[]) {
  useEffect(() => {
    const forget = () => signs.forEach((sign) => window.removeEventListener(sign, fetchAll));
    const fetchAll = () => {
      forget();
      // What fails here is fetched again, and its failure shown, when the page is asked for.
      for (const route of shown) route.ahead?.().catch(() => undefined);
    };
    signs.forEach((sign) => window.addEventListener(sign, fetchAll, { passive: true }));
    return forget;
  }, []); // eslint-disable-line react-hooks/exhaustive-deps
}

const signs = ['pointermove', 'pointerdown', 'keydown'] as const;

/** useResume sends what an earlier visit could not, and says so. */
function useResume(account: string) {
  const { t } = useTranslation();
  useEffect(() => {
    void resume().then(({ sent, refused }) => {
      if (sent > 0) notifications.show({ message: t('outbox.sent', { count: sent }) });
      for (const problem of refused) notifications.show({ color: 'red', message: problem.detail, autoClose: false });
    });
  }, [account, t]);
}
