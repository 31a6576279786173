// A form over a record: what is typed is a draft until the service has it, faults
// stand at their fields, and somebody else's change in the meantime loses nothing.
import { useEffect, useRef, useState, type ChangeEvent, type FormEvent } from 'react';
import { isProblem } from '../../api/client';
import { faultsOf } from '../../api/problem';
import { useDraft } from '../../app/draft';
import { read, written, type Path } from './path';
import { differences, rebased, same, type Difference } from './rebase';

interface Options<T> {
  /** The draft's name; one form has one as long as it is shown. */
  draft: string;
  /** The record as it stands, or what a new one begins with. */
  record: T;
  /** Sends it and reads the record again. */
  send: (value: T, version: number | undefined) => Promise<unknown>;
  /** Reads the record again, when it turns out to be another by now. */
  reread?: () => Promise<unknown>;
}

export type RecordForm<T extends { version?: number }> = ReturnType<typeof useRecordForm<T>>;

export function useRecordForm<T extends { version?: number }>({ draft: name, record, send, reread }: Options<T>) {
  const draft = useDraft(name, { base: record, value: record });
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const bound = useRef(new Set<string>());

  const touched = !same(draft.value.base, draft.value.value);
  const { base, value } = touched ? draft.value : { base: record, value: record };
  const stale = touched && (record.version ?? 0) > (base.version ?? 0);
  const faults = faultsOf(error);

  // The field that is wrong comes before the eyes and under the fingers.
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-error="true"] input')?.focus();
  }, [error]);

  const put = (path: Path<T>, next: unknown) => draft.set({ base, value: written(value, path, next) });
  const bind = (path: Path<T>) => {
    bound.current.add(path);
    return { error: faults[path] };
  };

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      await send(value, base.version);
      setError(undefined);
      draft.clear();
    } catch (refused) {
      setError(refused);
      if (isProblem(refused) && refused.type.endsWith(':record.stale')) await reread?.();
    }
    setBusy(false);
  }

  return {
    value, put, error, busy, touched, submit, ref: form,
    /** The draft came from an earlier visit. */
    restored: draft.restored && touched,
    /** fault is that of a field which the form shows elsewhere. */
    fault: (path: string): string | undefined => {
      bound.current.add(path);
      return faults[path];
    },
    /** Paths of the fields that show their faults themselves. */
    bound: bound.current,
    changes: (stale ? differences(base, record, value) : []) as Difference[],
    stale,
    /** adopt goes on over the record as it is now. */
    adopt: () => {
      draft.set({ base: record, value: rebased(base, record, value) });
      setError(undefined);
    },
    /** drop throws away what was typed. */
    drop: () => {
      draft.clear();
      setError(undefined);
    },
    text: (path: Path<T>) => ({
      ...bind(path),
      value: (read(value, path) as string | undefined) ?? '',
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => put(path, event.currentTarget.value),
    }),
    choice: (path: Path<T>) => ({
      ...bind(path),
      value: (read(value, path) as string | undefined) ?? '',
      onChange: (next: string | null) => put(path, next ?? ''),
    }),
    flag: (path: Path<T>) => ({
      ...bind(path),
      checked: read(value, path) === true,
      onChange: (event: ChangeEvent<HTMLInputElement>) => put(path, event.currentTarget.checked),
    }),
    number: (path: Path<T>) => ({
      ...bind(path),
      value: (read(value, path) as number | undefined) ?? '',
      onChange: (next: string | number) => put(path, next === '' ? undefined : Number(next)),
    }),
  };
}
