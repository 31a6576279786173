// The flat views on WebGL2: any number of panels on one canvas.
import { texels, type MapName } from './colour';
import { inverse, type Pose } from './pose';
import { relief, type Relief } from './relief';
import { fragment, vertex, type Way } from './shader';
import { extent, type Surface } from './surface';
import type { Box, View } from './view';

/** Plate is a mark on the graphics processor. */
export interface Plate {
  surface: Surface;
  relief: Relief;
  texture: WebGLTexture;
}

/** Laid is a plate under a pose that lays it into the common frame. */
export interface Laid {
  plate: Plate;
  pose: Pose;
}

export interface Look {
  /** Direction to the lamp. */
  light: [number, number, number];
  /** What slopes are multiplied with. */
  rise: number;
  coloured: boolean;
  /** Heights (or brightness) at the ends of the colour map or of black and white. */
  low: number;
  high: number;
  /** Half of the range of differences. */
  spread: number;
}

export interface Panel {
  box: Box;
  view: View;
  way: Way;
  a: Laid;
  b?: Laid;
  look: Look;
  /** Normal of the split line and its distance from the panel's corner; how much of a. */
  line?: [number, number, number, number];
}

/** The stage's ground, in light and dark pages alike: marks are judged against a middle dark grey. */
export const ground = '#2b2d30';
const groundColour = [0x2b / 255, 0x2d / 255, 0x30 / 255] as const;

/** NoGraphics says that the browser has no WebGL2. */
export class NoGraphics extends Error {}

interface Program {
  program: WebGLProgram;
  at: (name: string) => WebGLUniformLocation | null;
}

export class Renderer {
  private readonly gl: WebGL2RenderingContext;
  private programs = new Map<string, Program>();
  private colours = new Map<MapName, WebGLTexture>();

  constructor(private readonly canvas: HTMLCanvasElement) {
    const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false, powerPreference: 'high-performance' });
    if (!gl) throw new NoGraphics('WebGL2 is missing');
    this.gl = gl;
    gl.bindVertexArray(gl.createVertexArray());
  }

  plate(surface: Surface): Plate {
    const r = relief(surface);
    return { surface, relief: r, texture: this.texture(r.width, r.height, r.texels, true) };
  }

  drop(plate: Plate) {
    this.gl.deleteTexture(plate.texture);
  }

  /** draw shows all panels; `ratio` is how many pixels of the canvas a CSS pixel has. */
  draw(panels: Panel[], ratio: number) {
    const { gl } = this;
    gl.disable(gl.SCISSOR_TEST);
    gl.viewport(0, 0, this.canvas.width, this.canvas.height);
    gl.clearColor(...groundColour, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.enable(gl.SCISSOR_TEST);
    for (const panel of panels) this.panel(panel, ratio);
  }

  private panel({ box, view, way, a, b = a, look, line = [1, 0, 0, 1] }: Panel, ratio: number) {
    const { gl } = this;
    const picture = a.plate.surface.modality === 'reflectance';
    const { program, at } = this.program(way, picture, look.coloured);
    const edges = [box.x, this.canvas.height / ratio - box.y - box.height, box.width, box.height].map((v) => Math.round(v * ratio));
    gl.viewport(edges[0]!, edges[1]!, edges[2]!, edges[3]!);
    gl.scissor(edges[0]!, edges[1]!, edges[2]!, edges[3]!);
    gl.useProgram(program);
    gl.uniform2f(at('size'), box.width, box.height);
    gl.uniformMatrix3fv(at('toA'), false, toTexture(view, box, a));
    gl.uniformMatrix3fv(at('toB'), false, toTexture(view, box, b));
    const turn = (l: Laid) => {
      const angle = ((view.deg + l.pose.deg) * Math.PI) / 180;
      return [Math.cos(angle), Math.sin(angle)] as const;
    };
    gl.uniform4f(at('turns'), ...turn(a), ...turn(b));
    gl.uniform2f(at('steep'), a.plate.relief.steepest * look.rise, b.plate.relief.steepest * look.rise);
    gl.uniform3f(at('light'), ...look.light);
    // As an eye or a camera would, make up for some of what a low lamp gives less.
    gl.uniform1f(at('gain'), 0.56 / Math.max(0.3, look.light[2]));
    gl.uniform4f(at('tone'), ...(way === 'difference' ? differences(a, b, look) : [...shares(a, look), ...shares(b, look)] as const));
    gl.uniform4f(at('line'), ...line);
    gl.uniform3f(at('ground'), ...groundColour);
    this.bind(0, a.plate.texture, at('a'));
    this.bind(1, b.plate.texture, at('b'));
    this.bind(2, this.colour(way === 'difference' ? 'difference' : 'height'), at('map'));
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  private bind(unit: number, texture: WebGLTexture, at: WebGLUniformLocation | null) {
    this.gl.activeTexture(this.gl.TEXTURE0 + unit);
    this.gl.bindTexture(this.gl.TEXTURE_2D, texture);
    this.gl.uniform1i(at, unit);
  }

  private texture(width: number, height: number, data: Uint8Array, reduced: boolean): WebGLTexture {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, data);
    if (reduced) gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, reduced ? gl.LINEAR_MIPMAP_NEAREST : gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    return texture;
  }

  private colour(name: MapName): WebGLTexture {
    let texture = this.colours.get(name);
    if (!texture) this.colours.set(name, (texture = this.texture(256, 1, texels(name), false)));
    return texture;
  }

  private program(way: Way, picture: boolean, coloured: boolean): Program {
    const key = `${way} ${picture} ${coloured}`;
    const known = this.programs.get(key);
    if (known) return known;
    const { gl } = this;
    const program = gl.createProgram();
    for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment(way, picture, coloured)]] as const) {
      const shader = gl.createShader(kind)!;
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
      throw new NoGraphics(`the graphics driver refused a program: ${gl.getProgramInfoLog(program)}`);
    const places = new Map<string, WebGLUniformLocation | null>();
    const at = (name: string) => {
      if (!places.has(name)) places.set(name, gl.getUniformLocation(program, name));
      return places.get(name)!;
    };
    const made = { program, at };
    this.programs.set(key, made);
    return made;
  }
}

/** toTexture takes pixels of a panel to the texture of a plate. */
function toTexture(view: View, box: Box, { plate, pose }: Laid): Float32Array {
  const { surface } = plate;
  const back = inverse(pose);
  const size = extent(surface);
  const angle = ((back.deg - view.deg) * Math.PI) / 180;
  const c = Math.cos(angle) / view.scale;
  const s = Math.sin(angle) / view.scale;
  // Where the panel's middle lies on the plate.
  const turn = (back.deg * Math.PI) / 180;
  const mx = Math.cos(turn) * view.x + Math.sin(turn) * view.y + back.x - surface.centreX;
  const my = -Math.sin(turn) * view.x + Math.cos(turn) * view.y + back.y - surface.centreY;
  const w = box.width / 2;
  const h = box.height / 2;
  return new Float32Array([
    c / size.width, -s / size.height, 0,
    s / size.width, c / size.height, 0,
    (mx - c * w - s * h) / size.width + 0.5, (my + s * w - c * h) / size.height + 0.5, 1,
  ]);
}

/** shares takes a byte of the height to its share of the range shown. */
function shares({ plate }: Laid, { low, high }: Look): [number, number] {
  const { relief: r } = plate;
  return [(r.high - r.low) / (high - low), (r.low - low) / (high - low)];
}

/** differences takes bytes of both heights to a share of the range of differences: alike is the middle. */
function differences(a: Laid, b: Laid, { spread }: Look): [number, number, number, number] {
  const x = a.plate.relief;
  const y = b.plate.relief;
  return [(x.high - x.low) / (2 * spread), x.low / (2 * spread) + 0.5, (y.high - y.low) / (2 * spread), y.low / (2 * spread)];
}
