/**
 * Mouse, pen and fingers on the canvas: clicks and strokes for the tool that is chosen; dragging pans where the tool draws no
 * strokes; two fingers pinch; the wheel zooms.
 */

/** Screen pixels that a click may slip. */
const SLIP = 6;
const STROKES = new Set(['box', 'scribble', 'scribble_out', 'lasso', 'like']);

export class Gestures {
  /**
   * @param canvas listened to
   * @param deed {tool(), view, click(x, y, {negative}), stroke(points), draft(points|null), hover(x, y|null), changed()}; screen pixels
   */
  constructor(canvas, deed) {
    this.canvas = canvas;
    this.deed = deed;
    this.pointers = new Map();
    this.drag = null;
    const on = (event, fn, options) => canvas.addEventListener(event, fn.bind(this), options);
    on('pointerdown', this.down);
    on('pointermove', this.move);
    on('pointerup', this.up);
    on('pointercancel', this.cancel);
    on('pointerleave', () => this.pointers.size === 0 && deed.hover(null));
    on('wheel', this.wheel, { passive: false });
    on('contextmenu', (event) => event.preventDefault());
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  down(event) {
    if (event.pointerType === 'mouse' && event.button > 2) {
      return;
    }
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, this.at(event));
    if (this.pointers.size > 1) {
      this.drag = null;
      this.deed.draft(null);
      return;
    }
    const pans = event.button === 1 || !STROKES.has(this.deed.tool());
    this.drag = { pans, from: this.at(event), points: [this.at(event)], moved: false, negative: event.button === 2 || event.altKey };
    this.drag.click = event.button !== 1;
  }

  move(event) {
    const at = this.at(event);
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      this.deed.hover(at);
      return;
    }
    if (this.pointers.size === 2) {
      this.pinch(event.pointerId, before, at);
    } else if (this.drag) {
      this.dragged(before, at);
    }
    this.pointers.set(event.pointerId, at);
  }

  dragged(before, at) {
    const drag = this.drag;
    drag.moved ||= distance(drag.from, at) > SLIP;
    if (!drag.moved) {
      return;
    }
    if (drag.pans) {
      const since = drag.panned ? before : drag.from;
      drag.panned = true;
      this.deed.view.pan(at[0] - since[0], at[1] - since[1]);
      this.deed.changed();
    } else {
      if (distance(drag.points.at(-1), at) >= 2) {
        drag.points.push(at);
      }
      this.deed.draft(drag.points);
    }
  }

  pinch(id, before, at) {
    const [other] = [...this.pointers].filter(([key]) => key !== id).map(([, value]) => value);
    const middle = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    const was = middle(before, other);
    const now = middle(at, other);
    this.deed.view.pan(now[0] - was[0], now[1] - was[1]);
    this.deed.view.zoom(Math.max(1, distance(at, other)) / Math.max(1, distance(before, other)), ...now);
    this.deed.changed();
  }

  up(event) {
    const known = this.pointers.delete(event.pointerId);
    const drag = this.drag;
    if (!known || !drag) {
      return;
    }
    this.drag = null;
    this.deed.draft(null);
    if (!drag.moved) {
      drag.click && this.deed.click(...drag.from, { negative: drag.negative });
    } else if (!drag.pans) {
      const end = this.at(event);
      this.deed.stroke([...drag.points, end]);
    }
  }

  cancel(event) {
    this.pointers.delete(event.pointerId);
    this.drag = null;
    this.deed.draft(null);
  }

  wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    // A trackpad's pinch comes as a wheel with ctrl, in small steps.
    const factor = Math.exp((-event.deltaY * lines * (event.ctrlKey ? 5 : 1)) / 500);
    this.deed.view.zoom(Math.min(2, Math.max(0.5, factor)), ...this.at(event));
    this.deed.changed();
  }
}

function distance(a, b) {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
