import { Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas } from '../../api/client';
import { Answer } from '../../parts/Answer';
import { useFormat } from '../../text/format';
import { Bars } from './Bars';
import { Pressing } from './Pressing';
import { entryBars, leadBars, type Bar } from './turnaround';

const spans = ['30', '90', '365'];

/** Turnaround is how long the laboratory's work takes, beside what it should take. */
export function Turnaround() {
  const { t } = useTranslation('work');
  const [days, setDays] = useState('90');
  const turnaround = api.useQuery('get', '/api/v1/turnaround', { params: { query: { days: Number(days) } } }, { placeholderData: keepPreviousData });
  return (
    <Paper withBorder p="sm" component="section" aria-label={t('turnaround.title')}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">{t('turnaround.title')}</Title>
        <SegmentedControl
          size="xs" aria-label={t('turnaround.span')} value={days} onChange={setDays}
          data={spans.map((span) => ({ value: span, label: t('turnaround.days', { count: Number(span) }) }))}
        />
      </Group>
      <Answer of={turnaround}>
        {(data) => data.items.length === 0 ? <Text size="sm">{t('turnaround.none', { count: data.days })}</Text> : <Figures data={data} />}
      </Answer>
    </Paper>
  );
}

function Figures({ data }: { data: Schemas['Turnaround'] }) {
  const { t } = useTranslation('work');
  const format = useFormat();
  const { targets, summary } = data;
  const entered = summary.entered_in_time + summary.entered_late;
  const leads = summary.lead_24 + summary.lead_48 + summary.lead_later;
  const [good = 24, acceptable = 48] = targets.lead_hours ?? [];
  const entry = t('turnaround.entry', { count: targets.entry_business_days, done: summary.entered_in_time, all: entered, part: format.percent(entered ? summary.entered_in_time / entered : 0) });
  const lead = t('turnaround.lead', { good, acceptable, all: leads, first: summary.lead_24, second: summary.lead_48, later: summary.lead_later });
  const under = (bar: Bar, before: Bar | undefined, most: string) => {
    if (bar.to === Infinity) return t('turnaround.over', { bound: most });
    return before && bar.to - before.to > 1 ? t('turnaround.range', { from: before.to + 1, to: bar.to }) : String(bar.to);
  };
  const days = entryBars(data.items, targets.entry_business_days);
  return (
    <Stack gap="sm">
      <div>
        <Title order={3} size="sm">{t('turnaround.entryTitle')}</Title>
        <Text size="sm" mb={4}>{entered > 0 ? entry : t('turnaround.noEntry')}</Text>
        {entered > 0 && (
          <Bars
            bars={days} label={entry} target={t('turnaround.entryTarget', { count: targets.entry_business_days })}
            name={(bar, i) => under(bar, days[i - 1], String(days[i - 1]?.to))}
          />
        )}
      </div>
      <div>
        <Title order={3} size="sm">{t('turnaround.leadTitle')}</Title>
        <Text size="sm" mb={4}>{leads > 0 ? lead : t('turnaround.noLead')}</Text>
        {leads > 0 && (
          <Bars
            bars={leadBars(data.items, [good, acceptable])} label={lead} target={t('turnaround.leadTarget', { hours: acceptable })}
            name={(bar) => (bar.to === Infinity ? t('turnaround.weekLater') : bar.to === 168 ? t('turnaround.week') : t('turnaround.hours', { hours: bar.to }))}
          />
        )}
      </div>
      <Pressing items={data.items} waiting={summary.waiting} />
      {data.truncated && <Text size="sm" c="dimmed">{t('turnaround.truncated', { count: data.items.length })}</Text>}
      <Text size="xs" c="dimmed">{t('turnaround.how')}</Text>
    </Stack>
  );
}
