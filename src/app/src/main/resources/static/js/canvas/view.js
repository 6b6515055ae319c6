/** Where a picture lies on the screen: zoom and pan. Screen pixels are CSS pixels from the canvas's top left corner. */

const MOST = 32;
const MARGIN = 40;

export class View {
  constructor() {
    this.scale = 1;
    this.x = 0;
    this.y = 0;
    this.fitted = true;
    this.picture = { width: 1, height: 1 };
    this.screen = { width: 1, height: 1 };
  }

  /** Another picture, or another size of the canvas. What was fitted stays so. */
  resize(picture, screen) {
    const other = picture.width !== this.picture.width || picture.height !== this.picture.height;
    this.picture = picture;
    this.screen = screen;
    if (other || this.fitted) {
      this.fit();
    } else {
      this.bound();
    }
  }

  get fitScale() {
    return Math.min(this.screen.width / this.picture.width, this.screen.height / this.picture.height);
  }

  /** The whole picture, as large as it can be; small ones not beyond four times their size. */
  fit() {
    this.scale = Math.min(4, this.fitScale);
    this.x = (this.screen.width - this.picture.width * this.scale) / 2;
    this.y = (this.screen.height - this.picture.height * this.scale) / 2;
    this.fitted = true;
  }

  /** Larger or smaller by a factor, about a point of the screen that stays where it is. */
  zoom(factor, sx = this.screen.width / 2, sy = this.screen.height / 2) {
    const least = Math.min(1, this.fitScale) / 2;
    const scale = Math.min(MOST, Math.max(least, this.scale * factor));
    const [px, py] = this.toPicture(sx, sy);
    this.scale = scale;
    this.x = sx - px * scale;
    this.y = sy - py * scale;
    this.fitted = false;
    this.bound();
  }

  pan(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.fitted = false;
    this.bound();
  }

  /** Moves so far that a point of the picture can be seen. */
  show(px, py) {
    const [sx, sy] = this.toScreen(px, py);
    const inside = (at, size) => Math.min(size - Math.min(MARGIN, size / 4), Math.max(Math.min(MARGIN, size / 4), at));
    const dx = inside(sx, this.screen.width) - sx;
    const dy = inside(sy, this.screen.height) - sy;
    if (dx !== 0 || dy !== 0) {
      const fitted = this.fitted;
      this.pan(dx, dy);
      this.fitted = fitted && this.scale === Math.min(4, this.fitScale);
    }
  }

  /** Some of the picture always reaches the middle of the screen. */
  bound() {
    const one = (at, size, screen) => Math.min(screen / 2, Math.max(screen / 2 - size, at));
    this.x = one(this.x, this.picture.width * this.scale, this.screen.width);
    this.y = one(this.y, this.picture.height * this.scale, this.screen.height);
  }

  toPicture(sx, sy) {
    return [(sx - this.x) / this.scale, (sy - this.y) / this.scale];
  }

  toScreen(px, py) {
    return [px * this.scale + this.x, py * this.scale + this.y];
  }

  /** A point of the screen as one of the picture, moved into it. */
  inside(sx, sy) {
    const [px, py] = this.toPicture(sx, sy);
    return this.clamp(px, py);
  }

  clamp(px, py) {
    const last = (size) => size - 0.01;
    return [
      Math.min(last(this.picture.width), Math.max(0, px)),
      Math.min(last(this.picture.height), Math.max(0, py)),
    ];
  }

  /** Whether a point of the screen lies on the picture. */
  holds(sx, sy) {
    const [px, py] = this.toPicture(sx, sy);
    return px >= 0 && py >= 0 && px < this.picture.width && py < this.picture.height;
  }
}
