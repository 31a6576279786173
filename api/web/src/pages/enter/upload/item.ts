// A file that a person chose for an exhibit, on its way to the service.
import type { Problem, Schemas } from '../../../api/client';

export type Acquisition = Schemas['Acquisition'];

export type State =
  | 'waiting' // for its turn
  | 'checking' // its hash is computed and looked up
  | 'elsewhere' // another exhibit has the same file: the person decides
  | 'sending'
  | 'busy' // the service has too much to do
  | 'lost' // the service does not answer
  | 'kept'
  | 'duplicate' // the exhibit has the file already
  | 'refused'
  | 'dropped'; // by the person

export interface Item {
  key: string;
  exhibit: string;
  name: string;
  size: number;
  sent: number;
  state: State;
  acquisition?: Acquisition;
  /** The acquisition of another exhibit that has the same file. */
  other?: Acquisition;
  problem?: Problem;
}

export const ended: readonly State[] = ['kept', 'duplicate', 'refused', 'dropped'];

export interface Summary {
  files: number;
  ended: number;
  kept: number;
  duplicate: number;
  refused: number;
  asked: number;
  /** Of all bytes that are sent or to be sent, 0 to 1. */
  done: number;
}

/** summaryOf tells how far a number of files are. */
export function summaryOf(items: Item[]): Summary {
  const count = (...states: State[]) => items.filter((one) => states.includes(one.state)).length;
  const counted = items.filter((one) => one.state !== 'dropped');
  const all = counted.reduce((sum, one) => sum + one.size, 0);
  const done = counted.reduce((sum, one) => sum + (ended.includes(one.state) ? one.size : Math.min(one.sent, one.size)), 0);
  return {
    files: counted.length, ended: count('kept', 'duplicate', 'refused'), kept: count('kept'), duplicate: count('duplicate'), refused: count('refused'),
    asked: count('elsewhere'), done: all === 0 ? 1 : done / all,
  };
}

/** Files that systems put into folders by themselves, and that nobody means to enter. */
const litter = /^(\.|thumbs\.db$|desktop\.ini$)/i;

/** meant are the files that a person means when choosing a folder. */
export const meant = (names: string[]): string[] => names.filter((name) => !litter.test(name));
