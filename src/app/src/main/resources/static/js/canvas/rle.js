/**
 * COCO run lengths, in JavaScript: column by column, first a run of what is not of the mask, then one that is, and so on.
 * A mask here is {height, width, ends}: `ends[i]` is where run i ends.
 */

/** Reads `{size: [height, width], counts}`, the counts as numbers or as COCO's compressed text. */
export function readMask(rle) {
  const [height, width] = rle.size;
  const runs = typeof rle.counts === 'string' ? decompress(rle.counts) : rle.counts;
  const ends = new Uint32Array(runs.length);
  let at = 0;
  for (let i = 0; i < runs.length; i++) {
    at += runs[i];
    ends[i] = at;
  }
  if (at !== height * width) {
    throw new Error(`The mask says ${width} x ${height} pixels and holds ${at}`);
  }
  return { height, width, ends };
}

/** COCO's text: six bits a character, the lowest first; from the third on each run is the difference to the one before last. */
function decompress(text) {
  const runs = [];
  let i = 0;
  while (i < text.length) {
    let value = 0;
    let shift = 0;
    let more = true;
    while (more) {
      if (i >= text.length) {
        throw new Error('The mask ends in the middle of a number');
      }
      const bits = text.charCodeAt(i++) - 48;
      value += (bits & 31) * 2 ** shift;
      more = (bits & 32) !== 0;
      shift += 5;
      if (!more && (bits & 16) !== 0) {
        value -= 2 ** shift;
      }
    }
    runs.push(runs.length > 2 ? value + runs[runs.length - 2] : value);
  }
  return runs;
}

/** The text of runs, as {@link decompress} reads it. */
function compress(runs) {
  const out = [];
  runs.forEach((run, i) => {
    let value = i > 2 ? run - runs[i - 2] : run;
    let more = true;
    while (more) {
      let bits = value & 31;
      value >>= 5;
      more = (bits & 16) !== 0 ? value !== -1 : value !== 0;
      if (more) {
        bits |= 32;
      }
      out.push(String.fromCharCode(bits + 48));
    }
  });
  return out.join('');
}

/** Whether a pixel is of the mask. */
export function contains(mask, x, y) {
  const px = Math.floor(x);
  const py = Math.floor(y);
  if (px < 0 || py < 0 || px >= mask.width || py >= mask.height) {
    return false;
  }
  const index = px * mask.height + py;
  let low = 0;
  let high = mask.ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (mask.ends[middle] > index) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low % 2 === 1;
}

/** Pixels of the mask. */
export function area(mask) {
  let sum = 0;
  for (let i = 1; i < mask.ends.length; i += 2) {
    sum += mask.ends[i] - mask.ends[i - 1];
  }
  return sum;
}

/**
 * What of a mask lies in a box, every `step`-th pixel: {columns, rows, cells} row by row.
 *
 * @param box [x1, y1, x2, y2]
 */
export function sample(mask, box, step) {
  const x0 = Math.max(0, Math.floor(box[0]));
  const y0 = Math.max(0, Math.floor(box[1]));
  const columns = Math.max(1, Math.ceil((Math.min(mask.width, box[2]) - x0) / step));
  const rows = Math.max(1, Math.ceil((Math.min(mask.height, box[3]) - y0) / step));
  const cells = new Uint8Array(columns * rows);
  let run = 0;
  for (let c = 0; c < columns; c++) {
    const x = Math.min(mask.width - 1, x0 + Math.floor((c + 0.5) * step));
    for (let r = 0; r < rows; r++) {
      const index = x * mask.height + Math.min(mask.height - 1, y0 + Math.floor((r + 0.5) * step));
      while (run < mask.ends.length && mask.ends[run] <= index) {
        run++;
      }
      cells[r * columns + c] = run % 2;
    }
  }
  return { x0, y0, columns, rows, cells };
}

/** The mask of what lies inside a polygon, as `{size, counts}`; null where it has no pixel. Even-odd, at pixels' centres. */
export function maskOfPolygon(points, width, height) {
  const runs = [];
  let outside = 0;
  let any = false;
  const first = Math.max(0, Math.floor(Math.min(...points.map((p) => p[0]))));
  const last = Math.min(width - 1, Math.ceil(Math.max(...points.map((p) => p[0]))));
  outside += first * height;
  for (let x = first; x <= last; x++) {
    let at = 0;
    for (const [from, to] of spans(points, x + 0.5, height)) {
      if (to <= from) {
        continue;
      }
      outside += from - at;
      if (any && outside === 0) {
        runs[runs.length - 1] += to - from;
      } else {
        runs.push(outside, to - from);
      }
      any = true;
      outside = 0;
      at = to;
    }
    outside += height - at;
  }
  outside += (width - 1 - last) * height;
  if (outside > 0) {
    runs.push(outside);
  }
  return any ? { size: [height, width], counts: compress(runs) } : null;
}

/** Rows of a column that lie inside, as half-open intervals from the top. */
function spans(points, x, height) {
  const crossings = [];
  for (let i = 0; i < points.length; i++) {
    const [ax, ay] = points[i];
    const [bx, by] = points[(i + 1) % points.length];
    if (ax <= x !== bx <= x) {
      crossings.push(ay + ((x - ax) / (bx - ax)) * (by - ay));
    }
  }
  crossings.sort((a, b) => a - b);
  const pairs = [];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const clip = (y) => Math.min(height, Math.max(0, Math.ceil(y - 0.5)));
    pairs.push([clip(crossings[i]), clip(crossings[i + 1])]);
  }
  return pairs;
}
