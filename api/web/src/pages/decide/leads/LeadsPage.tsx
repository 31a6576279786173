import { Alert, Anchor, NativeSelect, Table, Tabs, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearch } from 'wouter';
import { api, type Schemas } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { allOf, byPage, More } from '../../../parts/More';
import { Page } from '../../../parts/Page';
import { PairPictures } from '../../../parts/PairPictures';
import { useFormat } from '../../../text/format';
import { HitTable } from './HitTable';
import { LeadState } from './LeadState';
import { Side } from './Side';
import { pairNumber, waitsFor } from './way';

const states = ['second_review', 'microscope', 'disputed', 'confirmed', 'refuted', 'inconclusive'] as const;

/** LeadsPage is the list of leads, and that of hits. */
export default function LeadsPage() {
  const { t } = useTranslation('decide');
  const [location, navigate] = useLocation();
  const hits = location.startsWith('/hits');
  return (
    <Page title={t('leads.title')}>
      <Tabs value={hits ? 'hits' : 'leads'} onChange={(tab) => navigate(`/${tab}`)} activateTabWithKeyboard={false} keepMounted={false}>
        <Tabs.List mb="sm" aria-label={t('leads.title')}>
          <Tabs.Tab value="leads">{t('terms:lead_other')}</Tabs.Tab>
          <Tabs.Tab value="hits">{t('terms:hit_other')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="leads"><Leads /></Tabs.Panel>
        <Tabs.Panel value="hits"><HitTable /></Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Leads() {
  const { t } = useTranslation('decide');
  const [, navigate] = useLocation();
  const state = new URLSearchParams(useSearch()).get('state') ?? '';
  const leads = api.useInfiniteQuery('get', '/api/v1/leads/table', { params: { query: { limit: 50, state: state || undefined } } }, byPage);
  return (
    <>
      <NativeSelect
        mb="sm" maw={260} size="xs" label={t('leads.filter')} value={state} onChange={(event) => navigate(event.currentTarget.value ? `/leads?state=${event.currentTarget.value}` : '/leads')}
        data={[{ value: '', label: t('leads.all') }, ...states.map((one) => ({ value: one, label: t(`terms:leadState.${one}`) })), { value: 'decoy', label: t('leads.controls') }]}
      />
      <Answer of={leads}>
        {(data) => {
          // A control was put beside a lead for the second reviewer's sake; it is shown to those who ask for it.
          const shown = allOf(data).filter((lead) => state === 'decoy' || lead.state !== 'decoy');
          return (
            <>
              {shown.length === 0 ? <Alert color="gray">{t('leads.none')}</Alert> : <LeadTable leads={shown} />}
              <More of={leads} count={shown.length} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

function LeadTable({ leads }: { leads: Schemas['LeadRow'][] }) {
  const { t } = useTranslation('decide');
  const format = useFormat();
  return (
    <Table aria-label={t('terms:lead_other')} highlightOnHover fz="sm" horizontalSpacing={8}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col" w={172}>{t('leads.number')}</Table.Th><Table.Th scope="col" w={118}>{t('column.pair')}</Table.Th>
          <Table.Th scope="col">{t('terms:probe')}</Table.Th><Table.Th scope="col">{t('terms:candidate_one')}</Table.Th>
          <Table.Th scope="col" w={96}>{t('leads.mark')}</Table.Th><Table.Th scope="col" w={180}>{t('leads.state')}</Table.Th><Table.Th scope="col" w={104}>{t('leads.since')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {leads.map((lead) => {
          const review = waitsFor(lead);
          return (
            <Table.Tr key={lead.id}>
              <Table.Td>
                <Anchor component={Link} size="sm" fw={600} href={review ? `/reviews/${lead.id}` : `/leads/${lead.id}`}>{review ? t('leads.review') : pairNumber(lead) || t('leads.control')}</Anchor>
              </Table.Td>
              <Table.Td>
                {lead.pair && <PairPictures candidate={lead.candidate} pose={lead.pair} probeFrame={lead.pair.probe_frame} frame={lead.pair.frame} side={48} detail={96} lazy />}
              </Table.Td>
              <Table.Td>{lead.pair && <Side party={lead.pair.probe} brief />}</Table.Td>
              <Table.Td>{lead.pair && <Side party={lead.pair.party} brief />}</Table.Td>
              <Table.Td><Text size="sm">{lead.pair?.probe.mark_kind && t(`terms:mark.${lead.pair.probe.mark_kind}`)}</Text></Table.Td>
              <Table.Td><LeadState state={lead.state ?? 'second_review'} /></Table.Td>
              <Table.Td><Text size="sm">{format.day(lead.created_at)}</Text></Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
