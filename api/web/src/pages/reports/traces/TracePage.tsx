import { Anchor, Box, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import { api, queries } from '../../../api/client';
import { act } from '../../../api/outbox';
import { Answer } from '../../../parts/Answer';
import { Page } from '../../../parts/Page';
import { FormFoot } from '../../../parts/record/FormFoot';
import { useRecordForm } from '../../../parts/record/useRecordForm';
import { CheckPanel } from './CheckPanel';
import type { Trace } from './fields';
import { Results } from './Results';
import { Sections } from './Sections';
import classes from './TracePage.module.css';
import { TraceForm } from './TraceField';
import { TraceTag, weaponText } from './TraceTag';

const under = (id: string) => queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/trace-requests') && (JSON.stringify(queryKey[2] ?? '').includes(id) || queryKey[1] === '/api/v1/trace-requests') });

/** TracePage: one trace request, as the ATF's form has it, with what is missing, its documents and what came back. */
export default function TracePage() {
  const { t } = useTranslation('reports');
  const { id = '' } = useParams();
  const trace = api.useQuery('get', '/api/v1/trace-requests/{id}', { params: { path: { id } } });
  const { data } = trace;
  return (
    <Page title={data?.number ?? t('trace.title')} path={[{ name: t('traces.title'), href: '/traces' }]}>
      <Answer of={trace}>
        {(record) => (
          <>
            <Group mb="md" gap="sm">
              <TraceTag state={record.state} />
              <Text size="sm">{weaponText(record)}</Text>
              <Anchor size="sm" component={Link} href={`/firearms/${record.firearm}`}>{t('traces.firearm')}</Anchor>
              {record.case && <Anchor size="sm" component={Link} href={`/cases/${record.case}`}>{t('terms:case', { count: 1 })}</Anchor>}
            </Group>
            <Form key={id} record={record} reread={trace.refetch} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Form({ record, reread }: { record: Trace; reread: () => Promise<unknown> }) {
  const { t } = useTranslation('reports');
  const id = record.id ?? '';
  const locked = record.state !== 'draft';
  const check = api.useQuery('get', '/api/v1/trace-requests/{id}/check', { params: { path: { id } } });
  const form = useRecordForm<Trace>({
    draft: `trace.${id}`,
    record,
    reread,
    send: async (value, version) => {
      await act('put', '/api/v1/trace-requests/{id}', { path: { id }, body: value, version });
      await under(id);
      notifications.show({ message: t('trace.saved') });
    },
  });
  const findings = useMemo(() => (locked ? [] : (check.data?.findings ?? [])), [check.data, locked]);
  const at = useMemo(() => ({ form, record, findings, locked }), [form, record, findings, locked]);
  const label = (path: string) => {
    const person = /^possessor\.(\w+)$/.exec(path);
    if (person) return `${t('trace.part.possessor')}: ${t(`trace.person.${person[1]}`)}`;
    if (path === 'associates') return t('trace.part.associates');
    return t(`trace.field.${path.replace('recovery.place.', 'recovery.')}`);
  };
  return (
    <TraceForm.Provider value={at}>
      <Box className={classes.frame}>
        <Stack>
          {locked && <Results trace={record} changed={() => under(id)} />}
          <form ref={form.ref} onSubmit={(event) => void form.submit(event)} noValidate>
            <Sections />
            {!locked && <FormFoot form={form} label={label} />}
          </form>
        </Stack>
        <CheckPanel record={record} findings={findings} complete={check.data?.complete} typed={form.value} touched={form.touched} changed={() => under(id)} />
      </Box>
    </TraceForm.Provider>
  );
}
