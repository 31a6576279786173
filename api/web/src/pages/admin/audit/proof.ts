// Whether an entry is in the log that a signed head vouches for: the check of
// RFC 6962, section 2.1.1, done here and not by the service that is to be checked.

const text = new TextEncoder();

export const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

async function hash(prefix: number, ...parts: Uint8Array[]): Promise<Uint8Array> {
  const all = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
  all[0] = prefix;
  let at = 1;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}

export interface Head {
  origin: string;
  size: number;
  root: string;
}

/** headOf reads a checkpoint: its name, the size of the log and its root, one a line. */
export function headOf(note: string): Head | undefined {
  const [origin = '', size = '', root = ''] = note.split('\n');
  return /^\d+$/.test(size) && root ? { origin, size: Number(size), root } : undefined;
}

/** rootOf is the root that an entry, its place and the hashes of its proof lead to; undefined where they cannot. */
export async function rootOf(entry: string, n: number, size: number, proof: string[]): Promise<string | undefined> {
  if (n < 0 || n >= size) return undefined;
  let [index, last] = [n, size - 1];
  let node = await hash(0, text.encode(entry));
  for (const sibling of proof.map(bytesOf)) {
    if (last === 0) return undefined;
    if (index % 2 === 1 || index === last) {
      node = await hash(1, sibling, node);
      while (index % 2 === 0 && index !== 0) [index, last] = [Math.floor(index / 2), Math.floor(last / 2)];
    } else {
      node = await hash(1, node, sibling);
    }
    [index, last] = [Math.floor(index / 2), Math.floor(last / 2)];
  }
  return last === 0 ? base64(node) : undefined;
}

/** proven tells whether an entry is in the log of a head; undefined where this browser cannot compute it. */
export async function proven(entry: string, n: number, proof: string[], note: string): Promise<boolean | undefined> {
  const head = headOf(note);
  // Browsers compute hashes for pages over HTTPS or of their own machine only.
  if (!(globalThis.crypto as Crypto | undefined)?.subtle) return undefined;
  if (!head) return false;
  return (await rootOf(entry, n, head.size, proof)) === head.root;
}
