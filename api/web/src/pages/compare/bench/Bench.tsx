import { Alert, Center, Loader, VisuallyHidden } from '@mantine/core';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { said } from '../../../api/problem';
import type { Cell } from '../../../viewer/cell';
import { same, type Pose } from '../../../viewer/pose';
import type { Figure } from '../../../viewer/state';
import type { Viewer } from '../../../viewer/viewer';
import classes from './Bench.module.css';
import { KeysHelp } from './KeysHelp';
import { LookBar } from './LookBar';
import { left } from './memory';
import { ModeBar } from './ModeBar';
import { Pictures } from './Pictures';
import { ProfilePlot } from './ProfilePlot';
import { SpaceView } from './SpaceView';
import { Stage } from './Stage';
import { useStanding } from './standing';
import { useStands } from './stands';
import { useSurface } from './surfaces';
import { ToolBar } from './ToolBar';
import { useWords } from './words';

export interface Part {
  name: string;
  /** Where its relief and its picture are. */
  surface: string;
  picture: string;
}

interface Props {
  /** Names the pair: another one begins anew. */
  pair: string;
  probe: Part;
  candidate: Part;
  /** As the engine laid the probe onto the candidate; null where it did not, undefined while that is not known. */
  pose: Pose | null | undefined;
  cells: Cell[];
  cellUm: number;
  figures: Figure[];
  drafts: Figure[];
  onFigure: (figure: Figure) => void;
  onSnapshot?: (viewer: Viewer) => void;
  onReport?: () => void;
  /** What is shown where the browser cannot draw; the marks' pictures unless given. */
  instead?: ReactNode;
  /** What stands beside the stage. */
  side: (viewer: Viewer | null) => ReactNode;
}

/** Bench is where two marks are compared. */
export function Bench(props: Props) {
  const { t } = useTranslation('compare');
  const [viewer, setViewer] = useState<Viewer | null>();
  const [side, setSide] = useState(left.side);
  const [whole, setWhole] = useState(() => left.whole && document.fullscreenElement !== null);
  const [help, setHelp] = useState(false);
  const stretch = useCallback((on: boolean) => {
    setWhole(on);
    if (on) void document.documentElement.requestFullscreen?.().catch(() => undefined);
    else if (document.fullscreenElement) void document.exitFullscreen();
  }, []);
  useEffect(() => {
    Object.assign(left, { side, whole });
  }, [side, whole]);
  useEffect(() => {
    const ended = () => document.fullscreenElement === null && setWhole(false);
    document.addEventListener('fullscreenchange', ended);
    return () => document.removeEventListener('fullscreenchange', ended);
  }, []);
  const key = (pressed: string) => {
    if (pressed === '?') setHelp(true);
    else if (pressed.toLowerCase() === 'f') stretch(!whole);
    else return false;
    return true;
  };
  return (
    <div className={whole ? `${classes.bench} ${classes.whole}` : classes.bench}>
      {viewer && (
        <ModeBar
          viewer={viewer} cells={props.cells.length > 0} side={side} whole={whole} onSide={() => setSide(!side)} onWhole={() => stretch(!whole)} onKeys={() => setHelp(true)}
          onSnapshot={props.onSnapshot && (() => props.onSnapshot!(viewer))} onReport={props.onReport}
        />
      )}
      <div className={classes.row}>
        {viewer && <ToolBar viewer={viewer} />}
        <div className={classes.middle}>
          {viewer === null ? <Pictures probe={props.probe} candidate={props.candidate} instead={props.instead} /> : <Marks {...props} viewer={viewer} onViewer={setViewer} onKey={key} />}
          {viewer && <LookBar viewer={viewer} />}
          {viewer && <ProfilePlot viewer={viewer} />}
        </div>
        {side && <aside className={classes.side} aria-label={t('side.label')}>{props.side(viewer ?? null)}</aside>}
      </div>
      <KeysHelp opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}

interface MarksProps extends Props {
  viewer: Viewer | undefined;
  onViewer: (viewer: Viewer | null) => void;
  onKey: (key: string) => boolean;
}

/** Marks brings both marks onto the stage. */
function Marks({ pair, probe, candidate, pose, cells, cellUm, figures, drafts, onFigure, viewer, onViewer, onKey }: MarksProps) {
  const { t } = useTranslation('compare');
  const first = useSurface(probe.surface);
  const second = useSurface(candidate.surface);
  const words = useWords(probe.name, candidate.name, (second.data ?? first.data)?.modality === 'reflectance');
  useEffect(() => viewer?.show({ words }), [viewer, words]);
  useEffect(() => viewer?.show({ cells, cellUm, hovered: -1 }), [viewer, cells, cellUm]);
  useEffect(() => viewer?.show({ figures }), [viewer, figures]);
  useEffect(() => viewer?.show({ drafts }), [viewer, drafts]);
  useStanding(viewer, pair, first.data, second.data, pose);
  const space = useMode(viewer) === 'space';
  const missing = first.error ?? second.error;
  return (
    <div style={{ position: 'relative', flex: 1, minHeight: 0, display: 'flex' }}>
      <Stage onViewer={onViewer} onFigure={onFigure} onKey={onKey} covered={space} />
      {viewer && space && first.data && second.data && <SpaceView viewer={viewer} />}
      {missing !== null && <Alert color="red" role="alert" pos="absolute" top={40} left={10} right={10} title={t('missing')}>{said(missing)}</Alert>}
      {(first.isPending || second.isPending) && missing === null && (
        <Center pos="absolute" inset={0} style={{ pointerEvents: 'none' }}><Loader role="status" aria-label={t('shell:loading')} /></Center>
      )}
      {viewer && <Says viewer={viewer} />}
    </div>
  );
}

const nothing = () => () => undefined;

function useMode(viewer: Viewer | undefined) {
  return useSyncExternalStore(viewer?.subscribe ?? nothing, () => viewer?.get().mode);
}

/** Says tells whoever cannot see the stage how it stands. */
function Says({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation('compare');
  const mode = useStands(viewer, (s) => s.mode);
  const tool = useStands(viewer, (s) => s.tool);
  const by = useStands(viewer, (s) => same(s.pose, viewer.engine));
  const text = useMemo(() => [t(`mode.${mode}`), t(`tool.${tool}`), t(by ? 'register.engine' : 'register.hand')].join('. '), [t, mode, tool, by]);
  return <VisuallyHidden role="status">{text}</VisuallyHidden>;
}

