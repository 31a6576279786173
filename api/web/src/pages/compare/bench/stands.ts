import { useCallback, useSyncExternalStore } from 'react';
import type { State } from '../../../viewer/state';
import type { Things, Viewer } from '../../../viewer/viewer';

/** useStands follows a part of how the viewer stands. */
export function useStands<T>(viewer: Viewer, pick: (s: State) => T): T {
  const read = () => pick(viewer.get());
  return useSyncExternalStore(viewer.subscribe, read);
}

/** useShows follows a part of what the viewer shows. */
export function useShows<T>(viewer: Viewer, pick: (t: Things) => T): T {
  const read = useCallback(() => pick(viewer.shows()), [viewer, pick]);
  return useSyncExternalStore(viewer.subscribe, read);
}
