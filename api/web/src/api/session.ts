// Who is signed in, as far as the pages know. A session that has ended does not
// throw away what is on the screen: requests wait here until the same person has
// signed in again.
import { Store } from './store';
import type { components } from './schema';

export type Account = components['schemas']['Account'];

export interface Session {
  /** null: nobody; undefined: not asked yet. */
  account: Account | null | undefined;
  /** The session ended while somebody was at work. */
  expired: boolean;
}

export const session = new Store<Session>({ account: undefined, expired: false });

let waiting: (() => void)[] = [];

/** signedIn notes who is here, and lets waiting requests go on if it is still the same person. */
export function signedIn(account: Account) {
  const before = session.get();
  session.set({ account, expired: false });
  const go = waiting;
  waiting = [];
  if (before.expired && before.account?.id !== account.id) {
    // Somebody else: nothing of what the other person had on the screen stays.
    window.location.assign('/');
    return;
  }
  go.forEach((resume) => resume());
}

export function signedOut() {
  waiting = [];
  session.set({ account: null, expired: false });
}

/** renewed waits until the person has signed in again. */
export function renewed(): Promise<void> {
  session.set({ ...session.get(), expired: true });
  return new Promise((resume) => waiting.push(resume));
}
