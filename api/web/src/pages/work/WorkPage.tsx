import { Grid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { useHas } from '../../app/rights';
import { Answer } from '../../parts/Answer';
import { Page } from '../../parts/Page';
import { AlsoWaiting } from './AlsoWaiting';
import { FailedJobs } from './FailedJobs';
import { FreshLists } from './FreshLists';
import { NothingWaits } from './NothingWaits';
import { RefusedFiles } from './RefusedFiles';
import { Turnaround } from './Turnaround';
import { WaitingPairs } from './WaitingPairs';
import { anything } from './waiting';

/** WorkPage is the first page: what waits for whoever is here, and how long the laboratory's work takes. */
export default function WorkPage() {
  const { t } = useTranslation('work');
  // Administrators and auditors see no evidence.
  const measured = useHas('technician', 'examiner', 'supervisor');
  const work = api.useQuery('get', '/api/v1/work');
  return (
    <Page title={t('title')}>
      <Grid gutter="md">
        <Grid.Col span={{ base: 12, lg: measured ? 7 : 12 }}>
          <Answer of={work}>
            {(waiting) => (
              <Stack gap="md">
                {!anything(waiting) && <NothingWaits />}
                <WaitingPairs kind="second" pairs={waiting.second_reviews} count={waiting.counts.second_reviews} />
                <WaitingPairs kind="microscope" pairs={waiting.microscope} count={waiting.counts.microscope} />
                <WaitingPairs kind="disputed" pairs={waiting.disputed} count={waiting.counts.disputed} />
                <FreshLists lists={waiting.lists} count={waiting.counts.lists} />
                <RefusedFiles files={waiting.refused} count={waiting.counts.refused} />
                <FailedJobs jobs={waiting.failed_jobs} count={waiting.counts.failed_jobs} />
                <AlsoWaiting notices={waiting.unread_notices} drafts={waiting.drafts_of_traces} />
              </Stack>
            )}
          </Answer>
        </Grid.Col>
        {measured && <Grid.Col span={{ base: 12, lg: 5 }}><Turnaround /></Grid.Col>}
      </Grid>
    </Page>
  );
}
