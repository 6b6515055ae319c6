/**
 * The canvas by keyboard, while it has the focus: arrows move a cursor (with Shift far, with Ctrl the picture), Enter acts
 * there. A stroke begins with Enter, follows the arrows and ends with Enter. Escape ends what is being done.
 */

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const TOOLS = { v: 'select', p: 'positive', n: 'negative', b: 'box', s: 'scribble', x: 'scribble_out', l: 'lasso', e: 'like' };
const STROKES = new Set(['box', 'scribble', 'scribble_out', 'lasso']);
/** Screen pixels a step. */
const NEAR = 8;
const FAR = 64;

export class Keys {
  /**
   * @param deed what {@link Gestures} takes, and {choose(tool), undo(), redo(), remove(), fresh(), picture(±1), cursor(picture
   *     point|null)}
   */
  constructor(canvas, deed) {
    this.deed = deed;
    this.cursor = null;
    this.stroke = null;
    canvas.addEventListener('keydown', (event) => this.down(event));
    canvas.addEventListener('blur', () => this.forget());
    canvas.addEventListener('pointerdown', () => this.forget());
  }

  forget() {
    this.cursor = null;
    this.stroke = null;
    this.deed.draft(null);
    this.deed.cursor(null);
  }

  down(event) {
    if (this.handled(event)) {
      event.preventDefault();
    }
  }

  handled(event) {
    const { deed } = this;
    const key = event.key;
    if (event.ctrlKey || event.metaKey) {
      if (ARROWS[key]) {
        deed.view.pan(...ARROWS[key].map((d) => -d * FAR));
        return this.changed();
      }
      const letter = key.toLowerCase();
      if (letter === 'z' && !event.shiftKey) {
        return deed.undo(), true;
      }
      return letter === 'y' || letter === 'z' ? (deed.redo(), true) : false;
    }
    if (ARROWS[key]) {
      return this.move(ARROWS[key], event.shiftKey ? FAR : NEAR);
    }
    if (key === 'Enter' || key === ' ') {
      return this.act(event.altKey);
    }
    if (TOOLS[key.toLowerCase()] && !event.altKey) {
      return deed.choose(TOOLS[key.toLowerCase()]), true;
    }
    return this.other(key);
  }

  other(key) {
    const { deed } = this;
    const deeds = {
      '+': () => this.zoom(1.25),
      '=': () => this.zoom(1.25),
      '-': () => this.zoom(0.8),
      0: () => (deed.view.fit(), this.changed()),
      Delete: () => deed.remove(),
      Backspace: () => deed.remove(),
      r: () => deed.fresh(),
      PageUp: () => deed.picture(-1),
      PageDown: () => deed.picture(1),
    };
    if (key === 'Escape') {
      if (this.stroke) {
        this.stroke = null;
        deed.draft(null);
      } else {
        deed.fresh();
      }
      return true;
    }
    if (!Object.hasOwn(deeds, key)) {
      return false;
    }
    deeds[key]();
    return true;
  }

  zoom(factor) {
    this.deed.view.zoom(factor, ...(this.cursor ? this.deed.view.toScreen(...this.cursor) : []));
    return this.changed();
  }

  changed() {
    this.deed.changed();
    return true;
  }

  /** The cursor, in the middle of what is seen at first. */
  place() {
    const { view } = this.deed;
    this.cursor ??= view.inside(view.screen.width / 2, view.screen.height / 2);
    return this.cursor;
  }

  move([dx, dy], step) {
    const { view } = this.deed;
    const [x, y] = this.place();
    this.cursor = view.clamp(x + (dx * step) / view.scale, y + (dy * step) / view.scale);
    view.show(...this.cursor);
    if (this.stroke) {
      this.stroke.push(this.cursor);
      this.deed.draft(this.stroke.map((p) => view.toScreen(...p)));
    }
    this.deed.cursor(this.cursor);
    return this.changed();
  }

  act(negative) {
    const { deed } = this;
    const shown = this.cursor !== null;
    const at = this.place();
    deed.cursor(at);
    if (!shown) {
      return this.changed();
    }
    if (!STROKES.has(deed.tool())) {
      deed.click(...deed.view.toScreen(...at), { negative });
    } else if (!this.stroke) {
      this.stroke = [at];
      deed.begun();
    } else {
      const stroke = this.stroke;
      this.stroke = null;
      deed.draft(null);
      deed.stroke(stroke.map((p) => deed.view.toScreen(...p)));
    }
    return true;
  }
}
