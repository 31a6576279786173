// Typed access to the service's operations. Types come from ../openapi.json.
import { QueryClient } from '@tanstack/react-query';
import createClient from 'openapi-fetch';
import createHooks from 'openapi-react-query';
import { ConnectionLost } from './connection';
import { reach } from './reach';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];
export type Problem = Schemas['Problem'];

export const client = createClient<paths>({ baseUrl: window.location.origin, fetch: reach });

/** Reading: `api.useQuery('get', '/api/v1/cases/{id}', { params: { path: { id } } })`. Writing goes through outbox.ts. */
export const api = createHooks(client);

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // An answer of the service is not asked for again; silence is, until there is an answer.
      retry: (count, error) => (error as unknown) instanceof ConnectionLost && count < 100,
      retryDelay: 2000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
    },
  },
});

export function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'detail' in error && 'status' in error;
}

/** bytes reads something that is no JSON: a picture, a surface, a PDF. */
export async function bytes(path: string, signal?: AbortSignal): Promise<{ body: ArrayBuffer; headers: Headers }> {
  const answer = await reach(new Request(new URL(path, window.location.origin), { signal: signal ?? null }));
  if (!answer.ok) throw await problemOf(answer);
  return { body: await answer.arrayBuffer(), headers: answer.headers };
}

/** problemOf makes an error of an answer that is none of success. */
export async function problemOf(answer: Response): Promise<Problem> {
  try {
    const problem: unknown = await answer.json();
    if (isProblem(problem)) return problem;
  } catch {
    // not JSON: below
  }
  return { type: 'about:blank', title: answer.statusText, status: answer.status, detail: answer.statusText, instance: '' };
}
