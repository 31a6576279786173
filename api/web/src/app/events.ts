// Changes as they happen: the service's stream of events makes what is on the
// screen read again.
import { useEffect } from 'react';
import { queries } from '../api/client';
import { lost } from '../api/connection';

/** Which addresses show records of a kind, beside the record's own. */
const shownAt: Record<string, string[]> = {
  case: ['/cases', '/search', '/links', '/work', '/turnaround'],
  exhibit: ['/exhibits', '/cases', '/search', '/links', '/work', '/turnaround'],
  firearm: ['/firearms', '/search', '/links'],
  acquisition: ['/acquisitions', '/exhibits', '/work', '/turnaround'],
  segmentation: ['/acquisitions'],
  region: ['/acquisitions'],
  mark: ['/marks', '/exhibits'],
  search: ['/searches', '/exhibits', '/work', '/turnaround'],
  candidate: ['/searches', '/exhibits', '/candidates', '/work'],
  review: ['/candidates', '/reviews', '/searches', '/work'],
  annotation: ['/candidates', '/annotations'],
  snapshot: ['/snapshots', '/cases'],
  lead: ['/leads', '/work', '/links', '/candidates', '/turnaround'],
  hit: ['/hits', '/leads', '/links', '/work', '/turnaround'],
  report: ['/reports'],
  notice: ['/notices', '/work'],
  job: ['/jobs', '/operations', '/work'],
  trace_request: ['/trace-requests', '/work'],
  trace_result: ['/trace-requests', '/trace-results'],
};

function concerns(key: readonly unknown[], kind: string, id: string): boolean {
  const path = key[1];
  if (typeof path !== 'string') return false;
  const places = shownAt[kind] ?? [`/${kind}`];
  return places.some((place) => path.startsWith(`/api/v1${place}`)) || JSON.stringify(key[2] ?? {}).includes(id);
}

/** useEvents follows the service's changes as long as somebody is signed in. */
export function useEvents(account: string | undefined) {
  useEffect(() => {
    if (!account) return;
    const stream = new EventSource('/api/v1/events');
    // Many changes at once (an import) are one reading.
    let due: { kind: string; id: string }[] = [];
    let timer = 0;
    const read = () => {
      const changes = due;
      due = [];
      timer = 0;
      void queries.invalidateQueries({
        predicate: (query) => changes.some((change) => concerns(query.queryKey, change.kind, change.id)),
      });
    };
    stream.addEventListener('change', (event) => {
      due.push(JSON.parse((event as MessageEvent<string>).data) as { kind: string; id: string });
      timer ||= window.setTimeout(read, 300);
    });
    stream.addEventListener('reset', () => void queries.invalidateQueries());
    stream.addEventListener('end', () => stream.close());
    stream.addEventListener('error', () => {
      if (stream.readyState === EventSource.CONNECTING) lost();
    });
    return () => {
      stream.close();
      window.clearTimeout(timer);
    };
  }, [account]);
}
