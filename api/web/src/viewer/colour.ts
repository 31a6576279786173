// Colour maps whose steps look alike: viridis (van der Walt and Smith 2015) for
// heights, and a blue to orange one with a light middle for differences (the middle
// of which means "alike"). Both are told apart by people who confuse red and green.

const viridis = [
  '440154', '481a6c', '472f7d', '414487', '39568c', '31688e', '2a788e', '23888e', '1f988b', '22a884', '35b779', '54c568', '7ad151', 'a5db36', 'd2e21b', 'fde725',
];

// Lightness falls evenly to both sides of the middle.
const vanimo = ['123f7c', '2a66ab', '5690c6', '92bbdc', 'cfe0ec', 'f4f2ee', 'f2d9bd', 'e4b27d', 'c98644', '9f5d1d', '6b3905'];

type RGB = [number, number, number];

const parsed = (stops: string[]): RGB[] =>
  stops.map((s) => [parseInt(s.slice(0, 2), 16), parseInt(s.slice(2, 4), 16), parseInt(s.slice(4, 6), 16)]);

export const maps = { height: parsed(viridis), difference: parsed(vanimo) };

export type MapName = keyof typeof maps;

/** at is the colour for a share of the range, 0 to 1. */
export function at(name: MapName, share: number): RGB {
  const stops = maps[name];
  const t = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(t));
  return [0, 1, 2].map((c) => Math.round(stops[i]![c]! + (t - i) * (stops[i + 1]![c]! - stops[i]![c]!))) as RGB;
}

/** texels is a map as a texture of 256 points. */
export function texels(name: MapName): Uint8Array {
  const out = new Uint8Array(4 * 256);
  for (let i = 0; i < 256; i++) out.set([...at(name, i / 255), 255], 4 * i);
  return out;
}

/** gradient is a map as CSS has it, from left to right. */
export const gradient = (name: MapName) =>
  `linear-gradient(to right, ${maps[name].map((c) => `rgb(${c.join(',')})`).join(', ')})`;
