import { Tabs, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AdminPage } from '../AdminPage';
import { Entries } from './Entries';
import { HeadPanel } from './HeadPanel';
import { VerifyPanel } from './VerifyPanel';

/** AuditPage: the audit log in words, its signed head and key, and its verification. */
export default function AuditPage() {
  const { t } = useTranslation('admin');
  return (
    <AdminPage title={t('section.audit')}>
      <Text size="sm" c="dimmed" mb="md" maw={760}>{t('audit.text')}</Text>
      <Tabs defaultValue="entries" keepMounted={false}>
        <Tabs.List mb="md">
          {(['entries', 'head', 'verify'] as const).map((key) => <Tabs.Tab key={key} value={key}>{t(`audit.tab.${key}`)}</Tabs.Tab>)}
        </Tabs.List>
        <Tabs.Panel value="entries"><Entries /></Tabs.Panel>
        <Tabs.Panel value="head"><HeadPanel /></Tabs.Panel>
        <Tabs.Panel value="verify"><VerifyPanel /></Tabs.Panel>
      </Tabs>
    </AdminPage>
  );
}
