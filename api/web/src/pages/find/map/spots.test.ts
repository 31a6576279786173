import { geoMercator } from 'd3-geo';
import { describe, expect, it } from 'vitest';
import { borders, box, centreOf, height, land, project, width } from '../../../parts/atlas/atlas';
import { bounded, byState, common, fit, maxZoom, merged, radius, readable, spots, whole, zoomed, type PlaceCount } from './spots';

const tijuana: PlaceCount = { country: 'MX', state: '02', municipality: 'Tijuana', latitude: 32.5, longitude: -117, count: 9 };
const mexicali: PlaceCount = { country: 'MX', state: '02', municipality: 'Mexicali', latitude: 32.62, longitude: -115.45, count: 4 };
const pima: PlaceCount = { country: 'US', state: 'AZ', municipality: 'Pima', count: 2 };

describe('the map', () => {
  it('is the Mercator projection of d3-geo', () => {
    const theirs = geoMercator().fitExtent([[0, 0], [width, height]], {
      type: 'MultiPoint', coordinates: [[box[0], box[1]], [box[2], box[3]]],
    });
    const places: [number, number][] = [[-99.13, 19.43], [-117, 32.5], [-86.85, 21.16], [box[0], box[3]]];
    for (const place of places) {
      const [x, y] = theirs(place)!;
      expect(project(...place)[0]).toBeCloseTo(x, 6);
      expect(project(...place)[1]).toBeCloseTo(y, 6);
    }
  });

  it('holds the land, the borders and every state', () => {
    expect(land.match(/M/g)!.length).toBeGreaterThan(30);
    expect(borders.match(/M/g)!.length).toBeGreaterThan(60);
    for (const text of [land, borders]) expect(text).not.toMatch(/NaN|Infinity/);
    for (let code = 1; code <= 32; code++) expect(centreOf('MX', String(code).padStart(2, '0'))).toBeDefined();
    expect(centreOf('US', 'AZ')![1]).toBeLessThan(centreOf('MX', '26')![1]); // north of Sonora
    expect(centreOf('MX', 'AZ')).toBeUndefined();
  });
});

describe('spots', () => {
  it('lie where they are known to be, or in the middle of their state, or nowhere', () => {
    const all = spots([tijuana, pima, { country: 'MX', count: 3 }]);
    expect(all.map((one) => [one.vague, one.count])).toEqual([[false, 9], [true, 2]]);
    expect(all[1]!.at).toEqual(centreOf('US', 'AZ'));
  });

  it('are one where they would touch, and none is lost', () => {
    const all = spots([tijuana, mexicali, pima]);
    const far = merged(all, 1);
    expect(far.length).toBeLessThan(3);
    expect(far.reduce((sum, one) => sum + one.count, 0)).toBe(15);
    const near = merged(all, maxZoom);
    expect(near.map((one) => one.count)).toEqual([9, 4, 2]);
    for (const one of near) expect(radius(one.count)).toBeLessThanOrEqual(34);
    expect(all[0]!.count).toBe(9); // what was given is as before
  });

  it('are all in the view that fits them', () => {
    for (const places of [[tijuana], [tijuana, mexicali], [tijuana, pima, { ...tijuana, latitude: 14.9, longitude: -92.2 }]]) {
      const all = spots(places);
      const view = fit(all);
      expect(view.zoom).toBeLessThanOrEqual(12);
      for (const { at } of all) {
        expect(Math.abs(at[0] - view.x) * view.zoom).toBeLessThanOrEqual(width / 2);
        expect(Math.abs(at[1] - view.y) * view.zoom).toBeLessThanOrEqual(height / 2);
      }
    }
    expect(fit([])).toEqual(whole);
  });

  it('narrow to what their places have in common', () => {
    const [a, b, c] = spots([tijuana, mexicali, pima]);
    expect(common(a!)).toEqual({ state: '02', municipality: 'Tijuana' });
    expect(common({ ...a!, places: [...a!.places, ...b!.places] })).toEqual({ state: '02' });
    expect(common({ ...a!, places: [...a!.places, ...c!.places] })).toBeUndefined();
    expect(common({ ...a!, places: [{ country: 'MX', count: 1 }] })).toBeUndefined();
  });
});

it('writes names only where they cover nothing', () => {
  const spot = (x: number, y: number, name: string) => ({ at: [x, y] as const, count: 1, name });
  expect(readable([spot(0, 0, 'Acapulco de Juárez'), spot(50, 0, 'Oaxaca de Juárez'), spot(400, 0, 'Mérida'), spot(700, 0, '')])).toEqual([true, false, true, false]);
  expect(readable([spot(0, 0, 'Nogales'), spot(0, 24, 'Sonora')])).toEqual([false, true]); // over the circle below
});

describe('a view', () => {
  it('keeps the point under the pointer where it is', () => {
    const about = [300, 200] as const;
    const before = { x: 400, y: 250, zoom: 3 };
    const after = zoomed(before, 2, about);
    expect((about[0] - after.x) * after.zoom).toBeCloseTo((about[0] - before.x) * before.zoom);
    expect((about[1] - after.y) * after.zoom).toBeCloseTo((about[1] - before.y) * before.zoom);
  });

  it('stays on the map', () => {
    expect(bounded({ x: -50, y: 1e6, zoom: 0.1 })).toEqual(whole);
    expect(zoomed(whole, 1e9).zoom).toBe(maxZoom);
    expect(bounded({ x: 0, y: 0, zoom: 4 })).toEqual({ x: width / 8, y: height / 8, zoom: 4 });
  });
});

it('lists states with their municipalities, the most frequent first', () => {
  expect(byState([pima, tijuana, { ...tijuana, latitude: 32.4, count: 1 }, mexicali, { country: 'MX', state: '02', count: 1 }])).toEqual([
    { country: 'MX', state: '02', count: 15, municipalities: [{ name: 'Tijuana', count: 10 }, { name: 'Mexicali', count: 4 }] },
    { country: 'US', state: 'AZ', count: 2, municipalities: [{ name: 'Pima', count: 2 }] },
  ]);
});
