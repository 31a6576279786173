import type { Schemas } from '../../../api/client';

/**
 * unimaged are the exhibits that a person entered and of which no file has been
 * kept yet. Both lists are the newest first; of exhibits older than what the list
 * of acquisitions reaches back to, nothing is said.
 */
export function unimaged(exhibits: Schemas['Exhibit'][], acquisitions: { items: Schemas['Acquisition'][]; next?: string }, account: string) {
  const imaged = new Set(acquisitions.items.map((one) => one.exhibit));
  const since = acquisitions.next ? (acquisitions.items.at(-1)?.created_at ?? '') : '';
  return exhibits.filter((one) => one.created_by === account && !one.withdrawn && !imaged.has(one.id) && Date.parse(one.created_at ?? '') >= (since ? Date.parse(since) : 0));
}
