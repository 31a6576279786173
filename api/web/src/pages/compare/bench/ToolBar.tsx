import { useTranslation } from 'react-i18next';
import { IconArrowsMove, IconBulb, IconChartLine, IconCircle, IconHandMove, IconLetterT, IconArrowsJoin, IconRuler, IconTarget, IconVectorSpline } from '../../../parts/icons';
import { choose, toolKeys } from '../../../viewer/keys';
import { tools, type Tool } from '../../../viewer/state';
import type { Viewer } from '../../../viewer/viewer';
import classes from './Bench.module.css';
import { Act } from './ModeBar';
import { useStands } from './stands';

const signs: Record<Tool, typeof IconRuler> = {
  pan: IconArrowsMove, light: IconBulb, align: IconHandMove, profile: IconChartLine, line: IconRuler, point: IconTarget, circle: IconCircle,
  polyline: IconVectorSpline, text: IconLetterT, correspondence: IconArrowsJoin,
};

const letters = Object.fromEntries(Object.entries(toolKeys).map(([key, tool]) => [tool, key.toUpperCase()])) as Record<Tool, string>;

/** ToolBar chooses what the hand does on the stage. */
export function ToolBar({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation('compare');
  const tool = useStands(viewer, (s) => s.tool);
  const space = useStands(viewer, (s) => s.mode === 'space');
  const picture = useStands(viewer, () => viewer.modality() === 'reflectance');
  if (space) return null;
  return (
    <div className={classes.tools} role="toolbar" aria-label={t('tool.label')} aria-orientation="vertical">
      {tools.filter((one) => one !== 'light' || !picture).map((one) => {
        const Sign = signs[one];
        return (
          <Act key={one} label={t(`tool.${one}`)} letter={letters[one]} pressed={tool === one} act={() => choose(viewer, one)}>
            <Sign size={18} />
          </Act>
        );
      })}
    </div>
  );
}
