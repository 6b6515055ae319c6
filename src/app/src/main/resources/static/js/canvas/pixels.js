/** A picture's pixels at several sizes, each half of the one before, so that a large picture is drawn as quickly as a small one. */

const SMALLEST = 512;
/** Pixels that are kept at most; a larger picture is shown from a smaller copy. */
const MOST = 40_000_000;

export class Pixels {
  constructor(levels) {
    this.levels = levels;
  }

  /** Fetches and decodes a picture; upright, as its EXIF data say. */
  static async load(url) {
    const image = new Image();
    image.src = url;
    await image.decode();
    const shrink = Math.sqrt(Math.min(1, MOST / (image.naturalWidth * image.naturalHeight)));
    const whole = await createImageBitmap(image, shrink < 1 ? resized(image.naturalWidth * shrink, image.naturalHeight * shrink) : {});
    const levels = [whole];
    let last = whole;
    while (Math.max(last.width, last.height) > 2 * SMALLEST) {
      last = await createImageBitmap(last, resized(last.width / 2, last.height / 2));
      levels.push(last);
    }
    return new Pixels(levels);
  }

  get width() {
    return this.levels[0].width;
  }

  get height() {
    return this.levels[0].height;
  }

  /** Draws what can be seen of it. */
  draw(context, view, ratio) {
    const wanted = view.scale * ratio;
    let level = this.levels[0];
    for (const next of this.levels) {
      if (next.width / view.picture.width >= wanted) {
        level = next;
      }
    }
    const f = level.width / view.picture.width;
    const g = level.height / view.picture.height;
    const [x1, y1] = view.clamp(...view.toPicture(0, 0));
    const [x2, y2] = view.clamp(...view.toPicture(view.screen.width, view.screen.height));
    const left = Math.floor(x1);
    const top = Math.floor(y1);
    const width = Math.min(view.picture.width, Math.ceil(x2 + 1)) - left;
    const height = Math.min(view.picture.height, Math.ceil(y2 + 1)) - top;
    if (width <= 0 || height <= 0) {
      return;
    }
    const [sx, sy] = view.toScreen(left, top);
    context.imageSmoothingEnabled = wanted < 3;
    context.imageSmoothingQuality = 'medium';
    context.drawImage(level, left * f, top * g, width * f, height * g, sx, sy, width * view.scale, height * view.scale);
  }

  close() {
    this.levels.forEach((level) => level.close());
  }
}

function resized(width, height) {
  return { resizeWidth: Math.max(1, Math.round(width)), resizeHeight: Math.max(1, Math.round(height)), resizeQuality: 'medium' };
}
