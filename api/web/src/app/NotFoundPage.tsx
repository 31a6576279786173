import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Page } from '../parts/Page';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('nothing.title')}>
      <Text>{t('nothing.text')}</Text>
      <Anchor component={Link} href="/">{t('home')}</Anchor>
    </Page>
  );
}
