import { describe, expect, it } from 'vitest';
import { placed, type Frame, type Placed, type Pose } from './pose';

const view: Frame = { width_um: 2000, height_um: 1000, centre_x_um: 100, centre_y_um: -50 };

/** Where a point of the picture, given from the middle of its original, is drawn. */
function drawn(p: Placed, picture: Frame, x: number, y: number) {
  const px = ((x - picture.centre_x_um) / picture.width_um + 0.5) * p.width - p.originX;
  const py = ((y - picture.centre_y_um) / picture.height_um + 0.5) * p.height - p.originY;
  const turn = (p.turn * Math.PI) / 180; // clockwise as displayed, y down
  return [
    p.left + p.originX + px * Math.cos(turn) - py * Math.sin(turn),
    p.top + p.originY + px * Math.sin(turn) + py * Math.cos(turn),
  ];
}

/** Where the engine's pose lays a point of the probe (engine/mark/pose.go, Apply). */
function laid(pose: Pose, x: number, y: number) {
  const a = (pose.rotation_deg * Math.PI) / 180;
  return [Math.cos(a) * x + Math.sin(a) * y + pose.shift_x_um, -Math.sin(a) * x + Math.cos(a) * y + pose.shift_y_um] as const;
}

describe('placed', () => {
  it('fills the box with the view itself', () => {
    expect(placed(view, view, 100)).toMatchObject({ left: 0, top: 25, width: 100, height: 50 });
  });

  it('draws each point of the probe where its pose lays it on the candidate', () => {
    const probe: Frame = { width_um: 1500, height_um: 1800, centre_x_um: -40, centre_y_um: 70 };
    const pose: Pose = { rotation_deg: 33, shift_x_um: 120, shift_y_um: -80 };
    const on = placed(view, view, 96);
    const probeOn = placed(probe, view, 96, pose);
    for (const [x, y] of [[0, 0], [300, -200], [-700, 400]] as const) {
      const [qx, qy] = laid(pose, x, y);
      const [ax, ay] = drawn(probeOn, probe, x, y);
      const [bx, by] = drawn(on, view, qx, qy);
      expect(ax).toBeCloseTo(bx!, 6);
      expect(ay).toBeCloseTo(by!, 6);
    }
  });
});
