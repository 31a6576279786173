import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { typed } from '../../../viewer/keys';
import { Hands } from '../../../viewer/pointer';
import { ground, NoGraphics } from '../../../viewer/renderer';
import type { Figure } from '../../../viewer/state';
import { Viewer } from '../../../viewer/viewer';
import classes from './Bench.module.css';

interface Props {
  /** The viewer is there; null when the browser cannot draw, or no longer. */
  onViewer: (viewer: Viewer | null) => void;
  onFigure: (figure: Figure) => void;
  /** Keys that are not the viewer's own. */
  onKey?: (key: string) => boolean;
  /** Something else lies over it. */
  covered: boolean;
}

/** Stage is where the marks lie: two canvases, hands and keys. */
export function Stage({ onViewer, onFigure, onKey, covered }: Props) {
  const { t } = useTranslation('compare');
  const stage = useRef<HTMLDivElement>(null);
  const flat = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const figured = useRef(onFigure);
  const keyed = useRef(onKey);
  useEffect(() => {
    figured.current = onFigure;
    keyed.current = onKey;
  });

  useEffect(() => {
    const place = stage.current!;
    let viewer: Viewer;
    try {
      viewer = new Viewer(flat.current!, over.current!, () => onViewer(null));
    } catch (error) {
      if (!(error instanceof NoGraphics)) throw error;
      onViewer(null);
      return;
    }
    const hands = new Hands(place, viewer, (figure) => figured.current(figure));
    const key = (event: KeyboardEvent) => {
      if (event.target !== place) return;
      const mine = typed(event, viewer, hands) || (!event.ctrlKey && !event.metaKey && !event.altKey && keyed.current?.(event.key));
      if (!mine) return;
      event.preventDefault();
      event.stopPropagation();
    };
    place.addEventListener('keydown', key);
    const size = new ResizeObserver(() => {
      const fits = viewer.width === 0;
      viewer.resize(place.clientWidth, place.clientHeight);
      if (fits) onViewer(viewer);
    });
    size.observe(place);
    // Keys act at once, unless somebody is elsewhere already.
    if (document.activeElement === document.body) place.focus({ preventScroll: true });
    return () => {
      size.disconnect();
      place.removeEventListener('keydown', key);
      hands.destroy();
      viewer.destroy();
    };
  }, [onViewer]);

  const was = useRef(covered);
  useEffect(() => {
    // Whoever came back by a key goes on by keys.
    if (was.current && !covered) stage.current!.focus({ preventScroll: true });
    was.current = covered;
  }, [covered]);

  return (
    <div
      ref={stage} className={classes.stage} style={{ background: ground }} tabIndex={0} role="application" inert={covered}
      aria-label={t('stage.label')} aria-describedby="stage-keys" data-testid="stage"
    >
      <canvas ref={flat} className={classes.canvas} aria-hidden />
      <canvas ref={over} className={classes.canvas} aria-hidden />
      <span id="stage-keys" className="visually-hidden">{t('stage.keys')}</span>
    </div>
  );
}
