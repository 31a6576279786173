// The files that are on their way, two at once. They go on while the person looks
// at other pages of the desk.
import { client, isProblem, queries } from '../../../api/client';
import { ConnectionLost, restored } from '../../../api/connection';
import { session } from '../../../api/session';
import { Store } from '../../../api/store';
import { upload } from '../../../api/upload';
import { hashOf } from './hash';
import { ended, type Acquisition, type Item } from './item';

export type Details = Record<string, string | number | boolean | undefined>;

interface Work {
  file: File;
  details: Details;
  sha256?: string;
  abort: AbortController;
  /** The person wants it although another exhibit has the same file. */
  anyway?: boolean;
}

export const uploads = new Store<Item[]>([]);

const works = new Map<string, Work>();
const atOnce = 2;
let running = 0;

function change(key: string, part: Partial<Item>) {
  uploads.set(uploads.get().map((one) => (one.key === key ? { ...one, ...part } : one)));
}

/** add takes files for an exhibit, with what is said of all of them. */
export function add(exhibit: string, files: File[], details: Details) {
  const made = files.map((file): Item => {
    const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    works.set(key, { file, details, abort: new AbortController() });
    return { key, exhibit, name: file.name, size: file.size, sent: 0, state: 'waiting' };
  });
  uploads.set([...uploads.get(), ...made]);
  next();
}

/** drop takes a file from the list, and back if it is on its way. */
export function drop(key: string) {
  works.get(key)?.abort.abort();
  change(key, { state: 'dropped' });
  works.delete(key);
}

/** anyway sends a file that another exhibit has too. */
export function anyway(key: string) {
  const work = works.get(key);
  if (!work) return;
  work.anyway = true;
  change(key, { state: 'waiting' });
  next();
}

/** again tries a file once more that was refused, as when its pitch was missing. */
export function again(key: string, details: Details) {
  const work = works.get(key);
  if (!work) return;
  const exhibit = uploads.get().find((one) => one.key === key)?.exhibit ?? '';
  // With other details it is another request, which needs another key.
  works.delete(key);
  uploads.set(uploads.get().filter((one) => one.key !== key));
  add(exhibit, [work.file], details);
}

/** tidy takes what has ended from the list of an exhibit. */
export function tidy(exhibit: string) {
  uploads.set(uploads.get().filter((one) => one.exhibit !== exhibit || !ended.includes(one.state)));
}

/** sending tells whether leaving the page would cut files off. */
const sending = () => uploads.get().some((one) => !ended.includes(one.state) && one.state !== 'elsewhere');

window.addEventListener('beforeunload', (event) => {
  if (sending()) event.preventDefault();
});

// Whoever signs out takes their files along.
session.subscribe(() => {
  if (session.get().account !== null) return;
  works.forEach((work) => work.abort.abort());
  works.clear();
  uploads.set([]);
});

function next() {
  while (running < atOnce) {
    const item = uploads.get().find((one) => one.state === 'waiting');
    const work = item && works.get(item.key);
    if (!work) return;
    running++;
    change(item.key, { state: 'checking' });
    void handle(item, work).finally(() => {
      running--;
      next();
    });
  }
}

async function handle(item: Item, work: Work) {
  const { key, exhibit } = item;
  try {
    if (!work.anyway) {
      work.sha256 = await hashOf(work.file);
      const [here, other] = await known(exhibit, work.sha256);
      if (work.abort.signal.aborted) return;
      if (here) return change(key, { state: 'duplicate', acquisition: here });
      if (other) return change(key, { state: 'elsewhere', other });
    }
    const before = work.sha256 ? undefined : await there(exhibit);
    change(key, { state: 'sending', sent: 0 });
    const acquisition = await upload({
      exhibit, key, file: work.file, name: item.name, sha256: work.sha256, details: work.details, signal: work.abort.signal,
      progress: (sent) => change(key, { sent }),
      waiting: (why) => change(key, { state: why ?? 'sending' }),
    });
    change(key, { state: before?.has(acquisition.id ?? '') ? 'duplicate' : 'kept', acquisition });
    works.delete(key);
    await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).includes('/acquisitions') });
  } catch (error) {
    if (work.abort.signal.aborted) return;
    change(key, { state: 'refused', problem: isProblem(error) ? error : unreadable(error) });
  }
}

/** known are the acquisitions that have a file already: one of the exhibit, and one of another. */
async function known(exhibit: string, sha256: string | undefined): Promise<[Acquisition?, Acquisition?]> {
  if (!sha256) return [];
  const { items } = await asked(() => client.GET('/api/v1/acquisitions', { params: { query: { sha256, limit: 100 } } }));
  return [items.find((one) => one.exhibit === exhibit), items.find((one) => one.exhibit !== exhibit)];
}

/** there are the acquisitions of an exhibit before a file whose hash the browser cannot compute. */
async function there(exhibit: string): Promise<Set<string>> {
  const { items } = await asked(() => client.GET('/api/v1/exhibits/{id}/acquisitions', { params: { path: { id: exhibit }, query: { limit: 500 } } }));
  return new Set(items.map((one) => one.id ?? ''));
}

/** asked asks until there is an answer. */
async function asked<T>(question: () => Promise<{ data?: T; error?: unknown }>): Promise<T> {
  for (;;) {
    let answer: { data?: T; error?: unknown };
    try {
      answer = await question();
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      await restored();
      continue;
    }
    if (answer.data !== undefined) return answer.data;
    throw answer.error;
  }
}

/** unreadable is a file that the browser could not read: it was moved or taken away. */
const unreadable = (error: unknown) => ({ type: 'unreadable', title: '', status: 0, detail: String(error), instance: '' });
