import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(__dirname, '../locale');

function keys(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([key, below]) => keys(below, at ? `${at}.${key}` : key));
}

const read = (language: string, file: string) => JSON.parse(readFileSync(join(folder, language, file), 'utf8')) as unknown;

// i18next asks for _zero only where a text has it; the languages may differ in that alone.
const plain = (all: string[]) => all.filter((key) => !key.endsWith('_zero')).sort();

describe('texts', () => {
  const areas = readdirSync(join(folder, 'es'));

  it('has the same areas in both languages', () => {
    expect(readdirSync(join(folder, 'en'))).toEqual(areas);
    expect(areas.length).toBeGreaterThanOrEqual(2);
  });

  it.each(areas)('%s has the same keys in both languages, none empty', (area) => {
    const es = read('es', area);
    const en = read('en', area);
    expect(plain(keys(en))).toEqual(plain(keys(es)));
    for (const text of [es, en]) expect(JSON.stringify(text)).not.toContain(':""');
  });

  it.each(areas)('%s uses the same parameters in both languages', (area) => {
    const parameters = (text: unknown) => [...JSON.stringify(text).matchAll(/\{\{(\w+)/g)].map((m) => m[1]).sort();
    expect(new Set(parameters(read('en', area)))).toEqual(new Set(parameters(read('es', area))));
  });
});
