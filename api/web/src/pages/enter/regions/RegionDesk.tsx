import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { useFormat } from '../../../text/format';
import { useMayEnter } from '../labs';
import { Canvas } from './Canvas';
import { DrawingCanvas } from './DrawingCanvas';
import { colours, type MarkKind } from './kinds';
import { Layer } from './Layer';
import { KindPanel } from './KindPanel';
import styles from './RegionDesk.module.css';
import { standingOf, tolerance, type Regions, type Standing } from './standing';
import { Tools, type Tool } from './Tools';
import { useDrawing } from './useDrawing';
import { fitted, type Size, type View } from './view';

interface Props {
  acquisition: Schemas['Acquisition'];
  regions: Regions;
  reread: () => Promise<Regions | undefined>;
  href: string;
  size: Size;
}

/** RegionDesk is the picture with its regions, and what a person does about them. */
export function RegionDesk({ acquisition, regions, reread, href, size }: Props) {
  const { t } = useTranslation('enter');
  const may = useMayEnter(acquisition.lab);
  const drawing = useDrawing(acquisition.id!, regions, reread);
  const [tool, setTool] = useState<Tool>('choose');
  const [beside, setBeside] = useState(false);
  const [window, setWindow] = useState<Size>();
  const [chosen, setView] = useState<View>();
  const view = chosen ?? (window && fitted(size, window));
  const change = useCallback((next: (view: View) => View) => setView((before) => (before ?? (window && fitted(size, window)) ? next(before ?? fitted(size, window!)) : before)), [size, window]);
  const standing = standingOf(regions);
  const name = useName();
  const drawn = standing.find((one) => one.kind === drawing.kind);
  const others = standing.filter((one) => one.kind !== drawing.kind);
  const layer = (one: Standing, unit: number) => <Layer key={one.kind} shapes={one.shapes} colour={colours[one.kind]} label={name(one.kind, one)} unit={unit} />;
  const label = t('regions.canvas', { name: acquisition.file_name });

  return (
    <div className={styles.desk}>
      <div className={styles.stage}>
        <Tools drawing={drawing} tool={tool} setTool={setTool} beside={beside} setBeside={setBeside} setView={change} fit={() => setView(undefined)} size={size} view={view} window={window} />
        <div className={`${styles.canvases} ${beside ? styles.two : ''}`}>
          {beside && (
            <Canvas href={href} size={size} view={view} setView={change} label={t('regions.canvasAutomatic', { name: acquisition.file_name })} name={t('regions.automatic')}>
              {(unit) => standing.map((one) => one.automatic && (
                <Layer key={one.kind} shapes={one.automatic.shapes} colour={colours[one.kind]} label={name(one.kind, one.automatic)} unit={unit} />
              ))}
            </Canvas>
          )}
          {drawing.kind ? (
            <DrawingCanvas href={href} size={size} view={view} setView={change} onWindow={setWindow} label={label} name={beside ? t('regions.byHand') : undefined} drawing={drawing} tool={tool} setTool={setTool} kindName={t(`terms:mark.${drawing.kind}`)}>
              {(unit) => (
                <>
                  {others.map((one) => layer(one, unit))}
                  {!beside && drawn?.automatic && <Layer shapes={drawn.automatic.shapes} colour="#fff" label={t('regions.automatic')} dashed unit={unit} />}
                </>
              )}
            </DrawingCanvas>
          ) : (
            <Canvas href={href} size={size} view={view} setView={change} onWindow={setWindow} label={label} name={beside ? t('regions.inForce') : undefined}>
              {(unit) => standing.map((one) => layer(one, unit))}
            </Canvas>
          )}
        </div>
      </div>
      <KindPanel
        acquisition={acquisition} regions={regions} standing={standing} drawing={drawing} may={may}
        begin={(kind: MarkKind, from) => {
          drawing.begin(kind, from, tolerance(size));
          setTool(from.length > 0 ? 'choose' : 'polygon');
        }}
      />
    </div>
  );
}

/** useName is what is written at a region: the kind of mark, and how sure the engine is of it. */
function useName() {
  const { t } = useTranslation('enter');
  const format = useFormat();
  return (kind: MarkKind, { confidence, basis }: { confidence?: number; basis?: string }) => {
    const words = t(`terms:mark.${kind}`);
    if (basis === 'drawn') return `${words} · ${t('regions.byHandShort')}`;
    return confidence === undefined ? words : `${words} · ${format.percent(confidence)}`;
  };
}
