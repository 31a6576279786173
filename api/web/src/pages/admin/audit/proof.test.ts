import { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { headOf, proven, rootOf } from './proof';

// The tree of RFC 6962, section 2.1, made here by its definition over the whole list.
async function sha(bytes: number[]): Promise<number[]> {
  return [...new Uint8Array(await webcrypto.subtle.digest('SHA-256', new Uint8Array(bytes)))];
}
const leaf = (entry: string) => sha([0, ...new TextEncoder().encode(entry)]);
const half = (n: number) => 2 ** Math.floor(Math.log2(n - 1));
async function tree(entries: string[]): Promise<number[]> {
  if (entries.length === 1) return leaf(entries[0]!);
  const k = half(entries.length);
  return sha([1, ...(await tree(entries.slice(0, k))), ...(await tree(entries.slice(k)))]);
}
async function path(n: number, entries: string[]): Promise<number[][]> {
  if (entries.length === 1) return [];
  const k = half(entries.length);
  return n < k
    ? [...(await path(n, entries.slice(0, k))), await tree(entries.slice(k))]
    : [...(await path(n - k, entries.slice(k))), await tree(entries.slice(0, k))];
}
const base64 = (bytes: number[]) => btoa(String.fromCharCode(...bytes));

beforeAll(() => vi.stubGlobal('crypto', webcrypto));

describe('proof', () => {
  it('leads from every entry of logs of every shape to their root', async () => {
    let checked = 0;
    for (const size of [1, 2, 3, 4, 5, 7, 8, 13]) {
      const entries = Array.from({ length: size }, (_, i) => `entry ${i}`);
      const root = base64(await tree(entries));
      for (let n = 0; n < size; n++, checked++) {
        const proof = (await path(n, entries)).map(base64);
        expect(await rootOf(entries[n]!, n, size, proof)).toBe(root);
        expect(await rootOf(`${entries[n]} changed`, n, size, proof)).not.toBe(root);
        if (size > 1) {
          expect(await rootOf(entries[n]!, (n + 1) % size, size, proof)).not.toBe(root);
          expect(await rootOf(entries[n]!, n, size, proof.slice(1))).not.toBe(root);
        }
        expect(await proven(entries[n]!, n, proof, `log\n${size}\n${root}\n\n— log x\n`)).toBe(true);
        expect(await proven(entries[n]!, n, proof, `log\n${size}\nAAAA\n`)).toBe(false);
      }
    }
    expect(checked).toBe(43);
  });

  it('refuses places beyond the log and heads that are none', async () => {
    expect(await rootOf('x', 3, 3, [])).toBeUndefined();
    expect(await rootOf('x', 0, 1, ['AAAA'])).toBeUndefined();
    expect(headOf('log\nmany\nroot')).toBeUndefined();
    expect(await proven('x', 0, [], 'nothing')).toBe(false);
  });
});
