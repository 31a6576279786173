import { describe, expect, it } from 'vitest';
import { parts, posed } from './comparison';

describe('parts', () => {
  // The terms of a comparison of the demonstration collection, as the service sent them.
  const terms = [
    { name: 'fine_correlation', value: 0.8160203440439596, weight: 0.5 },
    { name: 'middle_correlation', value: 0.8199499095576728, weight: 0.3 },
    { name: 'local_correlation', value: 0.84095820534892, weight: 0.2 },
    { name: 'overlap_weight', value: 0.8047117435593217, weight: 0 },
    { name: 'agreement', value: 0.6616233620605545, weight: 0 },
  ];

  it('sums up to the agreement, once weighed by the overlap', () => {
    const { summed, sum, told } = parts(terms);
    expect(summed.map((t) => t.name)).toEqual(['fine_correlation', 'middle_correlation', 'local_correlation']);
    expect(sum * told[0]!.value).toBeCloseTo(told[1]!.value, 12);
  });

  it('has the pose in the viewer\'s words', () => {
    expect(posed({ rotation_deg: -3, shift_x_um: 4, shift_y_um: 5 })).toEqual({ deg: -3, x: 4, y: 5 });
  });
});
