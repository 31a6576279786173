import { describe, expect, it } from 'vitest';
import { headsIn } from './heads';

const one = 'log\n12\nroot=\ntime 2026\n\n— log sig\n';
const two = 'log\n13\nroot2=\n\n— log sig2\n— witness sig3\n';

describe('headsIn', () => {
  it('takes heads apart that were pasted one after another', () => {
    expect(headsIn(one)).toEqual([one]);
    expect(headsIn(`\n${one}\n\n${two}\n`)).toEqual([one, two]);
    expect(headsIn((one + two).replaceAll('\n', '\r\n'))).toEqual([one, two]);
    expect(headsIn('  \n')).toEqual([]);
  });
  it('leaves what is no head for the service to refuse', () => {
    expect(headsIn('something else')).toEqual(['something else\n']);
  });
});
