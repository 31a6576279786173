// Cartridge cases to enter: a collection made by the program itself.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from './service';

export interface Casings {
  folder: string;
  /** Files by firearm, in the order of the truth file. */
  shots: string[][];
  remove: () => void;
}

/** casings generates files of some firearms, two shots of each. */
export function casings(firearms: number, seed: number): Casings {
  const folder = mkdtempSync(join(tmpdir(), 'cotejo-casings-'));
  execFileSync(program, ['synth', folder, '--firearms', String(firearms), '--shots', '2', '--seed', String(seed)], { stdio: 'ignore' });
  const rows = readFileSync(join(folder, 'truth.csv'), 'utf8').trim().split('\n').slice(1).map((row) => row.split(','));
  const by = new Map<string, string[]>();
  for (const [file, firearm] of rows as [string, string][]) by.set(firearm, [...(by.get(firearm) ?? []), join(folder, file)]);
  if (by.size !== firearms || readdirSync(folder).length < 2 * firearms) throw new Error(`${folder}: not the collection that was asked for`);
  return { folder, shots: [...by.values()], remove: () => rmSync(folder, { recursive: true, force: true }) };
}
