import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connection } from './connection';
import { act, outbox, resume } from './outbox';
import { session, signedIn, type Account } from './session';

const ana = { id: 'a-1', login: 'ana', memberships: [] } as unknown as Account;

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

/** service answers the requests in turn; an Error stands for no answer. */
function service(...answers: (Response | Error)[]) {
  const seen: { url: string; key: string | null; body: string }[] = [];
  vi.stubGlobal('fetch', async (input: Request | string) => {
    if (typeof input === 'string') return json(200, {}); // the probe of the connection
    seen.push({ url: new URL(input.url).pathname, key: input.headers.get('Idempotency-Key'), body: await input.text() });
    const next = answers.shift();
    if (next === undefined) throw new Error('more requests than answers');
    if (next instanceof Error) throw next;
    return next;
  });
  return seen;
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  outbox.set([]);
  connection.set({ lost: false });
  session.set({ account: ana, expired: false });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('outbox', () => {
  it('gives back what the service answers and keeps nothing', async () => {
    const seen = service(json(201, { id: 'n-1' }));
    const answer = await act('post', '/api/v1/candidates/{id}/reviews', { path: { id: 'c/1' }, body: { verdict: 'keep' } as never });
    expect(answer).toEqual({ id: 'n-1' });
    expect(seen[0]!.url).toBe('/api/v1/candidates/c%2F1/reviews');
    expect(outbox.get()).toEqual([]);
    expect(JSON.parse(localStorage.getItem('cotejo.outbox')!)).toEqual([]);
  });

  it('sends the same act with the same key until there is an answer', async () => {
    const seen = service(new TypeError('no network'), json(201, {}));
    const sending = act('post', '/api/v1/leads', { body: { candidate: 'c' } as never });
    await vi.waitFor(() => expect(connection.get().lost).toBe(true));
    expect(JSON.parse(localStorage.getItem('cotejo.outbox')!)).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2500);
    await sending;
    expect(seen).toHaveLength(2);
    expect(seen[0]!.key).toBe(seen[1]!.key);
    expect(seen[0]!.body).toBe(seen[1]!.body);
    expect(outbox.get()).toEqual([]);
  });

  it('hands a refusal back and does not send it again', async () => {
    const seen = service(json(409, { type: 't', title: 'Conflict', status: 409, detail: 'it is a lead', instance: '1' }));
    await expect(act('post', '/api/v1/leads', { body: { candidate: 'c' } as never })).rejects.toMatchObject({ detail: 'it is a lead' });
    expect(seen).toHaveLength(1);
    expect(outbox.get()).toEqual([]);
  });

  it('waits for the person to sign in again and then goes on', async () => {
    const seen = service(json(401, {}), json(201, { id: 'n-2' }));
    const sending = act('post', '/api/v1/leads', { body: { candidate: 'c' } as never });
    await vi.waitFor(() => expect(session.get().expired).toBe(true));
    expect(outbox.get()).toHaveLength(1);
    signedIn(ana);
    expect(await sending).toEqual({ id: 'n-2' });
    expect(seen).toHaveLength(2);
  });

  it('sends after a reload what the same person left, and not what another did', async () => {
    const seen = service(json(201, {}));
    outbox.set([
      { key: 'k-1', account: ana.id!, method: 'post', path: '/api/v1/leads', body: { candidate: 'c' } },
      { key: 'k-2', account: 'somebody else', method: 'post', path: '/api/v1/leads', body: { candidate: 'd' } },
    ]);
    expect(await resume()).toEqual({ sent: 1, refused: [] });
    expect(seen.map((request) => request.key)).toEqual(['k-1']);
    expect(outbox.get().map((one) => one.key)).toEqual(['k-2']);
  });
});
