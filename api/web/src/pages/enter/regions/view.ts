// Which part of a picture is seen: its top left corner and its width, in points of
// the original. The height follows from the window's.

export interface View {
  x: number;
  y: number;
  width: number;
}

export interface Size {
  width: number;
  height: number;
}

/** fitted shows all of a picture in a window, with a margin. */
export function fitted(picture: Size, window: Size): View {
  const scale = Math.max(picture.width / window.width, picture.height / window.height) * 1.04;
  const [width, height] = [window.width * scale, window.height * scale];
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width };
}

/** zoomed shows more or less around a place, which stays where it is in the window. */
export function zoomed(view: View, factor: number, at: [number, number], picture: Size): View {
  const longer = Math.max(picture.width, picture.height);
  const width = Math.min(longer * 4, Math.max(longer / 100, view.width / factor));
  const by = width / view.width;
  return { x: at[0] - (at[0] - view.x) * by, y: at[1] - (at[1] - view.y) * by, width };
}

export const panned = (view: View, dx: number, dy: number): View => ({ ...view, x: view.x + dx, y: view.y + dy });

/** middle is the place in the middle of the window. */
export const middle = (view: View, window: Size): [number, number] => [view.x + view.width / 2, view.y + (view.width * window.height) / window.width / 2];
