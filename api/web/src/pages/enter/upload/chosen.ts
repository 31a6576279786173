import { meant } from './item';

/** chosen are the files of a drop, those in folders too. */
export async function chosen(transfer: DataTransfer): Promise<File[]> {
  // The list of a drop is empty once its event is over: what is needed of it is taken first.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files = entries.length > 0 ? (await Promise.all(entries.map(inside))).flat() : [...transfer.files];
  const names = new Set(meant(files.map((file) => file.name)));
  return files.filter((file) => names.has(file.name));
}

async function inside(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (;;) {
    // Browsers give a folder in parts of a hundred.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return found;
    for (const below of part) found.push(...(await inside(below)));
  }
}
