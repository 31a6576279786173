import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { isProblem, queries } from '../../../api/client';
import { act } from '../../../api/outbox';
import { useDraft } from '../../../app/draft';
import { useAccount } from '../../../app/rights';
import { begun, edit } from './editor';
import type { MarkKind } from './kinds';
import { simple, type Shape } from './shape';
import { arrived, type Regions } from './standing';

interface Kept {
  /** The kind of mark that is drawn; nothing: nobody draws. */
  kind?: MarkKind;
  shapes: Shape[];
  reason: string;
  /** What the drawing is based on. */
  revision: number;
}

export type Drawing = ReturnType<typeof useDrawing>;

/** useDrawing is the region that a person draws on an acquisition: kept as a draft until the service has it. */
export function useDrawing(acquisition: string, regions: Regions, reread: () => Promise<Regions | undefined>) {
  const account = useAccount();
  const draft = useDraft<Kept>(`enter.regions.${acquisition}`, { shapes: [], reason: '', revision: regions.revision });
  const [editor, dispatch] = useReducer(edit, draft.value.shapes, begun);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const { kind, reason, revision } = draft.value;
  const { set, clear } = draft;

  const first = useRef(true);
  useEffect(() => {
    // What was read from the draft is not written back into it.
    if (first.current) first.current = false;
    else set((before) => (before.kind ? { ...before, shapes: editor.shapes } : before));
  }, [editor.shapes, set]);

  const begin = useCallback(
    (next: MarkKind, shapes: Shape[], tolerance: number) => {
      const taken = simple(shapes, tolerance);
      dispatch({ type: 'begin', shapes: taken });
      setError(undefined);
      set({ kind: next, shapes: taken, reason: '', revision: regions.revision });
    },
    [regions.revision, set],
  );

  const stop = useCallback(() => {
    clear({ shapes: [], reason: '', revision: regions.revision });
    dispatch({ type: 'begin', shapes: [] });
    setError(undefined);
  }, [clear, regions.revision]);

  /** send keeps the drawing, that there is no such mark, or that what was found is right after all. */
  async function send(basis: 'drawn' | 'none' | 'automatic') {
    if (!kind) return false;
    const path = { id: acquisition, mark_kind: kind };
    setBusy(true);
    setError(undefined);
    try {
      if (basis === 'automatic') await act('delete', '/api/v1/acquisitions/{id}/regions/{mark_kind}', { path, query: { reason }, version: revision });
      else {
        const body = basis === 'drawn' ? { outline: { shapes: editor.shapes }, reason } : { absent: true, reason };
        await act('put', '/api/v1/acquisitions/{id}/regions/{mark_kind}', { path, body, version: revision });
      }
    } catch (refused) {
      const now = isProblem(refused) && refused.status === 412 ? await reread() : undefined;
      if (!now || !arrived(now, account.id ?? '', kind, basis, editor.shapes)) {
        setError(refused);
        setBusy(false);
        return false;
      }
    }
    stop();
    setBusy(false);
    await queries.invalidateQueries({ predicate: ({ queryKey }) => /\/(acquisitions|marks)/.test(String(queryKey[1])) });
    return true;
  }

  return {
    kind, reason, editor, dispatch, begin, stop, send, error, busy,
    restored: draft.restored && kind !== undefined,
    /** Somebody drew on the acquisition since this drawing was begun. */
    stale: kind !== undefined && revision < regions.revision,
    /** goOn bases the drawing on what is there now. */
    goOn: () => {
      setError(undefined);
      set((before) => ({ ...before, revision: regions.revision }));
    },
    say: (next: string) => set((before) => ({ ...before, reason: next })),
  };
}
