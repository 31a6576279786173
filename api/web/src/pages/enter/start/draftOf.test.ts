import { expect, it } from 'vitest';
import { draftOf } from './draftOf';

it.each([
  ['enter.case.new', { value: { number: 'C/1' } }, 'case', 'C/1', '/cases/new'],
  ['enter.exhibit.new.case.7', {}, 'exhibit', '', '/exhibits/new?case=7'],
  ['enter.exhibit.new.firearm.8', {}, 'exhibit', '', '/exhibits/new?firearm=8'],
  ['enter.firearm.new', undefined, 'firearm', '', '/firearms/new'],
  ['enter.firearm.new.case.7', undefined, 'firearm', '', '/firearms/new?case=7'],
  ['enter.case.7', { value: { number: 'C/1' } }, 'caseChange', 'C/1', '/cases/7'],
  ['enter.transfer.9', {}, 'transfer', '', '/exhibits/9'],
  ['enter.acquisition.5', { value: { file_name: 'a.x3p', exhibit: '9' } }, 'acquisitionChange', 'a.x3p', '/exhibits/9'],
  ['enter.regions.5', {}, 'regions', '', '/acquisitions/5'],
])('%s', (name, content, key, number, href) => expect(draftOf(name, content)).toEqual({ name, key, number, href }));

it('knows no page for others', () => expect(draftOf('enter.other.1', {})).toBeUndefined());
