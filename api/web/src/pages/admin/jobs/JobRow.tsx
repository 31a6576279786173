import { Anchor, Button, Code, Group, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { said } from '../../../api/problem';
import { useHas } from '../../../app/rights';
import { ConfirmButton } from '../../../parts/ConfirmButton';
import { useLaboratories } from '../../../parts/laboratories';
import { Tag } from '../../../parts/Tag';
import { useFormat } from '../../../text/format';

const tones = { queued: 'wait', done: 'good', dead: 'bad', dropped: 'calm' } as const;

/** JobRow is a piece of background work; one that failed can be tried again or dropped. */
export function JobRow({ job, changed }: { job: Schemas['Job']; changed: () => Promise<unknown> }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const labs = useLaboratories();
  const id = job.id ?? '';

  async function retry() {
    try {
      await act('post', '/api/v1/jobs/{id}/retry', { path: { id } });
      notifications.show({ message: t('jobs.retried') });
    } catch (refused) {
      notifications.show({ color: 'red', message: said(refused) });
    }
    await changed();
  }

  return (
    <>
      <Table.Tr style={job.problem ? { borderBottom: 'none' } : undefined}>
        <Table.Th scope="row" fw={500}>{t(`jobs.kinds.${job.job_kind}`)}</Table.Th>
        <Table.Td><About job={job} /></Table.Td>
        <Table.Td>{labs.code(job.lab) || t('jobs.service')}</Table.Td>
        <Table.Td><Tag tone={tones[job.state]}>{t(job.state === 'queued' && job.attempts > 0 ? 'jobs.again' : `jobs.states.${job.state}`)}</Tag></Table.Td>
        <Table.Td title={format.moment(job.created_at)}>
          {format.ago(job.created_at ?? '')}
          {job.batch && <Text span size="xs" c="dimmed"> · {t('jobs.batch')}</Text>}
        </Table.Td>
        <Table.Td className="numbers">{job.attempts}</Table.Td>
        <Table.Td>
          {job.state === 'dead' && (
            <Group gap="xs" wrap="nowrap" justify="flex-end">
              <Button size="xs" onClick={() => void retry()}>{t('jobs.retry')}</Button>
              <ConfirmButton
                size="xs" variant="default" title={t('jobs.dropTitle')} text={t('jobs.dropText')} go={t('jobs.drop')}
                act={async () => {
                  await act('post', '/api/v1/jobs/{id}/drop', { path: { id } });
                  await changed();
                }}
              >
                {t('jobs.drop')}
              </ConfirmButton>
            </Group>
          )}
        </Table.Td>
      </Table.Tr>
      {job.problem && (
        <Table.Tr>
          <Table.Td colSpan={7} pt={0}>
            <details>
              <summary>{t('jobs.why', { when: format.moment(job.updated_at) })}</summary>
              <Code block mt={4} style={{ whiteSpace: 'pre-wrap' }}>{job.problem}</Code>
            </details>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

/** About names what a job is about, as a way there for those who may see evidence. */
function About({ job }: { job: Schemas['Job'] }) {
  const { t } = useTranslation('admin');
  const reads = useHas('supervisor', 'examiner', 'technician');
  if (job.job_kind === 'reindex') return <>{t('jobs.everything')}</>;
  const [name, href] = job.job_kind === 'extract' ? [t('jobs.acquisition'), `/acquisitions/${job.subject}`] : [t('jobs.search'), `/searches/${job.subject}`];
  if (reads) return <Anchor size="sm" component={Link} href={href}>{name}</Anchor>;
  return <>{name} <Code>{job.subject.slice(-8)}</Code></>;
}
