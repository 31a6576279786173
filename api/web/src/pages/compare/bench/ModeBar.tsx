import { ActionIcon, Badge, Group, SegmentedControl, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconArrowBackUp, IconCamera, IconFileTypePdf, IconFocusCentered, IconGrid3x3, IconKeyboard, IconLayoutSidebarRight, IconLink, IconLinkOff, IconMaximize, IconMinimize, IconRotate, IconRotateClockwise, IconZoomIn, IconZoomOut } from '../../../parts/icons';
import { useFormat } from '../../../text/format';
import { nearer, synchronise, turn } from '../../../viewer/keys';
import { modes, type Mode } from '../../../viewer/state';
import type { Viewer } from '../../../viewer/viewer';
import classes from './Bench.module.css';
import { useStands } from './stands';

interface Props {
  viewer: Viewer;
  /** Cells may be shown. */
  cells: boolean;
  side: boolean;
  whole: boolean;
  onSide?: () => void;
  onWhole: () => void;
  onKeys: () => void;
  onSnapshot?: () => void;
  onReport?: () => void;
}

/** ModeBar chooses the way to look, says how the marks came into register, and holds what concerns the whole. */
export function ModeBar({ viewer, cells, side, whole, onSide, onWhole, onKeys, onSnapshot, onReport }: Props) {
  const { t } = useTranslation('compare');
  const mode = useStands(viewer, (s) => s.mode);
  const synchronous = useStands(viewer, (s) => s.synchronous);
  const showsCells = useStands(viewer, (s) => s.cells);
  const flat = useStands(viewer, () => viewer.modality() !== 'topography');
  return (
    <div className={classes.bar}>
      <SegmentedControl
        size="xs" value={mode} aria-label={t('mode.label')}
        onChange={(value) => viewer.set({ mode: value as Mode })}
        data={modes.filter((one) => one !== 'space' || !flat).map((one) => ({ value: one, label: t(`mode.${one}`) }))}
      />
      <Group gap={2}>
        {mode !== 'space' && (
          <>
            <Act label={t('act.nearer')} letter="+" act={() => nearer(viewer, 1.25)}><IconZoomIn size={18} /></Act>
            <Act label={t('act.farther')} letter="−" act={() => nearer(viewer, 0.8)}><IconZoomOut size={18} /></Act>
            <Act label={t('act.left')} letter="," act={() => turn(viewer, 3)}><IconRotate size={18} /></Act>
            <Act label={t('act.right')} letter="." act={() => turn(viewer, -3)}><IconRotateClockwise size={18} /></Act>
            <Act label={t('act.fit')} letter="0" act={() => viewer.fit()}><IconFocusCentered size={18} /></Act>
            <Act label={t(synchronous ? 'act.free' : 'act.synchronous')} letter="S" pressed={synchronous} act={() => synchronise(viewer, !synchronous)}>
              {synchronous ? <IconLink size={18} /> : <IconLinkOff size={18} />}
            </Act>
            {cells && <Act label={t('act.cells')} letter="C" pressed={showsCells} act={() => viewer.set({ cells: !showsCells })}><IconGrid3x3 size={18} /></Act>}
          </>
        )}
        {onSnapshot && <Act label={t('act.snapshot')} act={onSnapshot}><IconCamera size={18} /></Act>}
        {onReport && <Act label={t('report.title')} act={onReport}><IconFileTypePdf size={18} /></Act>}
        <Act label={t('act.keys')} letter="?" act={onKeys}><IconKeyboard size={18} /></Act>
        <Act label={t(whole ? 'act.window' : 'act.whole')} letter="F" pressed={whole} act={onWhole}>{whole ? <IconMinimize size={18} /> : <IconMaximize size={18} />}</Act>
        {onSide && <Act label={t('act.side')} pressed={side} act={onSide}><IconLayoutSidebarRight size={18} /></Act>}
      </Group>
      <Register viewer={viewer} />
    </div>
  );
}

/** Act is a button with a sign, its name and its key. */
export function Act({ label, letter, pressed, act, children }: { label: string; letter?: string; pressed?: boolean; act: () => void; children: ReactNode }) {
  return (
    <Tooltip label={letter ? `${label} (${letter})` : label} openDelay={300}>
      <ActionIcon variant={pressed ? 'light' : 'subtle'} color={pressed ? undefined : 'gray'} size={30} aria-label={label} aria-pressed={pressed} aria-keyshortcuts={letter} onClick={act}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** Register always says whether the marks lie as the engine laid them or as a hand moved them, and goes back. */
function Register({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  useStands(viewer, (s) => s.pose);
  const off = viewer.off();
  return (
    <Group gap={6} ml="auto" role="status">
      <Badge variant="default" radius="sm" tt="none">
        {off ? t('register.moved', { angle: format.number(off.deg, 1), length: format.length(off.um) }) : t(viewer.byEngine ? 'register.engine' : 'register.none')}
      </Badge>
      {off && <Act label={t('register.back')} letter="R" act={() => viewer.set({ pose: viewer.engine })}><IconArrowBackUp size={18} /></Act>}
    </Group>
  );
}
