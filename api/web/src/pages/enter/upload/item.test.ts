import { describe, expect, it } from 'vitest';
import { hashOf } from './hash';
import { meant, summaryOf, type Item, type State } from './item';

const item = (state: State, size: number, sent = 0): Item => ({ key: `${state}${size}`, exhibit: 'e', name: 'a.x3p', size, sent, state });

describe('files on their way', () => {
  it('are as far as their bytes, and those that a person dropped do not count', () => {
    const sum = summaryOf([item('kept', 100, 100), item('sending', 300, 150), item('refused', 50), item('dropped', 900), item('elsewhere', 50)]);
    expect(sum).toEqual({ files: 4, ended: 2, kept: 1, duplicate: 0, refused: 1, asked: 1, done: 300 / 500 });
  });

  it('are done when there are none, and never more than done', () => {
    expect(summaryOf([]).done).toBe(1);
    // A browser counts the request's head too.
    expect(summaryOf([item('sending', 100, 130)]).done).toBe(1);
  });

  it('leaves out what systems put into folders', () => {
    expect(meant(['a.x3p', '.DS_Store', 'Thumbs.db', 'desktop.ini', '._a.x3p'])).toEqual(['a.x3p']);
  });
});

describe('the hash of a file', () => {
  it('is SHA-256 in hexadecimal', async () => {
    // FIPS 180-4, example of one block: "abc".
    const file = { size: 3, arrayBuffer: () => Promise.resolve(new TextEncoder().encode('abc').buffer) } as Blob;
    expect(await hashOf(file)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('is left to the service for a file that would not fit into memory', async () => {
    expect(await hashOf({ size: 1e9 } as Blob)).toBeUndefined();
  });
});
