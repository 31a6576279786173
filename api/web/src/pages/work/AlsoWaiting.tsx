import { Anchor, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

/** AlsoWaiting is what has a page of its own: notices to read, trace requests to send. */
export function AlsoWaiting({ notices, drafts }: { notices: number; drafts: number }) {
  const { t } = useTranslation('work');
  if (notices + drafts === 0) return null;
  return (
    <Group gap="lg" px="sm">
      {notices > 0 && <Anchor component={Link} href="/notices" size="sm">{t('notices', { count: notices })}</Anchor>}
      {drafts > 0 && <Anchor component={Link} href="/traces" size="sm">{t('drafts', { count: drafts })}</Anchor>}
    </Group>
  );
}
