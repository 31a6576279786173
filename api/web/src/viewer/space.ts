// Both marks in space, in register beside each other, under one lamp. Loaded when
// somebody asks for it: three.js is large.
import {
  BufferAttribute, BufferGeometry, Color, DirectionalLight, DoubleSide, AmbientLight, Mesh, MeshStandardMaterial, PerspectiveCamera, Scene, WebGLRenderer,
} from 'three';
import { at } from './colour';
import { towards, type Light } from './light';
import { laid, still, type Point, type Pose } from './pose';
import type { Surface } from './surface';

const mostPoints = 220;

export interface Stand {
  /** Degrees: about the surface's upright, above the surface; how near. */
  turn: number;
  tilt: number;
  near: number;
  light: Light;
  /** How many times heights are drawn higher than they are. */
  height: number;
  coloured: boolean;
}

export class Space {
  private readonly renderer: WebGLRenderer;
  private readonly camera = new PerspectiveCamera(28, 1, 0.01, 100);
  private readonly sides: { scene: Scene; lamp: DirectionalLight; mesh: Mesh }[];
  private frame = 0;

  constructor(canvas: HTMLCanvasElement, probe: Surface, candidate: Surface, pose: Pose, private readonly range: { low: number; high: number }) {
    this.renderer = new WebGLRenderer({ canvas, antialias: true });
    this.renderer.setClearColor(new Color('#2b2d30'));
    this.renderer.setScissorTest(true);
    const middle = { x: candidate.centreX, y: candidate.centreY };
    const unit = 1 / Math.max(candidate.width * candidate.pitchX, candidate.height * candidate.pitchY);
    this.sides = [this.side(probe, pose, middle, unit), this.side(candidate, still, middle, unit)];
  }

  private side(s: Surface, pose: Pose, middle: Point, unit: number) {
    const scene = new Scene();
    const lamp = new DirectionalLight(0xffffff, 2.4);
    scene.add(lamp, lamp.target, new AmbientLight(0xffffff, 0.5));
    const geometry = meshed(s, pose, middle, unit, this.range);
    const mesh = new Mesh(geometry, new MeshStandardMaterial({ side: DoubleSide, roughness: 0.75, metalness: 0.15 }));
    scene.add(mesh);
    return { scene, lamp, mesh };
  }

  show(stand: Stand, width: number, height: number) {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw(stand, width, height));
  }

  /** picture draws at once and is what was drawn, which holds only until the browser goes on. */
  picture(stand: Stand, width: number, height: number): HTMLCanvasElement {
    this.draw(stand, width, height);
    return this.renderer.domElement;
  }

  private draw({ turn, tilt, near, light, height: higher, coloured }: Stand, width: number, height: number) {
    const { renderer, camera } = this;
    renderer.setPixelRatio(Math.min(window.devicePixelRatio || 1, 1.5));
    renderer.setSize(width, height, false);
    renderer.setScissor(0, 0, width, height);
    renderer.clear();
    const half = Math.floor(width / 2) - 2;
    camera.aspect = half / height;
    camera.updateProjectionMatrix();
    const t = (turn * Math.PI) / 180;
    const e = (tilt * Math.PI) / 180;
    const far = 2.6 / near / Math.min(1, camera.aspect);
    camera.up.set(0, 0, 1);
    camera.position.set(Math.sin(t) * Math.cos(e) * far, -Math.cos(t) * Math.cos(e) * far, Math.sin(e) * far);
    camera.lookAt(0, 0, 0);
    const [x, y, z] = towards(light);
    this.sides.forEach(({ scene, lamp, mesh }, i) => {
      lamp.position.set(x, -y, z);
      mesh.scale.set(1, 1, higher);
      const material = mesh.material as MeshStandardMaterial;
      if (material.vertexColors !== coloured) {
        material.vertexColors = coloured;
        material.color.set(coloured ? '#ffffff' : '#c9c9c9');
        material.needsUpdate = true;
      }
      const left = i === 0 ? 0 : width - half;
      renderer.setViewport(left, 0, half, height);
      renderer.setScissor(left, 0, half, height);
      renderer.render(scene, camera);
    });
  }

  destroy() {
    cancelAnimationFrame(this.frame);
    for (const { mesh } of this.sides) {
      mesh.geometry.dispose();
      (mesh.material as MeshStandardMaterial).dispose();
    }
    this.renderer.dispose();
    this.renderer.forceContextLoss();
  }
}

/** meshed is a surface as triangles in the candidate's frame, where it is measured. */
function meshed(s: Surface, pose: Pose, middle: Point, unit: number, range: { low: number; high: number }): BufferGeometry {
  const step = Math.max(1, Math.ceil(Math.max(s.width, s.height) / mostPoints));
  const columns = Math.floor((s.width - 1) / step) + 1;
  const rows = Math.floor((s.height - 1) / step) + 1;
  const place = new Float32Array(3 * columns * rows);
  const colour = new Float32Array(3 * columns * rows);
  const known = new Uint8Array(columns * rows);
  const tint = new Color();
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const i = row * columns + column;
      const z = s.z[row * step * s.width + column * step]!;
      if (Number.isNaN(z)) continue;
      known[i] = 1;
      const p = laid(pose, { x: s.centreX + (column * step + 0.5 - s.width / 2) * s.pitchX, y: s.centreY + (row * step + 0.5 - s.height / 2) * s.pitchY });
      place.set([(p.x - middle.x) * unit, -(p.y - middle.y) * unit, z * unit], 3 * i);
      const [r, g, b] = at('height', (z - range.low) / (range.high - range.low));
      tint.setRGB(r / 255, g / 255, b / 255, 'srgb');
      colour.set([tint.r, tint.g, tint.b], 3 * i);
    }
  const corners: number[] = [];
  for (let row = 0; row + 1 < rows; row++)
    for (let column = 0; column + 1 < columns; column++) {
      const a = row * columns + column;
      const [b, c, d] = [a + 1, a + columns, a + columns + 1];
      if (known[a] && known[b] && known[c]) corners.push(a, c, b);
      if (known[b] && known[c] && known[d]) corners.push(b, c, d);
    }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(place, 3));
  geometry.setAttribute('color', new BufferAttribute(colour, 3));
  geometry.setIndex(corners);
  geometry.computeVertexNormals();
  return geometry;
}
