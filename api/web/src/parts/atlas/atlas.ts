// The map: Mercator's projection of the land and state borders in atlas.json, which
// tools/atlas.mjs makes.
import atlas from './atlas.json';

/** West, south, east, north of what the atlas holds, in degrees. */
export const box = [-130, 5, -58, 52] as const;

/** The map's size, in units of its own. */
export const width = 800;
const radians = Math.PI / 180;
const scale = width / ((box[2] - box[0]) * radians);
const rise = (latitude: number) => Math.log(Math.tan(Math.PI / 4 + (latitude * radians) / 2));
export const height = scale * (rise(box[3]) - rise(box[1]));

export type Point = readonly [x: number, y: number];

/** project puts a place on the map: x to the east, y to the south. */
export function project(longitude: number, latitude: number): Point {
  return [(longitude - box[0]) * radians * scale, scale * (rise(box[3]) - rise(latitude))];
}

/** pathOf draws lines, whose points are steps in hundredths of a degree. */
function pathOf(lines: readonly (readonly number[])[], close: string): string {
  return lines
    .map((line) => {
      let [longitude, latitude] = [0, 0];
      const points: string[] = [];
      for (let i = 0; i + 1 < line.length; i += 2) {
        longitude += line[i]!;
        latitude += line[i + 1]!;
        points.push(project(longitude / 100, latitude / 100).map((at) => at.toFixed(2)).join(' '));
      }
      return `M${points.join('L')}${close}`;
    })
    .join('');
}

export const land = pathOf(atlas.land, 'Z');
export const borders = pathOf(atlas.states, '');

const centres: Record<string, number[] | undefined> = atlas.centres;

/** centreOf is the middle of a state, by the codes of records. */
export function centreOf(country: string | undefined, state: string | undefined): Point | undefined {
  const at = centres[`${country}-${state}`];
  return at && project(at[0]!, at[1]!);
}
