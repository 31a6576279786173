// Where pictures of marks lie so that both sides of a pair are in register.

/** What a picture of a mark shows: micrometres, its middle from the middle of the original's frame, x right, y down. */
export interface Frame {
  width_um: number;
  height_um: number;
  centre_x_um: number;
  centre_y_um: number;
}

/** Lays the probe onto the candidate: turned anticlockwise about the middle of its frame, then shifted right and down. */
export interface Pose {
  rotation_deg: number;
  shift_x_um: number;
  shift_y_um: number;
}

/** Where a picture lies in a square box, in pixels of the box, and how it is turned, in degrees clockwise as CSS has it. */
export interface Placed {
  left: number;
  top: number;
  width: number;
  height: number;
  /** About which point of the picture it is turned. */
  originX: number;
  originY: number;
  turn: number;
}

const unturned: Pose = { rotation_deg: 0, shift_x_um: 0, shift_y_um: 0 };

/** placed lays a picture into a box of `side` pixels that shows `view`; the probe's with its pose. */
export function placed(picture: Frame, view: Frame, side: number, pose: Pose = unturned): Placed {
  const scale = side / Math.max(view.width_um, view.height_um);
  // Where the middle of the picture's original comes to lie, in the box.
  const x = side / 2 + (pose.shift_x_um - view.centre_x_um) * scale;
  const y = side / 2 + (pose.shift_y_um - view.centre_y_um) * scale;
  const width = picture.width_um * scale;
  const height = picture.height_um * scale;
  const originX = width / 2 - picture.centre_x_um * scale;
  const originY = height / 2 - picture.centre_y_um * scale;
  return { left: x - originX, top: y - originY, width, height, originX, originY, turn: -pose.rotation_deg };
}
