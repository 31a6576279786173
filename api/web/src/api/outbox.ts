// Acts of a person on their way to the service: entering, changing, deciding. An
// act that got no answer stays here, over a reload too, and is sent again until
// there is one; its key makes that safe (the service enters a record once for a
// key). What the service refuses goes back to whoever asked.
import { isProblem, problemOf, type Problem, queries } from './client';
import { connection, ConnectionLost, restored } from './connection';
import { reach } from './reach';
import type { paths } from './schema';
import { session } from './session';
import { Store } from './store';

type Method = 'post' | 'put' | 'delete';

type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? O : never;

type Content<T> = T extends { content: { 'application/json': infer B } } ? B : undefined;

type BodyOf<O> = O extends { requestBody?: infer R } ? Content<NonNullable<R>> : undefined;

type AnswerOf<O> = O extends { responses: infer R }
  ? Content<R[keyof R & (200 | 201 | 202 | 204)]>
  : undefined;

/** The addresses that take a method. */
export type Paths<M extends Method> = { [P in keyof paths]: paths[P] extends Record<M, object> ? P : never }[keyof paths];

interface Act {
  key: string;
  account: string;
  method: Method;
  path: string;
  body?: unknown;
  version?: number;
}

const drawer = 'cotejo.outbox';

function load(): Act[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(drawer) ?? '[]');
    return Array.isArray(kept) ? (kept as Act[]) : [];
  } catch {
    return [];
  }
}

/** outbox is what has no answer yet. */
export const outbox = new Store<Act[]>(load());

outbox.subscribe(() => {
  try {
    localStorage.setItem(drawer, JSON.stringify(outbox.get()));
  } catch {
    // no room: the acts are kept as long as the page lives
  }
});

interface Options<B> {
  path?: Record<string, string>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: B;
  /** The version of the record that a change is based on. */
  version?: number;
}

/**
 * act sends an act and returns the service's answer. It rejects with a Problem
 * when the service refuses; a lost connection does not reject, it waits.
 */
export async function act<M extends Method, P extends Paths<M>>(
  method: M,
  path: P,
  options: Options<BodyOf<Operation<P, M>>> = {},
): Promise<AnswerOf<Operation<P, M>>> {
  const one: Act = {
    key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`,
    account: session.get().account?.id ?? '',
    method,
    path: address(path, options),
    body: options.body,
    version: options.version,
  };
  outbox.set([...outbox.get(), one]);
  return (await deliver(one)) as AnswerOf<Operation<P, M>>;
}

function address(path: string, options: Options<unknown>): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(options.path?.[name] ?? ''));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options.query ?? {})) if (value !== undefined) query.set(name, String(value));
  const text = query.toString();
  return text ? `${filled}?${text}` : filled;
}

async function deliver(one: Act): Promise<unknown> {
  for (;;) {
    try {
      const answer = await reach(requestOf(one));
      outbox.set(outbox.get().filter((other) => other.key !== one.key));
      if (!answer.ok) throw await problemOf(answer);
      const text = await answer.text();
      return text ? JSON.parse(text) : undefined;
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      await restored();
    }
  }
}

function requestOf(one: Act): Request {
  const headers = new Headers({ 'Idempotency-Key': one.key });
  if (one.body !== undefined) headers.set('Content-Type', 'application/json');
  if (one.version !== undefined) headers.set('If-Match', `"${one.version}"`);
  return new Request(new URL(one.path, window.location.origin), {
    method: one.method.toUpperCase(),
    headers,
    body: one.body === undefined ? null : JSON.stringify(one.body),
  });
}

/**
 * resume sends what an earlier page left without an answer. It returns what was
 * refused, for the person to know.
 */
export async function resume(): Promise<{ sent: number; refused: Problem[] }> {
  const mine = outbox.get().filter((one) => one.account === session.get().account?.id);
  const refused: Problem[] = [];
  let sent = 0;
  for (const one of mine) {
    try {
      await deliver(one);
      sent++;
    } catch (error) {
      if (isProblem(error)) refused.push(error);
    }
  }
  if (sent > 0) await queries.invalidateQueries();
  return { sent, refused };
}

/** unsent tells whether leaving the page now would leave acts without an answer. */
export const unsent = () => outbox.get().length > 0 && connection.get().lost;
