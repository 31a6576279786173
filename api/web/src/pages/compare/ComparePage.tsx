import { Badge, Divider, Tabs } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { api, type Schemas } from '../../api/client';
import { useBlind } from '../../app/blind';
import { useDraft } from '../../app/draft';
import { useHas } from '../../app/rights';
import { Answer } from '../../parts/Answer';
import { Decision } from '../../parts/Decision';
import { Page } from '../../parts/Page';
import { PairPictures } from '../../parts/PairPictures';
import { useFormat } from '../../text/format';
import type { Cell } from '../../viewer/cell';
import type { Figure } from '../../viewer/state';
import type { Viewer } from '../../viewer/viewer';
import { Bench } from './bench/Bench';
import { left } from './bench/memory';
import { posed, type Comparison } from './comparison';
import { ReportDialog } from './notes/ReportDialog';
import { SnapshotDialog } from './notes/SnapshotDialog';
import { Snapshots } from './notes/Snapshots';
import { Annotations } from './notes/Annotations';
import { useAnnotations } from './notes/annotations';
import { blank, type Sketch } from './notes/Sketches';
import { CellList } from './why/CellList';
import { Parties } from './why/Parties';
import { Why } from './why/Why';

const noCells: Cell[] = [];

/** ComparePage is a candidate beside the mark that was searched: looked at, explained, annotated, decided. */
export default function ComparePage() {
  const { id = '' } = useParams();
  const candidate = api.useQuery('get', '/api/v1/candidates/{id}', { params: { path: { id } } });
  return <Answer of={candidate}>{(read) => <Pair key={read.id} candidate={read} />}</Answer>;
}

function Pair({ candidate }: { candidate: Schemas['Candidate'] }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const blind = useBlind();
  const id = candidate.id!;
  const table = api.useQuery('get', '/api/v1/searches/{id}/table', { params: { path: { id: candidate.search }, query: { after: candidate.rank - 1, limit: 1 } } }, { staleTime: 300_000 });
  const told = api.useQuery('get', '/api/v1/candidates/{id}/comparison', { params: { path: { id } } }, { enabled: !blind, staleTime: Infinity });
  const comparison = blind ? undefined : (told.data as unknown as Comparison | undefined);
  const kept = useAnnotations(id);
  const sketched = useDraft<Sketch>(`annotation.${id}`, blank);
  const [reporting, setReporting] = useState(false);
  const [taken, setTaken] = useState<Viewer>();
  const judges = useHas('examiner', 'supervisor');
  const [tab, choose] = useState(left.tab);
  const setTab = useCallback((next: string | null) => {
    left.tab = next;
    choose(next);
  }, []);
  const { rotation_deg, shift_x_um, shift_y_um } = candidate;
  const pose = useMemo(() => posed({ rotation_deg, shift_x_um, shift_y_um }), [rotation_deg, shift_x_um, shift_y_um]);

  const probe = table.data?.probe;
  const other = table.data?.items[0]?.party;
  const names = { probe: probe?.number || t('party.probe'), candidate: other?.number || (other ? t('party.of', { lab: other.lab_code }) : t('terms:candidate_one')) };
  const draw = useCallback(
    (figure: Figure) => {
      sketched.set((before) => ({ ...before, shapes: [...before.shapes, figure] }));
      setTab('notes');
    },
    [sketched, setTab],
  );

  const row = table.data?.items[0];
  const instead = row?.frame && row.probe_frame && <PairPictures candidate={id} pose={candidate} probeFrame={row.probe_frame} frame={row.frame} side={340} detail={680} />;
  const celled = !comparison || comparison.cells.length > 0;
  const shown = blind ? ['notes', 'parties'] : ['why', ...(celled ? ['cells'] : []), 'notes', 'parties'];

  const side = (viewer: Viewer | null) => (
    <>
      <Decision key={id} candidate={id} />
      <Divider my="sm" />
      <Tabs value={tab && shown.includes(tab) ? tab : shown[0]} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="xs">
          {!blind && <Tabs.Tab value="why" px={8}>{t('tab.why')}</Tabs.Tab>}
          {comparison && comparison.cells.length > 0 && <Tabs.Tab value="cells" px={8}>{t('tab.cells')}</Tabs.Tab>}
          <Tabs.Tab value="notes" px={8}>{t('tab.notes')}</Tabs.Tab>
          <Tabs.Tab value="parties" px={8}>{t('tab.parties')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="why">{!blind && <Answer of={told}>{() => comparison && <Why comparison={comparison} explanation={`/api/v1/candidates/${id}/explanation`} />}</Answer>}</Tabs.Panel>
        <Tabs.Panel value="cells">{viewer && comparison && <CellList viewer={viewer} cells={comparison.cells} />}</Tabs.Panel>
        <Tabs.Panel value="notes">
          <Annotations candidate={id} viewer={viewer} kept={kept} sketched={sketched} />
          {/* They may show cells. */}
          {!blind && <Snapshots candidate={id} viewer={viewer} />}
        </Tabs.Panel>
        <Tabs.Panel value="parties">{probe && other && <Parties probe={probe} candidate={other} />}</Tabs.Panel>
      </Tabs>
    </>
  );

  return (
    <Page
      title={t('title', names)} p="xs" pt={6} style={{ display: 'flex', flexDirection: 'column', height: 'calc(100dvh - var(--desk-header))' }}
      path={[...(probe?.exhibit ? [{ name: probe.number ?? '', href: `/exhibits/${probe.exhibit}` }] : []), { name: t('list'), href: `/searches/${candidate.search}${blind ? '?blind=1' : ''}` }]}
      actions={
        <>
          {table.data && <Badge variant="default" radius="sm" tt="none">{t(`terms:mark.${table.data.items[0]?.mark_kind ?? 'breech_face'}`)}</Badge>}
          {blind ? <Badge radius="sm" tt="none">{t('blind')}</Badge> : (
            <Badge variant="default" radius="sm" tt="none" className="numbers">
              {t('terms:score')} {format.score(candidate.score)}{candidate.cells > 0 && ` · ${candidate.cells_congruent}/${candidate.cells}`}
            </Badge>
          )}
        </>
      }
    >
      <Bench
        pair={id} pose={pose} cells={comparison?.cells ?? noCells} cellUm={comparison?.cell_um ?? 0} figures={kept.standing} drafts={sketched.value.shapes} onFigure={draw}
        probe={{ name: names.probe, surface: `/api/v1/candidates/${id}/surfaces/probe`, picture: `/api/v1/candidates/${id}/pictures/probe` }}
        candidate={{ name: names.candidate, surface: `/api/v1/candidates/${id}/surfaces/candidate`, picture: `/api/v1/candidates/${id}/pictures/candidate` }}
        side={side} instead={instead} onSnapshot={judges ? setTaken : undefined} onReport={judges && !blind ? () => setReporting(true) : undefined}
      />
      <ReportDialog candidate={id} opened={reporting} onClose={() => setReporting(false)} />
      <SnapshotDialog candidate={id} viewer={taken} onClose={() => setTaken(undefined)} />
    </Page>
  );
}
