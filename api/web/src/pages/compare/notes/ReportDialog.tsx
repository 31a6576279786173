import { Anchor, Button, Checkbox, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { Fault } from '../../../parts/Fault';
import { useFormat } from '../../../text/format';

interface Props {
  candidate: string;
  opened: boolean;
  onClose: () => void;
}

/** ReportDialog makes a numbered report of the pair, and has those that were made. */
export function ReportDialog({ candidate, opened, onClose }: Props) {
  const { t } = useTranslation('compare');
  return (
    <Modal opened={opened} onClose={onClose} title={t('report.title')} closeButtonProps={{ 'aria-label': t('shell:close') }}>
      <Wish candidate={candidate} />
    </Modal>
  );
}

const document = (report: Schemas['Report']) => `/api/v1/reports/${report.id}/report.pdf`;

function Wish({ candidate }: { candidate: string }) {
  const { t, i18n } = useTranslation('compare');
  const format = useFormat();
  const pictures = api.useQuery('get', '/api/v1/snapshots', { params: { query: { candidate, limit: 20 } } });
  const made = api.useQuery('get', '/api/v1/reports', { params: { query: { subject: candidate, limit: 50 } } });
  const [language, setLanguage] = useState(i18n.language === 'en' ? 'en' : 'es');
  const [annotations, setAnnotations] = useState(true);
  const [left, setLeft] = useState<string[]>([]);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const all = pictures.data?.items ?? [];
  const snapshots = all.map((one) => one.id!).filter((id) => !left.includes(id));

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const report = await act('post', '/api/v1/candidates/{id}/reports', { path: { id: candidate }, body: { language: language as 'es' | 'en', annotations, snapshots } });
      await queries.invalidateQueries({ queryKey: ['get', '/api/v1/reports'] });
      window.open(document(report), '_blank', 'noreferrer');
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <Stack gap="sm">
        <Text size="sm">{t('report.what')}</Text>
        <Radio.Group label={t('shell:language')} value={language} onChange={setLanguage}>
          <Group mt={4}>
            <Radio value="es" label="Español" lang="es" />
            <Radio value="en" label="English" lang="en" />
          </Group>
        </Radio.Group>
        <Checkbox label={t('report.annotations')} checked={annotations} onChange={(event) => setAnnotations(event.currentTarget.checked)} />
        {all.map((one) => (
          <Checkbox
            key={one.id} label={t('report.snapshot', { title: one.title || t('snapshot.picture'), at: format.moment(one.created_at) })} checked={!left.includes(one.id!)}
            onChange={(event) => setLeft(event.currentTarget.checked ? left.filter((id) => id !== one.id) : [...left, one.id!])}
          />
        ))}
        <Fault error={error} />
        <Button type="submit" loading={busy} style={{ alignSelf: 'flex-start' }}>{t('report.make')}</Button>
        {(made.data?.items.length ?? 0) > 0 && (
          <div>
            <Text size="sm" fw={600}>{t('report.made')}</Text>
            {made.data!.items.map((report) => (
              <Text key={report.id} size="sm"><Anchor href={document(report)} target="_blank" rel="noreferrer">{report.number}</Anchor> · {report.language === 'en' ? 'English' : 'Español'} · {format.moment(report.created_at)}</Text>
            ))}
          </div>
        )}
      </Stack>
    </form>
  );
}
