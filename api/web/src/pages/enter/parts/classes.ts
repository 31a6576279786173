// The class characteristics that records have.
export const breechFaces = ['arched', 'circular', 'cross_hatch', 'granular', 'parallel', 'smooth', 'other'] as const;
export const firingPins = ['circular', 'elliptical', 'rectangular', 'hemispherical', 'truncated_cone', 'other'] as const;
