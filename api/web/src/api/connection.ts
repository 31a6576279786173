// Whether the service answers. What it depends on says so here; the shell shows it.
import { Store } from './store';

export const connection = new Store<{ lost: boolean }>({ lost: false });

/** ConnectionLost is thrown where no answer came at all. */
export class ConnectionLost extends Error {
  constructor() {
    super('no answer');
  }
}

let probing = false;

/** lost notes that no answer came, and asks every two seconds until one does. */
export function lost() {
  connection.set({ lost: true });
  if (probing) return;
  probing = true;
  const probe = async () => {
    try {
      const answer = await fetch('/healthz', { cache: 'no-store' });
      if (answer.ok) {
        probing = false;
        connection.set({ lost: false });
        return;
      }
    } catch {
      // still lost
    }
    window.setTimeout(() => void probe(), 2000);
  };
  window.setTimeout(() => void probe(), 2000);
}

/** restored waits until the service answers. */
export function restored(): Promise<void> {
  if (!connection.get().lost) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = connection.subscribe(() => {
      if (connection.get().lost) return;
      stop();
      resolve();
    });
  });
}
