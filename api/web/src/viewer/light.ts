// The lamp that an examiner moves: where it stands, clockwise from the top as on a
// clock face, and how high above the surface.
export interface Light {
  azimuth: number;
  elevation: number;
}

export const lowest = 5;

/** towards is the direction to the lamp: x right, y down, z to whoever looks. */
export function towards(light: Light): [number, number, number] {
  const a = (light.azimuth * Math.PI) / 180;
  const e = (light.elevation * Math.PI) / 180;
  return [Math.cos(e) * Math.sin(a), -Math.cos(e) * Math.cos(a), Math.sin(e)];
}

/** placed is the lamp for a place on the ball, from -1 to 1 to the right and down; its middle is the zenith. */
export function placed(x: number, y: number): Light {
  const far = Math.min(1, Math.hypot(x, y));
  const azimuth = far < 1e-6 ? 0 : (Math.atan2(x, -y) * 180) / Math.PI;
  return bounded({ azimuth, elevation: (Math.acos(far) * 180) / Math.PI });
}

/** spot is where the lamp shows on the ball. */
export function spot(light: Light): { x: number; y: number } {
  const [x, y] = towards(light);
  return { x, y };
}

/** bounded brings the azimuth into [0, 360) and the elevation above the horizon. */
export function bounded(light: Light): Light {
  return { azimuth: ((light.azimuth % 360) + 360) % 360, elevation: Math.min(90, Math.max(lowest, light.elevation)) };
}
