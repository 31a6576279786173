import { Alert, Anchor, Button, Paper, SimpleGrid, Stack, Text, Timeline, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import { api, type Schemas } from '../../../api/client';
import { useAccount } from '../../../app/rights';
import { Answer } from '../../../parts/Answer';
import { VerdictMark } from '../../../parts/decision/VerdictMark';
import { Page } from '../../../parts/Page';
import { useNames } from '../../../parts/people';
import { useFormat } from '../../../text/format';
import { LeadState } from './LeadState';
import { MicroscopeForm } from './MicroscopeForm';
import { PairCard } from './PairCard';
import { SettleForm } from './SettleForm';
import { pairNumber, waitsFor, wayOf, type Step } from './way';

type Lead = Schemas['Lead'];

/** LeadPage is a lead on its way: who did what and why, and what comes next. */
export default function LeadPage() {
  const { id } = useParams<{ id: string }>();
  const lead = api.useQuery('get', '/api/v1/leads/{id}', { params: { path: { id } } });
  return <Answer of={lead}>{(read) => <Read key={id} lead={read} />}</Answer>;
}

function Read({ lead }: { lead: Lead }) {
  const { t } = useTranslation('decide');
  const blind = waitsFor(lead);
  const pair = api.useQuery('get', '/api/v1/candidates/{id}/pair', { params: { path: { id: lead.candidate } } }, { enabled: !blind });
  return (
    <Page title={blind ? t('leads.waiting') : `${t('terms:lead_one')} ${pairNumber(lead) || t('leads.control')}`} path={[{ name: t('leads.title'), href: '/leads' }]} actions={<LeadState state={lead.state ?? 'second_review'} />}>
      {blind
        ? <Alert color="gray" title={t('leads.blind')}>{t('leads.blindWhy')}<Button mt="sm" display="block" w="fit-content" component={Link} href={`/reviews/${lead.id}`}>{t('leads.review')}</Button></Alert>
        : (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
            <Stack>
              <Paper withBorder p="md">
                <Title order={2} size="h4" mb="sm">{t('way.title')}</Title>
                <Way lead={lead} />
              </Paper>
              <Next lead={lead} />
            </Stack>
            {pair.data ? <PairCard pair={pair.data} /> : null}
          </SimpleGrid>
        )}
    </Page>
  );
}

/** Way shows the steps that a lead has taken. */
function Way({ lead }: { lead: Lead }) {
  const { t } = useTranslation('decide');
  const format = useFormat();
  const name = useNames();
  const id = lead.id ?? '';
  const versions = api.useQuery('get', '/api/v1/leads/{id}/history', { params: { path: { id } } });
  const reviews = api.useQuery('get', '/api/v1/reviews', { params: { query: { lead: id, limit: 100 } } });
  const firsts = api.useQuery('get', '/api/v1/candidates/{id}/reviews', { params: { path: { id: lead.candidate }, query: { limit: 100 } } });
  const hit = api.useQuery('get', '/api/v1/hits/{id}', { params: { path: { id: lead.hit ?? '' } } }, { enabled: !!lead.hit });
  const first = firsts.data?.items.find((review) => review.created_by === lead.first_by);
  return (
    <Answer of={versions}>
      {({ items }) => {
        const steps = wayOf(items, reviews.data?.items ?? [], first, hit.data);
        return (
          <Timeline active={steps.length} bulletSize={16} lineWidth={2}>
            {steps.map((step) => (
              <Timeline.Item key={step.at} title={t(`way.${step.what}`)}>
                <Text size="sm">{name(step.by)} · <Text span c="dimmed">{format.moment(step.at)}</Text></Text>
                <Why step={step} />
                {step.state === 'confirmed' && lead.hit && <Anchor component={Link} size="sm" href={`/hits/${lead.hit}`}>{t('way.hit', { number: hit.data?.number ?? '' })}</Anchor>}
              </Timeline.Item>
            ))}
            {open(lead) && <Timeline.Item title={t(`way.waits.${open(lead)!}`)} lineVariant="dashed"><Text size="sm" c="dimmed">{t(`way.who.${open(lead)!}`)}</Text></Timeline.Item>}
          </Timeline>
        );
      }}
    </Answer>
  );
}

function Why({ step }: { step: Step }) {
  const { t } = useTranslation('decide');
  const format = useFormat();
  const { finding } = step;
  if (finding)
    return (
      <Text size="sm">
        <b>{t(`terms:conclusion.${finding.conclusion}`)}</b> · {format.date(finding.examined_at)} · {finding.microscope}<br />{finding.reason}
      </Text>
    );
  return (
    <Text size="sm">
      {step.what === 'examined' ? <b>{t(`terms:leadState.${step.state}`)}</b> : step.verdict && <VerdictMark verdict={step.verdict} />}
      {step.reason && <><br />{step.reason}</>}
    </Text>
  );
}

/** open names what a lead waits for. */
function open(lead: Lead): 'second_review' | 'microscope' | 'disputed' | undefined {
  return lead.state === 'second_review' || lead.state === 'microscope' || lead.state === 'disputed' ? lead.state : undefined;
}

/** Next is what whoever reads the page can do for the lead now, or why it is for somebody else. */
function Next({ lead }: { lead: Lead }) {
  const { t } = useTranslation('decide');
  const account = useAccount();
  const roles = (account.memberships ?? []).filter((one) => one.lab === lead.lab).flatMap((one) => one.roles);
  if (lead.state === 'microscope' && roles.includes('examiner'))
    return account.id === lead.first_by ? <Alert color="gray">{t('microscope.notFirst')}</Alert> : <MicroscopeForm lead={lead} />;
  if (lead.state === 'disputed' && roles.includes('supervisor'))
    return account.id === lead.first_by || account.id === lead.second_by ? <Alert color="gray">{t('settle.notBoth')}</Alert> : <SettleForm lead={lead} />;
  return null;
}
