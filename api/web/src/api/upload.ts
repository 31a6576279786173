// Files on their way to the service. They do not pass reach.ts, because only
// XMLHttpRequest tells how much of a body has gone; what reach.ts does about a
// lost connection and an ended session is done here for a file.
import { isProblem, type Problem, type Schemas } from './client';
import { lost, restored } from './connection';
import { renewed } from './session';

export type Acquisition = Schemas['Acquisition'];

export interface Sending {
  exhibit: string;
  file: Blob;
  name: string;
  /** SHA-256 in hexadecimal, where the browser can compute it: other bytes are then refused. */
  sha256?: string;
  /** What is said of the file, as parameters of the address. */
  details: Record<string, string | number | boolean | undefined>;
  /** The same for every attempt to send this file. */
  key: string;
  signal: AbortSignal;
  progress: (sent: number) => void;
  /** The service has too much to do, or does not answer: the file waits. */
  waiting: (why: 'busy' | 'lost' | undefined) => void;
}

/** A connection over which nothing moves for so long is taken for lost. */
const stillness = 90_000;

/** upload sends a file until the service has answered: it rejects with a Problem when the file is refused. */
export async function upload(one: Sending): Promise<Acquisition> {
  for (;;) {
    one.signal.throwIfAborted();
    const answer = await attempt(one);
    if (answer === undefined) {
      // A file that was moved or changed on disk fails in the same way, and for good.
      await one.file.slice(0, 1).arrayBuffer();
      one.progress(0);
      one.waiting('lost');
      lost();
      await unlessAborted(restored(), one.signal);
    } else if (answer.status === 401) {
      await unlessAborted(renewed(), one.signal);
    } else if (answer.status === 503 || answer.status === 429) {
      one.waiting('busy');
      await unlessAborted(pause(answer.after), one.signal);
    } else if (answer.status >= 200 && answer.status < 300) {
      return JSON.parse(answer.text) as Acquisition;
    } else {
      throw problem(answer);
    }
    one.waiting(undefined);
  }
}

interface Answer {
  status: number;
  text: string;
  /** Seconds after which the service wants to be asked again. */
  after: number;
}

/** attempt sends the file once; undefined: no answer came. */
function attempt(one: Sending): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ file_name: one.name });
    if (one.sha256) query.set('sha256', one.sha256);
    for (const [name, value] of Object.entries(one.details)) if (value !== undefined && value !== '') query.set(name, String(value));
    request.open('POST', `/api/v1/exhibits/${encodeURIComponent(one.exhibit)}/acquisitions?${query.toString()}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('Idempotency-Key', one.key);
    request.setRequestHeader('Accept-Language', document.documentElement.lang);

    const stop = () => request.abort();
    let watch = 0;
    const moving = () => {
      window.clearTimeout(watch);
      watch = window.setTimeout(stop, stillness);
    };
    const end = () => {
      window.clearTimeout(watch);
      one.signal.removeEventListener('abort', stop);
    };
    one.signal.addEventListener('abort', stop);
    request.upload.addEventListener('progress', (event) => {
      moving();
      one.progress(event.loaded);
    });
    request.addEventListener('error', () => (end(), resolve(undefined)));
    request.addEventListener('abort', () => {
      end();
      if (one.signal.aborted) reject(one.signal.reason as Error);
      else resolve(undefined);
    });
    request.addEventListener('load', () => {
      end();
      const after = Number(request.getResponseHeader('Retry-After'));
      resolve({ status: request.status, text: request.responseText, after: Number.isFinite(after) && after > 0 ? after : 5 });
    });
    moving();
    request.send(one.file);
  });
}

function problem({ status, text }: Answer): Problem {
  try {
    const told: unknown = JSON.parse(text);
    if (isProblem(told)) return told;
  } catch {
    // no JSON: something between the desk and the service answered
  }
  return { type: 'about:blank', title: String(status), status, detail: String(status), instance: '' };
}

const pause = (seconds: number) => new Promise<void>((resolve) => window.setTimeout(resolve, Math.min(seconds, 60) * 1000));

/** unlessAborted waits for what may take long, but not longer than the person wants. */
function unlessAborted(wait: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    void wait.then(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
  });
}
