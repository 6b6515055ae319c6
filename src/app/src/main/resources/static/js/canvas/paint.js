/** Draws a picture, its regions, what is being drawn and the keyboard's cursor. Lines and words keep their size at any zoom. */
import { Shape, colourOf } from './shapes.js';

const FONT = '600 13px system-ui, sans-serif';
/** Key points that belong together, by COCO's names. */
const BONES = [
  ['left_shoulder', 'right_shoulder'], ['left_hip', 'right_hip'], ['left_shoulder', 'left_hip'], ['right_shoulder', 'right_hip'],
  ['left_shoulder', 'left_elbow'], ['left_elbow', 'left_wrist'], ['right_shoulder', 'right_elbow'], ['right_elbow', 'right_wrist'],
  ['left_hip', 'left_knee'], ['left_knee', 'left_ankle'], ['right_hip', 'right_knee'], ['right_knee', 'right_ankle'],
];

export class Painter {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d');
    this.shapes = new WeakMap();
  }

  /** A region's shape, made once a region object. */
  shape(region) {
    const key = region.mask ?? region;
    let shape = this.shapes.get(key);
    if (!shape || shape.colour !== colourOf(region.id)) {
      shape = new Shape(region, colourOf(region.id));
      this.shapes.set(key, shape);
    }
    return shape;
  }

  /**
   * @param scene {pixels, view, regions, marks, lit: Set of ids, hovered: id, active: id, draft, cursor, labels}
   */
  paint(scene) {
    const { view, pixels } = scene;
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(view.screen.width * ratio);
    const height = Math.round(view.screen.height * ratio);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    const c = this.context;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, view.screen.width, view.screen.height);
    if (!pixels) {
      return;
    }
    pixels.draw(c, view, ratio);
    const dim = scene.lit.size > 0;
    // What is small lies upon what is large.
    const all = [...scene.regions, ...scene.marks.filter((mark) => mark.box)].sort((a, b) => this.shape(b).size - this.shape(a).size);
    const strong = (r) => scene.lit.has(r.id) || r.id === scene.hovered || (!dim && r.id === scene.active);
    all.forEach((r) => this.region(r, view, strong(r) ? 2 : dim ? 0 : 1));
    all.forEach((r) => (!dim || strong(r)) && this.label(r, view, scene));
    scene.marks.forEach((mark) => this.prompts(mark.prompts, view, mark.id === scene.active ? 1 : 0.6));
    if (scene.draft) {
      this.prompts([scene.draft], view, 1);
    }
    if (scene.cursor) {
      this.cursor(view.toScreen(...scene.cursor));
    }
  }

  /** @param strength 0 in the background, 1 as usual, 2 lit */
  region(region, view, strength) {
    const c = this.context;
    const shape = this.shape(region);
    const drawing = shape.drawing();
    c.save();
    c.globalAlpha = strength === 0 ? 0.35 : 1;
    if (drawing) {
      const [sx, sy] = view.toScreen(drawing.x0, drawing.y0);
      const scale = drawing.step * view.scale;
      c.save();
      c.globalAlpha = [0.08, 0.32, 0.55][strength];
      c.imageSmoothingEnabled = scale < 1;
      c.drawImage(drawing.canvas, sx, sy, drawing.canvas.width * scale, drawing.canvas.height * scale);
      c.restore();
      c.translate(sx, sy);
      c.scale(scale, scale);
      this.line(drawing.path, shape.colour, (strength === 2 ? 3 : 2) / scale);
    } else if (shape.polygon) {
      this.line(pathOf(shape.polygon, view, true), shape.colour, strength === 2 ? 4 : 2);
    } else {
      const [x1, y1] = view.toScreen(shape.box[0], shape.box[1]);
      const [x2, y2] = view.toScreen(shape.box[2], shape.box[3]);
      const path = new Path2D();
      path.rect(x1, y1, x2 - x1, y2 - y1);
      if (strength === 2) {
        c.save();
        c.globalAlpha = 0.25;
        c.fillStyle = shape.colour;
        c.fill(path);
        c.restore();
      }
      this.line(path, shape.colour, strength === 2 ? 4 : 2);
    }
    c.restore();
    this.skeleton(shape, view, strength);
  }

  /** A coloured line with a dark rim, to be seen on anything. */
  line(path, colour, width) {
    const c = this.context;
    c.lineJoin = 'round';
    c.lineCap = 'round';
    c.strokeStyle = 'rgba(0, 0, 0, 0.65)';
    c.lineWidth = width * 2;
    c.stroke(path);
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.stroke(path);
  }

  skeleton(shape, view, strength) {
    const seen = shape.keypoints.filter((k) => k.score === undefined || k.score >= 0.2);
    if (seen.length === 0 || strength === 0) {
      return;
    }
    const at = new Map(seen.map((k) => [k.name, view.toScreen(k.x, k.y)]));
    const bones = new Path2D();
    for (const [a, b] of BONES) {
      if (at.has(a) && at.has(b)) {
        bones.moveTo(...at.get(a));
        bones.lineTo(...at.get(b));
      }
    }
    this.line(bones, shape.colour, 2);
    const dots = new Path2D();
    // A face's mesh has hundreds of points, a body a few.
    const radius = seen.length > 60 ? 1 : 3;
    for (const [x, y] of at.values()) {
      dots.moveTo(x + radius, y);
      dots.arc(x, y, radius, 0, 7);
    }
    this.line(dots, '#ffffff', 1.5);
  }

  label(region, view, scene) {
    const words = scene.labels(region);
    if (!words) {
      return;
    }
    const c = this.context;
    const shape = this.shape(region);
    c.font = FONT;
    const width = Math.min(c.measureText(words).width + 10, view.screen.width);
    const [sx, sy] = view.toScreen(shape.box[0], shape.box[1]);
    const x = Math.max(0, Math.min(view.screen.width - width, sx));
    const y = Math.max(0, Math.min(view.screen.height - 20, sy - 20));
    c.fillStyle = shape.colour;
    c.beginPath();
    c.roundRect(x, y, width, 20, 4);
    c.fill();
    c.fillStyle = '#101418';
    c.textBaseline = 'middle';
    c.fillText(words, x + 5, y + 10.5, width - 10);
  }

  prompts(prompts, view, alpha) {
    const c = this.context;
    c.save();
    c.globalAlpha = alpha;
    for (const prompt of prompts) {
      const colour = prompt.positive === false ? '#ff4d4d' : '#3ddc84';
      if (prompt.point) {
        this.point(view.toScreen(...prompt.point), prompt.positive !== false);
      } else if (prompt.scribble) {
        this.line(pathOf(prompt.scribble, view, false), colour, 4);
      } else if (prompt.lasso) {
        c.setLineDash([6, 5]);
        this.line(pathOf(prompt.lasso, view, true), '#ffffff', 2);
        c.setLineDash([]);
      } else if (prompt.box) {
        const [x1, y1, x2, y2] = prompt.box;
        c.setLineDash([6, 5]);
        this.line(pathOf([[x1, y1], [x2, y1], [x2, y2], [x1, y2]], view, true), '#ffffff', 2);
        c.setLineDash([]);
      }
    }
    c.restore();
  }

  /** A disc with a plus or a minus: told apart without colours too. */
  point([x, y], positive) {
    const c = this.context;
    c.beginPath();
    c.arc(x, y, 8, 0, 7);
    c.fillStyle = positive ? '#0b7a3e' : '#b3261e';
    c.fill();
    c.lineWidth = 2;
    c.strokeStyle = '#ffffff';
    c.stroke();
    c.beginPath();
    c.moveTo(x - 4, y);
    c.lineTo(x + 4, y);
    if (positive) {
      c.moveTo(x, y - 4);
      c.lineTo(x, y + 4);
    }
    c.stroke();
  }

  cursor([x, y]) {
    const cross = new Path2D();
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      cross.moveTo(x + 4 * dx, y + 4 * dy);
      cross.lineTo(x + 16 * dx, y + 16 * dy);
    }
    this.line(cross, '#ffffff', 2);
  }
}

function pathOf(points, view, closed) {
  const path = new Path2D();
  points.forEach((point, i) => {
    const [x, y] = view.toScreen(...point);
    if (i === 0) {
      path.moveTo(x, y);
      points.length === 1 && path.lineTo(x + 0.1, y);
    } else {
      path.lineTo(x, y);
    }
  });
  if (closed) {
    path.closePath();
  }
  return path;
}
