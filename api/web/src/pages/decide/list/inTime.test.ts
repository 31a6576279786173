import { expect, test } from 'vitest';
import { inTime } from './inTime';

test('a list is of what was compared in time', () => {
  expect(inTime({ compared: 40, shortlisted: 100 })).toEqual({ compared: 40, shortlisted: 100, partial: true });
  expect(inTime({ compared: 100, shortlisted: 100 }).partial).toBe(false);
});

test('none compared is left out of the answer', () => expect(inTime({ shortlisted: 100 })).toEqual({ compared: 0, shortlisted: 100, partial: true }));

test('searches of before it was counted are whole', () => expect(inTime({}).partial).toBe(false));
