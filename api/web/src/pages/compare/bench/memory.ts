// How somebody likes to look stays from pair to pair as long as the page lives; how
// the viewer stands is in the address, so that a colleague or a report sees the same.
import type { Pose } from '../../../viewer/pose';
import { look, readBack, written, type State } from '../../../viewer/state';

let kept: Partial<State> = {};

/** remembered is how a viewer begins: as the address says, else as it was left. */
export function remembered(): { state: Partial<State>; posed: boolean; viewed: boolean } {
  const told = readBack(window.location.hash.slice(1));
  return { state: { ...kept, ...told }, posed: told.pose !== undefined, viewed: told.right !== undefined };
}

/** How the page around the viewer was left. */
export const left: { side: boolean; whole: boolean; tab: string | null } = { side: true, whole: false, tab: null };

export const remember = (s: State) => {
  kept = look(s);
};

/** address writes how the viewer stands behind the page's address. */
export function address(s: State, engine: Pose) {
  window.history.replaceState(window.history.state, '', `${window.location.pathname}${window.location.search}#${written(s, engine)}`);
}
