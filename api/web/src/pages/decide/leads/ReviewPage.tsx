import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams } from 'wouter';
import { api, type Schemas } from '../../../api/client';
import { useAccount } from '../../../app/rights';
import { Answer } from '../../../parts/Answer';
import { SecondReview } from '../../../parts/decision/SecondReview';
import { Page } from '../../../parts/Page';
import { PairPictures } from '../../../parts/PairPictures';
import classes from './ReviewPage.module.css';

/** ReviewPage is the second review of a pair: the marks, and nothing of what is known or was said of them. */
export default function ReviewPage() {
  const { lead: id } = useParams<{ lead: string }>();
  const { t } = useTranslation('decide');
  const account = useAccount();
  const lead = api.useQuery('get', '/api/v1/leads/{id}', { params: { path: { id } } });
  return (
    <Page title={t('second.title')} path={[{ name: t('leads.title'), href: '/leads' }]}>
      <Answer of={lead}>
        {(read) => {
          if (read.state !== 'second_review') return <Closed id={id} text={t('second.done')} />;
          if (read.first_by === account.id) return <Closed id={id} text={t('second.own')} />;
          return <Marks lead={read} />;
        }}
      </Answer>
    </Page>
  );
}

function Closed({ id, text }: { id: string; text: string }) {
  const { t } = useTranslation('decide');
  return <Alert color="gray">{text}<Button mt="sm" display="block" w="fit-content" variant="default" component={Link} href={`/leads/${id}`}>{t('second.see')}</Button></Alert>;
}

function Marks({ lead }: { lead: Schemas['Lead'] }) {
  const { t } = useTranslation('decide');
  const [, navigate] = useLocation();
  const { ref, width } = useElementSize();
  const pair = api.useQuery('get', '/api/v1/candidates/{id}/pair', { params: { path: { id: lead.candidate } } });
  const side = Math.max(Math.min(Math.floor(width / 2) - 2, 560), 120);
  return (
    <div className={classes.sides}>
      <div className={classes.pair} ref={ref}>
        <Answer of={pair}>
          {(read) => (
            <>
              <PairPictures candidate={read.candidate} pose={read} probeFrame={read.probe_frame} frame={read.frame} side={side} detail={800} />
              <Group justify="space-between" mt="xs">
                {read.probe.mark_kind && read.probe.modality && <Text size="sm" c="dimmed">{t(`terms:mark.${read.probe.mark_kind}`)} · {t(`terms:modality.${read.probe.modality}`)} · {t('second.register')}</Text>}
                <Anchor component={Link} size="sm" href={`/candidates/${read.candidate}?blind=1&lead=${lead.id}`}>{t('second.viewer')}</Anchor>
              </Group>
            </>
          )}
        </Answer>
      </div>
      <section className={classes.form} aria-label={t('second.title')}>
        <SecondReview lead={lead.id ?? ''} done={() => navigate(`/leads/${lead.id ?? ''}`)} />
      </section>
    </div>
  );
}
