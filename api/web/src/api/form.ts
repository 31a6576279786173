// Forms with files that are small enough to be sent again whole. A form waits for a
// lost connection as long as its page lives; its key makes sending it again safe.
import { problemOf } from './client';
import { ConnectionLost, restored } from './connection';
import { reach } from './reach';

/** sendForm posts a form and returns what the service made of it. It rejects with a Problem when the service refuses. */
export async function sendForm<T>(path: string, form: FormData): Promise<T> {
  const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
  for (;;) {
    try {
      const answer = await reach(new Request(new URL(path, window.location.origin), { method: 'POST', headers: { 'Idempotency-Key': key }, body: form }));
      if (!answer.ok) throw await problemOf(answer);
      return (await answer.json()) as T;
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      await restored();
    }
  }
}
