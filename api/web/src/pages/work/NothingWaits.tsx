import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { has, useAccount } from '../../app/rights';

/** NothingWaits says so, and what one may do next. */
export function NothingWaits() {
  const { t } = useTranslation('work');
  const account = useAccount();
  const enters = has(account, 'technician', 'examiner', 'supervisor');
  const role = enters
    ? has(account, 'examiner', 'supervisor') ? 'examiner' : 'technician'
    : has(account, 'administrator') ? 'administrator' : 'auditor';
  return (
    <Paper withBorder p="md" component="section" aria-label={t('nothing.title')}>
      <Title order={2} size="h4" mb={4}>{t('nothing.title')}</Title>
      <Text size="sm" mb="sm">{t(`nothing.${role}`)}</Text>
      <Group gap="xs">
        {enters && <Button component={Link} href="/enter" size="sm">{t('nothing.enter')}</Button>}
        {enters && <Button component={Link} href="/find" size="sm" variant="default">{t('nothing.find')}</Button>}
        {!enters && <Button component={Link} href="/admin" size="sm">{t('nothing.admin')}</Button>}
      </Group>
    </Paper>
  );
}
