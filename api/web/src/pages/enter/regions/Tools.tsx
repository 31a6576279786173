import { ActionIcon, Group, SegmentedControl, Switch, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconArrowBackUp, IconArrowForwardUp, IconCircle, IconHandMove, IconMaximize, IconPointer, IconPolygon, IconZoomIn, IconZoomOut } from '../../../parts/icons';
import type { Drawing } from './useDrawing';
import { middle, zoomed, type Size, type View } from './view';

export type Tool = 'choose' | 'polygon' | 'circle' | 'pan';

interface Props {
  drawing: Drawing;
  tool: Tool;
  setTool: (tool: Tool) => void;
  beside: boolean;
  setBeside: (beside: boolean) => void;
  setView: (change: (view: View) => View) => void;
  fit: () => void;
  size: Size;
  view: View | undefined;
  window: Size | undefined;
}

const tools = [['choose', IconPointer], ['polygon', IconPolygon], ['circle', IconCircle], ['pan', IconHandMove]] as const;

/** Tools stand above the picture: what the pointer does, back and forth, how much is seen. */
export function Tools({ drawing, tool, setTool, beside, setBeside, setView, fit, size, view, window }: Props) {
  const { t } = useTranslation('enter');
  const zoom = (factor: number) => window && view && setView((before) => zoomed(before, factor, middle(before, window), size));
  return (
    <Group gap="sm" justify="space-between" wrap="nowrap" role="toolbar" aria-label={t('regions.tools')}>
      {drawing.kind ? (
        <Group gap="xs" wrap="nowrap">
          <SegmentedControl
            size="xs" value={tool} onChange={(value) => setTool(value as Tool)} aria-label={t('regions.tool')}
            data={tools.map(([value, Icon]) => ({ value, label: <Group gap={4} wrap="nowrap"><Icon size={16} aria-hidden />{t(`regions.toolOf.${value}`)}</Group> }))}
          />
          <Tap label={t('regions.undo')} disabled={drawing.editor.past.length === 0} go={() => drawing.dispatch({ type: 'undo' })}><IconArrowBackUp size={18} /></Tap>
          <Tap label={t('regions.redo')} disabled={drawing.editor.future.length === 0} go={() => drawing.dispatch({ type: 'redo' })}><IconArrowForwardUp size={18} /></Tap>
        </Group>
      ) : <span />}
      <Group gap="xs" wrap="nowrap">
        <Switch size="xs" styles={{ label: { whiteSpace: 'nowrap' } }} label={t('regions.beside')} checked={beside} onChange={(event) => setBeside(event.currentTarget.checked)} />
        <Tap label={t('regions.zoomIn')} go={() => zoom(1.4)}><IconZoomIn size={18} /></Tap>
        <Tap label={t('regions.zoomOut')} go={() => zoom(1 / 1.4)}><IconZoomOut size={18} /></Tap>
        <Tap label={t('regions.fit')} go={fit}><IconMaximize size={18} /></Tap>
      </Group>
    </Group>
  );
}

function Tap({ label, disabled, go, children }: { label: string; disabled?: boolean; go: () => void; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size={30} aria-label={label} disabled={disabled} onClick={go}>{children}</ActionIcon>
    </Tooltip>
  );
}
