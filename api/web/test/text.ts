// The desk's own texts, so that a test reads what a person of either language reads.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Language = 'es' | 'en';

/** say gives a text by "area:key.of.it", with its parameters put in. */
export function say(language: Language) {
  return (key: string, parameters: Record<string, string | number> = {}): string => {
    const [area, path] = key.split(':') as [string, string];
    const file = JSON.parse(readFileSync(join(__dirname, '../src/locale', language, `${area}.json`), 'utf8')) as unknown;
    const text = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], file);
    if (typeof text !== 'string') throw new Error(`${language}/${key} is no text`);
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(parameters[name] ?? ''));
  };
}
