// Fields of a record by their path, as the service names them in faults:
// "place.state", "associates[0].surname".

export type Path<T> = T extends readonly unknown[]
  ? never
  : T extends object
    ? { [K in keyof T & string]: K | `${K}.${Path<NonNullable<T[K]>>}` | (NonNullable<T[K]> extends readonly (infer I)[] ? `${K}[${number}].${Path<I>}` : never) }[keyof T & string]
    : never;

const steps = (path: string) => path.split(/[.[\]]+/).filter((step) => step !== '');

/** read is the value of a field, undefined where something on the way is missing. */
export function read(record: unknown, path: string): unknown {
  return steps(path).reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined),
    record,
  );
}

/** written is the record with another value of a field; what is not on the way is shared. */
export function written<T>(record: T, path: string, value: unknown): T {
  const put = (at: unknown, [step, ...rest]: string[]): unknown => {
    if (step === undefined) return value;
    if (Array.isArray(at)) return at.map((item: unknown, i) => (String(i) === step ? put(item, rest) : item));
    const before = (at ?? {}) as Record<string, unknown>;
    return { ...before, [step]: put(before[step], rest) };
  };
  return put(record, steps(path)) as T;
}
