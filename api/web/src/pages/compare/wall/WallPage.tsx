import { Alert, Center, Group, Loader, SegmentedControl, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearch } from 'wouter';
import { api, type Schemas } from '../../../api/client';
import { said } from '../../../api/problem';
import { Page } from '../../../parts/Page';
import { most, useMarksOf } from './hung';
import { WallView } from './WallView';

type Mark = Schemas['Mark'];

const style = { display: 'flex', flexDirection: 'column', height: 'calc(100dvh - var(--desk-header))' } as const;

/** WallPage hangs the same mark of several exhibits beside each other: of a firearm, or those that "marks=" names. */
export default function WallPage() {
  const { id = '' } = useParams();
  const named = (new URLSearchParams(useSearch()).get('marks') ?? '').split(',').filter(Boolean).slice(0, most);
  return id ? <OfFirearm id={id} /> : <OfMarks marks={named} />;
}

function OfFirearm({ id }: { id: string }) {
  const { t } = useTranslation('compare');
  const { data: firearm } = api.useQuery('get', '/api/v1/firearms/{id}', { params: { path: { id } } });
  const { all, error, reading } = useMarksOf(id);
  const label = [firearm?.number, firearm?.maker, firearm?.model].filter(Boolean).join(' ');
  return (
    <Page title={t('wall.of', { firearm: label })} p="xs" pt={6} style={style} path={[{ name: label || t('terms:firearm_one'), href: `/firearms/${id}` }]}>
      <Shown marks={all} error={error} reading={reading} />
    </Page>
  );
}

function OfMarks({ marks: ids }: { marks: string[] }) {
  const { t } = useTranslation('compare');
  const marks = useQueries({ queries: ids.map((id) => api.queryOptions('get', '/api/v1/marks/{id}', { params: { path: { id } } })) });
  const found = marks.flatMap((one) => (one.data ? [one.data as Mark] : []));
  const exhibits = useQueries({ queries: found.map((mark) => api.queryOptions('get', '/api/v1/exhibits/{id}', { params: { path: { id: mark.exhibit } } })) });
  const all = found.map((mark, i) => ({ mark, number: exhibits[i]?.data?.number ?? '' }));
  return (
    <Page title={t('wall.title')} p="xs" pt={6} style={style}>
      <Shown marks={all} error={marks.find((one) => one.error)?.error} reading={marks.some((one) => one.isPending)} />
    </Page>
  );
}

function Shown({ marks, error, reading }: { marks: { mark: Mark; number: string }[]; error: unknown; reading: boolean }) {
  const { t } = useTranslation('compare');
  const kinds = [...new Set(marks.map(({ mark }) => `${mark.mark_kind} ${mark.modality}`))].sort();
  const [chosen, setChosen] = useState('');
  const kind = kinds.includes(chosen) ? chosen : kinds[0];
  const shown = marks.filter(({ mark }) => `${mark.mark_kind} ${mark.modality}` === kind);
  if (error) return <Alert color="red" role="alert">{said(error)}</Alert>;
  if (reading) return <Center flex={1}><Loader role="status" aria-label={t('shell:loading')} /></Center>;
  if (shown.length === 0) return <Text>{t('wall.none')}</Text>;
  const name = (one: string) => {
    const [mark, modality] = one.split(' ');
    return `${t(`terms:mark.${mark}`)} · ${t(`terms:modality.${modality}`)}`;
  };
  return (
    <>
      <Group mb={4}>
        {kinds.length > 1 && <SegmentedControl size="xs" aria-label={t('wall.kind')} value={kind} onChange={setChosen} data={kinds.map((one) => ({ value: one, label: name(one) }))} />}
        <Text size="sm" c="dimmed">{t('wall.count', { count: Math.min(shown.length, most) })}{shown.length > most && ` ${t('wall.more', { count: shown.length })}`}</Text>
      </Group>
      <WallView key={kind} marks={shown.slice(0, most)} />
    </>
  );
}
