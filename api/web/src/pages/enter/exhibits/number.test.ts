import { expect, it } from 'vitest';
import { nextNumber } from './number';

it.each([
  [[], 'C/7', 'C/7-1'],
  [['C/7-2', 'C/7-1'], 'C/7', 'C/7-3'],
  [['I-009'], 'C/7', 'I-010'],
  [['I-099', 'I-100'], 'C/7', 'I-101'],
  [['casquillo'], 'C/7', 'C/7-1'],
  [['99999999999999999999'], 'C/7', 'C/7-1'],
])('after %j of %s comes %s', (there, of, next) => expect(nextNumber(there, of)).toBe(next));
