import { Alert, Badge, Stack, Tabs } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { api, type Schemas } from '../../api/client';
import { said } from '../../api/problem';
import { useBlind } from '../../app/blind';
import { useDraft } from '../../app/draft';
import { Answer } from '../../parts/Answer';
import { Page } from '../../parts/Page';
import { useFormat } from '../../text/format';
import type { Cell } from '../../viewer/cell';
import type { Figure } from '../../viewer/state';
import type { Viewer } from '../../viewer/viewer';
import { Bench } from './bench/Bench';
import { posed, type Comparison } from './comparison';
import { SketchList, blank, type Sketch } from './notes/Sketches';
import { CellList } from './why/CellList';
import { Why } from './why/Why';

const noCells: Cell[] = [];
const noFigures: Figure[] = [];

/** PairPage compares any two marks: nothing is decided or kept here. */
export default function PairPage() {
  const { a = '', b = '' } = useParams();
  const first = api.useQuery('get', '/api/v1/marks/{id}', { params: { path: { id: a } } });
  const second = api.useQuery('get', '/api/v1/marks/{id}', { params: { path: { id: b } } });
  return <Answer of={first}>{(probe) => <Answer of={second}>{(candidate) => <Pair key={`${a} ${b}`} probe={probe} candidate={candidate} />}</Answer>}</Answer>;
}

function useNumber(exhibit: string): string {
  const { data } = api.useQuery('get', '/api/v1/exhibits/{id}', { params: { path: { id: exhibit } } });
  return data?.number ?? '';
}

function Pair({ probe, candidate }: { probe: Schemas['Mark']; candidate: Schemas['Mark'] }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const blind = useBlind();
  const pair = `${probe.id} ${candidate.id}`;
  const told = api.useQuery('get', '/api/v1/marks/{id}/comparison/{other_id}', { params: { path: { id: probe.id!, other_id: candidate.id! } } }, { staleTime: Infinity, retry: false });
  const comparison = told.data as unknown as Comparison | undefined;
  const shown = blind ? undefined : comparison;
  const sketched = useDraft<Sketch>(`pair.${pair}`, blank);
  const [tab, setTab] = useState<string | null>(null);
  const names = { probe: useNumber(probe.exhibit) || t('party.probe'), candidate: useNumber(candidate.exhibit) || t('terms:candidate_one') };
  const draw = useCallback(
    (figure: Figure) => {
      sketched.set((before) => ({ ...before, shapes: [...before.shapes, figure] }));
      setTab('notes');
    },
    [sketched],
  );
  const side = (viewer: Viewer | null) => (
    <Tabs value={tab ?? (blind ? 'notes' : 'why')} onChange={setTab} keepMounted={false}>
      <Tabs.List mb="xs">
        {!blind && <Tabs.Tab value="why" px={8}>{t('tab.why')}</Tabs.Tab>}
        {shown && shown.cells.length > 0 && <Tabs.Tab value="cells" px={8}>{t('tab.cells')}</Tabs.Tab>}
        <Tabs.Tab value="notes" px={8}>{t('tab.measures')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="why">
        {told.error ? <Alert color="orange" title={t('notCompared')}>{said(told.error)}</Alert> : <Answer of={told}>{() => shown && <Why comparison={shown} />}</Answer>}
      </Tabs.Panel>
      <Tabs.Panel value="cells">{viewer && shown && <CellList viewer={viewer} cells={shown.cells} />}</Tabs.Panel>
      <Tabs.Panel value="notes"><Stack gap={6}>{sketched.value.shapes.length === 0 ? t('notes.howMeasure') : <SketchList sketched={sketched} />}</Stack></Tabs.Panel>
    </Tabs>
  );
  return (
    <Page
      title={t('title', names)} p="xs" pt={6} style={{ display: 'flex', flexDirection: 'column', height: 'calc(100dvh - var(--desk-header))' }}
      path={[{ name: names.probe, href: `/exhibits/${probe.exhibit}` }, { name: names.candidate, href: `/exhibits/${candidate.exhibit}` }]}
      actions={
        <>
          <Badge variant="default" radius="sm" tt="none">{t(`terms:mark.${probe.mark_kind}`)}</Badge>
          {shown && <Badge variant="default" radius="sm" tt="none" className="numbers">{t('terms:score')} {format.score(shown.score)}{shown.cells.length > 0 && ` · ${shown.cells_congruent}/${shown.cells.length}`}</Badge>}
        </>
      }
    >
      <Bench
        pair={pair} pose={told.isPending ? undefined : comparison ? posed(comparison.pose) : null} cells={shown?.cells ?? noCells} cellUm={shown?.cell_um ?? 0}
        figures={noFigures} drafts={sketched.value.shapes} onFigure={draw} side={side}
        probe={{ name: names.probe, surface: `/api/v1/marks/${probe.id}/surface`, picture: `/api/v1/marks/${probe.id}/picture` }}
        candidate={{ name: names.candidate, surface: `/api/v1/marks/${candidate.id}/surface`, picture: `/api/v1/marks/${candidate.id}/picture` }}
      />
    </Page>
  );
}
