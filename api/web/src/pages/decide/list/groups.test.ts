import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../../api/client';
import { grouped } from './groups';

const mark = (id: string, mark_kind: Schemas['Mark']['mark_kind'], superseded = false) => ({ id, mark_kind, modality: 'topography', superseded }) as Schemas['Mark'];
const search = (id: string, of: string, created_at: string) => ({ id, mark: of, created_at }) as Schemas['Search'];

describe('grouped', () => {
  it('puts searches together by marks, the kinds in their order, the latest search first, superseded marks last', () => {
    const groups = grouped(
      [search('1', 'fp', '2026-01'), search('2', 'bf1', '2026-02'), search('3', 'bf1', '2026-03'), search('4', 'bf2', '2026-01'), search('5', 'old', '2026-01'), search('6', 'gone', '2026-01')],
      [mark('bf2', 'breech_face'), mark('fp', 'firing_pin'), mark('bf1', 'breech_face'), mark('old', 'breech_face', true)],
    );
    expect(groups.map((group) => [group.mark, group.markKind, group.nth, group.of, group.searches.map((one) => one.id)])).toEqual([
      ['bf1', 'breech_face', 1, 3, ['3', '2']],
      ['bf2', 'breech_face', 2, 3, ['4']],
      ['fp', 'firing_pin', 1, 1, ['1']],
      ['old', 'breech_face', 3, 3, ['5']],
      ['gone', undefined, 1, 1, ['6']],
    ]);
  });
});
