/** Larger files are not hashed in the browser, which needs all of a file in memory for it; the service does. */
const most = 512e6;

/** hashOf is the SHA-256 of a file in hexadecimal; undefined where the browser cannot tell. */
export async function hashOf(file: Blob): Promise<string | undefined> {
  // Browsers have it on https and on the same machine only.
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle || file.size > most) return undefined;
  const sum = await subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
