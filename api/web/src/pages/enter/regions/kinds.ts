// The kinds of mark, each with a colour that stands out on grey pictures. Colours
// never stand alone: the name is written beside them.
export const markKinds = ['breech_face', 'firing_pin', 'aperture_shear', 'ejector'] as const;
export type MarkKind = (typeof markKinds)[number];

export const colours: Record<MarkKind, string> = { breech_face: '#4dc3ff', firing_pin: '#ffd43b', aperture_shear: '#ff8fa3', ejector: '#7ee787' };
