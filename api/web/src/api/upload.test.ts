import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connection } from './connection';
import { session, signedIn, type Account } from './session';
import { upload, type Sending } from './upload';

type Answer = { status: number; body?: unknown; after?: string } | 'lost' | 'never';

/** What the service answers, one after the other, and what it was asked. */
let answers: Answer[] = [];
let asked: { url: string; headers: Record<string, string> }[] = [];

class Request extends EventTarget {
  upload = new EventTarget();
  status = 0;
  responseText = '';
  private url = '';
  private headers: Record<string, string> = {};
  private after: string | null = null;
  open(_: string, url: string) {
    this.url = url;
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value;
  }
  getResponseHeader() {
    return this.after;
  }
  abort() {
    this.dispatchEvent(new Event('abort'));
  }
  send(file: Blob) {
    asked.push({ url: this.url, headers: this.headers });
    const answer = answers.shift();
    if (answer === undefined) throw new Error('asked too often');
    if (answer === 'never') return;
    queueMicrotask(() => {
      this.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded: file.size }));
      if (answer === 'lost') return this.dispatchEvent(new Event('error'));
      this.status = answer.status;
      this.responseText = JSON.stringify(answer.body ?? {});
      this.after = answer.after ?? null;
      return this.dispatchEvent(new Event('load'));
    });
  }
}

const file = { size: 3, slice: () => ({ arrayBuffer: () => Promise.resolve(new ArrayBuffer(1)) }) } as unknown as Blob;

function sending(more: Partial<Sending> = {}): Sending {
  return { exhibit: 'e', file, name: 'á 1.x3p', key: 'k', details: { objective: '10x', maker: '' }, signal: new AbortController().signal, progress: vi.fn(), waiting: vi.fn(), ...more };
}

const account = { id: 'ana', login: 'ana' } as Account;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('XMLHttpRequest', Request);
  vi.stubGlobal('fetch', () => Promise.resolve({ ok: true }));
  session.set({ account, expired: false });
  connection.set({ lost: false });
  answers = [];
  asked = [];
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a file on its way', () => {
  it('is sent with its name, its hash and what is said of it', async () => {
    answers = [{ status: 201, body: { id: 'a' } }];
    const one = sending({ sha256: 'ff' });
    expect(await upload(one)).toEqual({ id: 'a' });
    expect(asked[0]!.url).toBe('/api/v1/exhibits/e/acquisitions?file_name=%C3%A1+1.x3p&sha256=ff&objective=10x');
    expect(asked[0]!.headers['Idempotency-Key']).toBe('k');
    expect(one.progress).toHaveBeenLastCalledWith(3);
  });

  it('is sent again under the same key once the service answers again', async () => {
    answers = ['lost', { status: 201, body: { id: 'a' } }];
    const one = sending();
    const made = upload(one);
    await vi.advanceTimersByTimeAsync(0);
    expect(connection.get().lost).toBe(true);
    expect(one.waiting).toHaveBeenLastCalledWith('lost');
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await made).toEqual({ id: 'a' });
    expect(asked.map(({ headers }) => headers['Idempotency-Key'])).toEqual(['k', 'k']);
  });

  it('is taken for lost when nothing moves any more', async () => {
    answers = ['never', { status: 201, body: { id: 'a' } }];
    const made = upload(sending());
    await vi.advanceTimersByTimeAsync(89_000);
    expect(connection.get().lost).toBe(false);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await made).toEqual({ id: 'a' });
  });

  it('waits for the person to sign in again', async () => {
    answers = [{ status: 401 }, { status: 201, body: { id: 'a' } }];
    const made = upload(sending());
    await vi.advanceTimersByTimeAsync(0);
    expect(session.get().expired).toBe(true);
    expect(asked).toHaveLength(1);
    signedIn(account);
    expect(await made).toEqual({ id: 'a' });
  });

  it('waits as long as a busy service asks for', async () => {
    answers = [{ status: 503, after: '7' }, { status: 201, body: { id: 'a' } }];
    const one = sending();
    const made = upload(one);
    await vi.advanceTimersByTimeAsync(6900);
    expect(one.waiting).toHaveBeenLastCalledWith('busy');
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(await made).toEqual({ id: 'a' });
  });

  it('is refused with the service’s own words', async () => {
    const problem = { type: 't', title: 't', status: 422, detail: 'empty', instance: '' };
    answers = [{ status: 422, body: problem }];
    await expect(upload(sending())).rejects.toEqual(problem);
  });

  it('is not sent for ever when it cannot be read', async () => {
    answers = ['lost'];
    const gone = { size: 3, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) } as unknown as Blob;
    await expect(upload(sending({ file: gone }))).rejects.toThrow('gone');
    expect(connection.get().lost).toBe(false);
  });

  it('stops when the person drops it, while it is sent and while it waits', async () => {
    answers = ['never'];
    const sent = new AbortController();
    const made = upload(sending({ signal: sent.signal }));
    sent.abort(new Error('dropped'));
    await expect(made).rejects.toThrow('dropped');

    answers = [{ status: 401 }];
    const waiting = new AbortController();
    const held = upload(sending({ signal: waiting.signal }));
    await vi.advanceTimersByTimeAsync(0);
    waiting.abort(new Error('dropped'));
    await expect(held).rejects.toThrow('dropped');
  });
});
