import { ActionIcon, Button, Group, Indicator, Menu, Text, TextInput, useMantineColorScheme } from '@mantine/core';
import { IconBell, IconLogout, IconMoon, IconSearch, IconSun, IconUser } from '../parts/icons';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { api, queries } from '../api/client';
import { act, outbox } from '../api/outbox';
import { signedOut } from '../api/session';
import icon from '../icon.svg';
import { forget } from './draft';
import { LanguageSwitch } from './LanguageSwitch';
import { useAccount } from './rights';

/** Header: where one is, the search field (key "/"), language, light, notices, the person. */
export function Header({ burger }: { burger: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Group h="100%" px="md" justify="space-between" wrap="nowrap">
      <Group gap="xs" wrap="nowrap">
        {burger}
        <Link href="/" aria-label={`Cotejo · ${t('home')}`} style={{ display: 'flex', gap: 8, alignItems: 'center', color: 'inherit', textDecoration: 'none' }}>
          <img src={icon} width={28} height={28} alt="" />
          <Text fw={700} visibleFrom="xs">Cotejo</Text>
        </Link>
      </Group>
      <FindField />
      <Group gap="xs" wrap="nowrap">
        <LanguageSwitch />
        <LightSwitch />
        <Bell />
        <Person />
      </Group>
    </Group>
  );
}

function FindField() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement;
      if (event.key !== '/' || at.closest('input, textarea, select, [contenteditable]')) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, []);
  const send = (event: FormEvent) => {
    event.preventDefault();
    go(`/find?q=${encodeURIComponent(text)}`);
  };
  return (
    <form role="search" onSubmit={send} style={{ flex: '0 1 420px' }}>
      <TextInput
        ref={field} type="search" size="xs" value={text} aria-label={t('find')} placeholder={t('findHint')}
        leftSection={<IconSearch size={14} aria-hidden />} onChange={(event) => setText(event.currentTarget.value)}
      />
    </form>
  );
}

function LightSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const dark = colorScheme === 'dark' || (colorScheme === 'auto' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={t(dark ? 'light' : 'dark')} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
      {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
    </ActionIcon>
  );
}

function Bell() {
  const { t } = useTranslation();
  const { data } = api.useQuery('get', '/api/v1/notices', { params: { query: { unread: true, limit: 100 } } });
  const unread = data?.items.length ?? 0;
  return (
    <Indicator disabled={unread === 0} label={unread} size={16}>
      <ActionIcon variant="subtle" color="gray" component={Link} href="/notices" aria-label={t('notices', { count: unread })}>
        <IconBell size={18} />
      </ActionIcon>
    </Indicator>
  );
}

function Person() {
  const { t } = useTranslation();
  const account = useAccount();
  async function leave() {
    await act('delete', '/api/v1/session');
    if (outbox.get().length === 0) forget(account);
    queries.clear();
    signedOut();
  }
  return (
    <Menu>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="xs" leftSection={<IconUser size={16} aria-hidden />}>{account.name || account.login}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} href="/me" leftSection={<IconUser size={16} />}>{t('me')}</Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>{t('leave')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
