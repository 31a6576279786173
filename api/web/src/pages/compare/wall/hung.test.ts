import { describe, expect, it } from 'vitest';
import { latest } from './hung';

describe('latest', () => {
  it('takes the last mark of each kind that was not superseded', () => {
    const mark = (id: string, seq: number, kind: 'breech_face' | 'firing_pin', superseded = false) =>
      ({ id, seq, mark_kind: kind, modality: 'topography', superseded }) as Parameters<typeof latest>[0][number];
    const found = latest([mark('a', 1, 'breech_face'), mark('b', 3, 'breech_face'), mark('c', 9, 'breech_face', true), mark('d', 2, 'firing_pin')]);
    expect(found.map((one) => one.id)).toEqual(['b', 'd']);
  });
});
