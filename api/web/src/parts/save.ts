// Files for the person's own disk.
import { bytes } from '../api/client';

/** save gives the browser a file to keep. */
export function save(file: Blob, name: string) {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** named is the name that an answer gives its file, as the header Content-Disposition has it. */
export function named(header: string | null, otherwise: string): string {
  const coded = /filename\*=UTF-8''([^;]+)/i.exec(header ?? '')?.[1];
  if (coded) {
    try {
      return decodeURIComponent(coded);
    } catch {
      // not what it says it is: the plain name
    }
  }
  return /filename="?([^";]+)"?/i.exec(header ?? '')?.[1] ?? otherwise;
}

/** saveFrom keeps a file of the service: asked for like everything else, so that an ended session or a lost connection only makes it wait. */
export async function saveFrom(path: string, otherwise: string) {
  const { body, headers } = await bytes(path);
  save(new Blob([body], { type: headers.get('Content-Type') ?? 'application/octet-stream' }), named(headers.get('Content-Disposition'), otherwise));
}
