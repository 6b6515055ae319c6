/** What is drawn of a region: its mask as a tinted picture with an outline, made once and kept as long as the region. */
import { readMask, sample, contains } from './rle.js';

/** Cells of a mask's drawing at most; a larger one is drawn coarser. */
const MOST_CELLS = 600_000;

/** Told apart by people with the usual colour blindnesses, and light enough for dark words. */
const COLOURS = ['#4cc2ff', '#ffb000', '#ff7ab8', '#5fe08b', '#c9a6ff', '#ff8a5c', '#f2e34c', '#7fe3d4'];

/** A colour that stays with its id. */
export function colourOf(id) {
  let hash = 0;
  for (const letter of String(id)) {
    hash = (hash * 31 + letter.codePointAt(0)) >>> 0;
  }
  const number = /\d+$/.exec(String(id));
  return COLOURS[(number ? Number(number[0]) - 1 + COLOURS.length : hash) % COLOURS.length];
}

/** A region's shape: {box, mask?, cells?, outline?}; drawings are made when first asked for. */
export class Shape {
  constructor(region, colour) {
    this.colour = colour;
    this.mask = region.mask ? readMask(region.mask) : null;
    this.box = region.box;
    const outline = region.polygon ?? region.outline ?? null;
    this.polygon = outline ? outline.map((p) => (Array.isArray(p) ? p : [p.x, p.y])) : null;
    this.keypoints = region.keypoints ?? [];
  }

  /** Whether a point of the picture lies on it: on its mask, else in its outline, else in its box; `slack` pixels about. */
  holds(x, y, slack = 0) {
    if (this.mask) {
      return contains(this.mask, x, y);
    }
    if (this.polygon) {
      return inPolygon(this.polygon, x, y);
    }
    const [x1, y1, x2, y2] = this.box;
    return x >= x1 - slack && y >= y1 - slack && x <= x2 + slack && y <= y2 + slack;
  }

  /** How large it is, for which of several is meant: the smallest. */
  get size() {
    const [x1, y1, x2, y2] = this.box;
    return (x2 - x1) * (y2 - y1);
  }

  /** {canvas, path, x0, y0, step} of the mask, or null where there is none. */
  drawing() {
    if (!this.mask) {
      return null;
    }
    if (!this.kept) {
      const [x1, y1, x2, y2] = this.box;
      const step = Math.max(1, Math.ceil(Math.sqrt(((x2 - x1 + 2) * (y2 - y1 + 2)) / MOST_CELLS)));
      const cut = sample(this.mask, [x1 - 1, y1 - 1, x2 + 1, y2 + 1], step);
      this.kept = { canvas: tint(cut, this.colour), path: edges(cut), x0: cut.x0, y0: cut.y0, step };
    }
    return this.kept;
  }
}

function inPolygon(points, x, y) {
  let inside = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [ax, ay] = points[i];
    const [bx, by] = points[j];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) {
      inside = !inside;
    }
  }
  return inside;
}

function tint({ columns, rows, cells }, colour) {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext('2d');
  const image = context.createImageData(columns, rows);
  const rgb = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  for (let i = 0; i < cells.length; i++) {
    if (cells[i]) {
      image.data.set(rgb, i * 4);
      image.data[i * 4 + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

/** The cracks between cells of the mask and others, in cells, as long lines. */
function edges({ columns, rows, cells }) {
  const path = new Path2D();
  const at = (c, r) => (c < 0 || r < 0 || c >= columns || r >= rows ? 0 : cells[r * columns + c]);
  for (let r = 0; r <= rows; r++) {
    lines(columns, (c) => at(c, r) !== at(c, r - 1), (from, to) => {
      path.moveTo(from, r);
      path.lineTo(to, r);
    });
  }
  for (let c = 0; c <= columns; c++) {
    lines(rows, (r) => at(c, r) !== at(c - 1, r), (from, to) => {
      path.moveTo(c, from);
      path.lineTo(c, to);
    });
  }
  return path;
}

function lines(count, crack, draw) {
  let from = -1;
  for (let i = 0; i <= count; i++) {
    const now = i < count && crack(i);
    if (now && from < 0) {
      from = i;
    } else if (!now && from >= 0) {
      draw(from, i);
      from = -1;
    }
  }
}
