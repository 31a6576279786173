import { Anchor, Box, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { useFormat } from '../../text/format';
import { Section } from './Section';

/** FailedJobs is work that failed as often as it may: someone must put it back or drop it. */
export function FailedJobs({ jobs, count }: { jobs: Schemas['FailedJob'][]; count: number }) {
  const { t } = useTranslation('work');
  const format = useFormat();
  return (
    <Section title={t('jobs.title')} hint={t('jobs.hint')} count={count} items={jobs}>
      {(shown) => (
        <>
          <Stack component="ul" gap="xs" m={0} mb="xs" p={0} style={{ listStyle: 'none' }}>
            {shown.map((job) => (
              <Box component="li" key={job.job}>
                <Group gap="xs" justify="space-between" wrap="nowrap">
                  <Text size="sm" fw={600}>{t(`jobs.kind.${job.job_kind}`)}</Text>
                  <Text size="sm" c="dimmed" flex="none" title={format.moment(job.since)}>{format.ago(job.since)}</Text>
                </Group>
                <Text size="sm" lang="en" style={{ overflowWrap: 'anywhere' }}>{job.problem}</Text>
              </Box>
            ))}
          </Stack>
          <Anchor component={Link} href="/admin/jobs" size="sm">{t('jobs.go')}</Anchor>
        </>
      )}
    </Section>
  );
}
