/**
 * nextNumber suggests the number of the next exhibit: the highest of those there,
 * counted on, or the first below the case or firearm.
 */
export function nextNumber(there: string[], of: string): string {
  const counted = there.flatMap((number) => {
    const match = /^(.*?)(\d+)$/.exec(number);
    return match ? [{ stem: match[1]!, digits: match[2]!, n: Number(match[2]) }] : [];
  });
  const last = counted.reduce<(typeof counted)[number] | undefined>((highest, one) => (!highest || one.n > highest.n ? one : highest), undefined);
  if (!last || !Number.isSafeInteger(last.n)) return `${of}-1`;
  return last.stem + String(last.n + 1).padStart(last.digits.length, '0');
}
