import { Button, Group, Modal, Radio, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries } from '../../../api/client';
import { act } from '../../../api/outbox';
import { Fault } from '../../../parts/Fault';
import { saveFrom } from '../../../parts/save';

/** NewReport makes a numbered report of a hit; that of a pair is made where the pair is compared. */
export function NewReport() {
  const { t } = useTranslation('reports');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('reports.new')}</Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t('reports.new')} closeButtonProps={{ 'aria-label': t('shell:close') }}>
        <Form done={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Form({ done }: { done: () => void }) {
  const { t, i18n } = useTranslation('reports');
  const hits = api.useQuery('get', '/api/v1/hits', { params: { query: { limit: 500 } } });
  const [hit, setHit] = useState<string | null>(null);
  const [language, setLanguage] = useState<'es' | 'en'>(i18n.language === 'en' ? 'en' : 'es');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  async function send(event: FormEvent) {
    event.preventDefault();
    if (!hit) return;
    setBusy(true);
    try {
      const report = await act('post', '/api/v1/hits/{id}/reports', { path: { id: hit }, body: { language, annotations: true } });
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === '/api/v1/reports' });
      notifications.show({ message: t('reports.ready', { number: report.number }) });
      done();
      await saveFrom(`/api/v1/reports/${report.id}/report.pdf`, `${report.number}.pdf`);
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  }

  return (
    <form onSubmit={(event) => void send(event)}>
      <Stack>
        <Select
          label={t('terms:hit', { count: 1 })} searchable required value={hit} onChange={setHit} nothingFoundMessage={t('reports.noHits')}
          data={(hits.data?.items ?? []).map((one) => ({ value: one.id ?? '', label: one.number }))}
        />
        <Radio.Group label={t('documents.language')} value={language} onChange={(value) => setLanguage(value as 'es' | 'en')}>
          <Group mt={4}>
            <Radio value="es" label="Español" lang="es" />
            <Radio value="en" label="English" lang="en" />
          </Group>
        </Radio.Group>
        <Text size="sm" c="dimmed">{t('reports.ofPair')}</Text>
        <Fault error={error} />
        <Group justify="flex-end"><Button type="submit" loading={busy} disabled={!hit}>{t('reports.make')}</Button></Group>
      </Stack>
    </form>
  );
}
