// What the graphics processor does a pixel: one texture read a mark, two where the
// marks lie on each other, one more for a colour map.
export const vertex = `#version 300 es
uniform vec2 size;
uniform mat3 toA, toB;
out vec2 at, ua, ub;
void main() {
  vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  at = vec2(corner.x + 1.0, 1.0 - corner.y) * 0.5 * size;
  ua = (toA * vec3(at, 1.0)).xy;
  ub = (toB * vec3(at, 1.0)).xy;
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

/** What a fragment program is for: one mark or both in one of the ways to look at them. */
export type Way = 'one' | 'split' | 'overlay' | 'difference';

export function fragment(way: Way, picture: boolean, coloured: boolean): string {
  return `#version 300 es
precision highp float;
uniform sampler2D a, b, map;
uniform vec4 turns;   // cosine and sine that turn slopes of a and of b to the screen
uniform vec2 steep;   // slopes of a byte of 255, as shown
uniform vec3 light;
uniform float gain;
uniform vec4 tone;    // height of a (factor, offset) and of b as a share of the colour map
uniform vec4 line;    // normal of the split line, its distance; how much of a
uniform vec3 ground;
in vec2 at, ua, ub;
out vec4 colour;

vec4 seen(sampler2D s, vec2 u, vec2 turn, float rise, vec2 share) {
  vec2 off = abs(u - 0.5);
  vec4 t = texture(s, u);
  if (t.a < 0.5 || max(off.x, off.y) > 0.5) return vec4(ground, 0.0);
  float h = t.b / t.a * share.x + share.y;
${picture ? '  return vec4(vec3(clamp(h, 0.0, 1.0)), 1.0);' : `
  vec2 p = (t.rg / t.a * 255.0 - 128.0) / 127.0 * rise;
  vec3 n = vec3(-turn.x * p.x - turn.y * p.y, turn.y * p.x - turn.x * p.y, 1.0);
  float shade = 0.04 + gain * max(0.0, dot(n, light) * inversesqrt(dot(n, n)));
${coloured ? '  return vec4(texture(map, vec2(h, 0.5)).rgb * (0.35 + shade), 1.0);' : '  return vec4(vec3(shade), 1.0);'}`}
}

void main() {
${ways[way]}
}`;
}

const ways: Record<Way, string> = {
  one: '  colour = vec4(seen(a, ua, turns.xy, steep.x, tone.xy).rgb, 1.0);',
  split: `
  bool first = dot(at, line.xy) < line.z;
  colour = vec4(first ? seen(a, ua, turns.xy, steep.x, tone.xy).rgb : seen(b, ub, turns.zw, steep.y, tone.zw).rgb, 1.0);`,
  overlay: `
  vec4 x = seen(a, ua, turns.xy, steep.x, tone.xy);
  vec4 y = seen(b, ub, turns.zw, steep.y, tone.zw);
  float part = x.a == y.a ? line.w : x.a;
  colour = vec4(mix(y.rgb, x.rgb, part), 1.0);`,
  difference: `
  vec2 oa = abs(ua - 0.5), ob = abs(ub - 0.5);
  vec4 x = texture(a, ua), y = texture(b, ub);
  bool inside = x.a > 0.5 && y.a > 0.5 && max(max(oa.x, oa.y), max(ob.x, ob.y)) < 0.5;
  float d = x.b / max(x.a, 0.01) * tone.x + tone.y - y.b / max(y.a, 0.01) * tone.z - tone.w;
  colour = vec4(inside ? texture(map, vec2(d, 0.5)).rgb : ground, 1.0);`,
};
