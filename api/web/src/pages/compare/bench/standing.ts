import { useEffect, useRef } from 'react';
import { still, type Pose } from '../../../viewer/pose';
import type { Surface } from '../../../viewer/surface';
import type { Viewer } from '../../../viewer/viewer';
import { address, remember, remembered } from './memory';

const settled = 400;

/** useStanding brings marks and pose of a pair onto the stage: as the address says, else in the engine's register and whole. */
export function useStanding(viewer: Viewer | undefined, pair: string, probe: Surface | undefined, candidate: Surface | undefined, pose: Pose | null | undefined) {
  const begun = useRef('');
  const fits = useRef(true);

  useEffect(() => {
    if (!viewer) return;
    if (probe) viewer.load('probe', probe);
    else viewer.unload('probe');
  }, [viewer, probe]);
  useEffect(() => {
    if (!viewer) return;
    if (candidate) viewer.load('candidate', candidate);
    else viewer.unload('candidate');
  }, [viewer, candidate]);

  useEffect(() => {
    if (!viewer || pose === undefined || begun.current === pair) return;
    begun.current = pair;
    const { state, posed, viewed } = remembered();
    viewer.engine = pose ?? still;
    viewer.byEngine = pose !== null;
    viewer.set({ synchronous: true, profile: null, ...state, ...(posed ? {} : { pose: viewer.engine }) });
    fits.current = !viewed;
  }, [viewer, pair, pose]);

  useEffect(() => {
    if (!viewer || !probe || !candidate || begun.current !== pair || !fits.current) return;
    fits.current = false;
    viewer.fit();
  }, [viewer, probe, candidate, pair, pose]);

  // Written when the hand rests: browsers refuse too many changes of the address.
  useEffect(() => {
    if (!viewer) return;
    let timer = 0;
    const stop = viewer.subscribe(() => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        remember(viewer.get());
        if (begun.current === pair && !fits.current) address(viewer.get(), viewer.engine);
      }, settled);
    });
    return () => {
      remember(viewer.get());
      window.clearTimeout(timer);
      stop();
    };
  }, [viewer, pair]);
}
