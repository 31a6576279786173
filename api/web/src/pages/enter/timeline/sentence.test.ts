import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { address, instant, sentence, type Moment } from './sentence';

const description = JSON.parse(readFileSync(join(__dirname, '../../../../../openapi.json'), 'utf8')) as {
  components: { schemas: { Moment: { properties: { what: { enum: Moment['what'][] } } } } };
};
const whats = description.components.schemas.Moment.properties.what.enum;

const details: Partial<Record<Moment['what'], string[]>> = {
  region: ['breech_face drawn', 'firing_pin none', 'ejector automatic', 'aperture_shear drawn'],
  lead: ['second_review', 'microscope', 'disputed', 'confirmed', 'refuted', 'inconclusive'],
  trace_requested: ['draft', 'sent', 'answered', 'closed'],
  trace_result: ['completed_purchaser', 'completed_dealer', 'no_result', 'pending', 'closed'],
  transferred: ['A → B'],
};

const texts = (language: string) => {
  const read = (area: string) => JSON.parse(readFileSync(join(__dirname, `../../../locale/${language}/${area}.json`), 'utf8')) as unknown;
  const areas: Record<string, unknown> = { enter: read('enter'), terms: read('terms') };
  return (key: string) => {
    const [area, path] = key.includes(':') ? key.split(':') : ['enter', key];
    const at = (full: string) => full.split('.').reduce<unknown>((below, step) => (below as Record<string, unknown> | undefined)?.[step], areas[area!]);
    return at(path!) ?? at(`${path}_other`);
  };
};

describe('a timeline', () => {
  it('knows everything that the service tells', () => expect(whats.length).toBeGreaterThanOrEqual(14));

  it.each(['es', 'en'])('has a sentence for everything in %s', (language) => {
    const text = texts(language);
    for (const what of whats)
      for (const kind of ['case', 'exhibit', 'firearm'] as const)
        for (const detail of details[what] ?? ['', 'a detail'])
          for (const days of [0, 12]) {
            const said = sentence({ at: '2026', what, kind, id: '1', number: '7', detail, time_to_crime_days: days });
            expect(text(`timeline.${said.key}`), `${what} ${detail}`).toBeTypeOf('string');
            for (const name of Object.values(said.named)) expect(text(name), name).toBeTypeOf('string');
          }
  });

  it('names the two hands of a transfer', () => {
    expect(sentence({ at: '2026-01-02', what: 'transferred', kind: 'transfer', id: '1', number: '7', detail: 'Ana → Bruno' }).given).toEqual({
      number: '7', from: 'Ana', to: 'Bruno',
    });
  });

  it('tells a moment of the service from a date that people wrote', () => {
    const at = '2026-01-02T03:04';
    expect(instant({ at, what: 'entered', kind: 'case', id: '1' })).toBe('2026-01-02T03:04:00Z');
    expect(instant({ at, what: 'collected', kind: 'exhibit', id: '1' })).toBeUndefined();
  });

  it('leads to the page of what happened', () => {
    expect(address({ at: '', what: 'hit', kind: 'hit', id: 'x' })).toBe('/hits/x');
    expect(address({ at: '', what: 'transferred', kind: 'transfer', id: 'x' })).toBeUndefined();
  });
});
