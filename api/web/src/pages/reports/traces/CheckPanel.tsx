import { Button, Group, Paper, SegmentedControl, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { act } from '../../../api/outbox';
import { Fault } from '../../../parts/Fault';
import { SaveButton } from '../../../parts/SaveButton';
import { fieldID, open, type Finding, type Trace } from './fields';
import classes from './TracePage.module.css';

interface Props {
  record: Trace;
  findings: Finding[];
  /** Nothing required is missing; undefined until the service has answered. */
  complete: boolean | undefined;
  typed: Trace;
  touched: boolean;
  changed: () => Promise<unknown>;
}

/** CheckPanel: what is missing or looks wrong, each a way to its field; the request's documents; its next step. */
export function CheckPanel({ record, findings, complete, typed, touched, changed }: Props) {
  const { t } = useTranslation('reports');
  const left = open(findings, record, typed);
  const missing = left.filter((one) => one.severity === 'missing');
  const doubts = left.filter((one) => one.severity === 'implausible');
  const draft = record.state === 'draft';
  return (
    <Paper withBorder p="md" component="aside" aria-labelledby="check" className={classes.check}>
      <Stack gap="sm">
        <Title order={2} size="h4" id="check">{t(draft ? 'check.title' : 'check.next')}</Title>
        {draft && complete !== undefined && (
          <Text size="sm" role="status">
            {missing.length > 0 ? t('check.missing', { count: missing.length }) : t('check.nothing')}
            {doubts.length > 0 && ` ${t('check.doubts', { count: doubts.length })}`}
            {touched && ` ${t('check.unsaved')}`}
          </Text>
        )}
        <Findings title={t('check.missingTitle')} of={missing} />
        <Findings title={t('check.doubtsTitle')} of={doubts} />
        <Steps record={record} complete={complete === true} touched={touched} changed={changed} />
        <Documents record={record} complete={complete === true} />
      </Stack>
    </Paper>
  );
}

function Findings({ title, of }: { title: string; of: Finding[] }) {
  if (of.length === 0) return null;
  return (
    <div>
      <Title order={3} size="h6" mb={4}>{title}</Title>
      <ul className={classes.list}>
        {of.map((one) => (
          <li key={one.location + one.key}>
            <UnstyledButton className={classes.finding} data-severity={one.severity} onClick={() => focus(one.location)}>{one.message}</UnstyledButton>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** focus leads to a field, or to the part of the form that has it. */
function focus(location: string) {
  for (let path = location; path; path = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : '') {
    const field = document.getElementById(fieldID(path)) ?? document.querySelector<HTMLElement>(`[id^="${fieldID(path)}-"]`);
    if (field) {
      field.scrollIntoView({ block: 'center' });
      field.focus();
      return;
    }
  }
}

function Steps({ record, complete, touched, changed }: Pick<Props, 'record' | 'touched' | 'changed'> & { complete: boolean }) {
  const { t } = useTranslation('reports');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  async function move(state: 'draft' | 'sent' | 'closed') {
    setBusy(true);
    try {
      await act('post', '/api/v1/trace-requests/{id}/state', { path: { id: record.id ?? '' }, body: { state } });
      setError(undefined);
    } catch (refused) {
      setError(refused);
    }
    await changed();
    setBusy(false);
  }
  return (
    <Stack gap="xs">
      <Fault error={error} />
      {record.state === 'draft' && (
        <>
          <Button loading={busy} disabled={!complete || touched} onClick={() => void move('sent')}>{t('step.sent')}</Button>
          <Text size="xs" c="dimmed">{t(complete ? 'step.sentText' : 'step.incomplete')}</Text>
        </>
      )}
      {record.state === 'sent' && <Button variant="default" loading={busy} onClick={() => void move('draft')}>{t('step.draft')}</Button>}
      {(record.state === 'sent' || record.state === 'answered') && <Button variant="default" loading={busy} onClick={() => void move('closed')}>{t('step.closed')}</Button>}
    </Stack>
  );
}

function Documents({ record, complete }: { record: Trace; complete: boolean }) {
  const { t, i18n } = useTranslation('reports');
  const [lang, setLang] = useState(i18n.language === 'en' ? 'en' : 'es');
  const draft = !complete;
  const address = (ext: string) => `/api/v1/trace-requests/${record.id}/form.${ext}?lang=${lang}${draft ? '&draft=true' : ''}`;
  return (
    <Stack gap="xs">
      <Title order={3} size="h6">{t('documents.title')}</Title>
      <SegmentedControl size="xs" aria-label={t('documents.language')} value={lang} onChange={setLang} data={[{ value: 'es', label: 'Español' }, { value: 'en', label: 'English' }]} />
      <Group gap="xs">
        {(['pdf', 'csv', 'json'] as const).map((ext) => <SaveButton key={ext} size="xs" from={address(ext)} name={`${record.number}.${ext}`}>{ext.toUpperCase()}</SaveButton>)}
      </Group>
      {draft && <Text size="xs" c="dimmed">{t('documents.draft')}</Text>}
      <Text size="xs" c="dimmed">{t('documents.text')}</Text>
    </Stack>
  );
}
