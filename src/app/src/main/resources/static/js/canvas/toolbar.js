/** The buttons above and on the picture. One tab stop; arrows go from button to button, as toolbars do. */
import { el, icon } from './dom.js';

export const TOOLS = ['select', 'positive', 'negative', 'box', 'scribble', 'scribble_out', 'lasso', 'like'];
const DEEDS = ['fresh', 'undo', 'redo', 'clear'];
const ZOOMS = ['zoom_in', 'zoom_out', 'fit'];
const KEYS = {
  select: 'V', positive: 'P', negative: 'N', box: 'B', scribble: 'S', scribble_out: 'X', lasso: 'L', like: 'E',
  fresh: 'R', undo: 'Control+Z', redo: 'Control+Y', zoom_in: '+', zoom_out: '-', fit: '0',
};

export class Toolbar {
  /** @param act told the name of the button that was pressed */
  constructor(t, act) {
    this.t = t;
    this.buttons = new Map();
    const button = (name) => {
      const made = el('button', { type: 'button', className: 'ec-button', tabIndex: -1, on: { click: () => act(name) } }, icon(name));
      this.buttons.set(name, made);
      made.dataset.name = name;
      return made;
    };
    const group = (names, className) => el('div', { className, role: 'group' }, ...names.map(button));
    this.element = el('div', { className: 'ec-toolbar', role: 'toolbar', on: { keydown: (e) => this.rove(e) } },
      group(TOOLS, 'ec-group'), group(DEEDS, 'ec-group'), group(ZOOMS, 'ec-group'));
    this.buttons.get('select').tabIndex = 0;
    this.relabel();
  }

  relabel() {
    const { t } = this;
    this.element.setAttribute('aria-label', t('canvas.tools'));
    this.buttons.forEach((button, name) => {
      const words = t(`canvas.tool.${name}`);
      button.setAttribute('aria-label', words);
      button.title = KEYS[name] ? `${words} (${KEYS[name]})` : words;
      if (KEYS[name]) {
        button.setAttribute('aria-keyshortcuts', KEYS[name]);
      }
    });
  }

  /** @param state {tool, undo, redo, marks} */
  show({ tool, undo, redo, marks, ready }) {
    TOOLS.forEach((name) => this.buttons.get(name).setAttribute('aria-pressed', String(name === tool)));
    const enable = (name, enabled) => this.buttons.get(name).setAttribute('aria-disabled', String(!enabled));
    this.buttons.forEach((_, name) => enable(name, ready));
    enable('undo', undo);
    enable('redo', redo);
    enable('clear', marks > 0);
    enable('fresh', ready && marks > 0);
  }

  rove(event) {
    const all = [...this.buttons.values()];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || at < 0) {
      return;
    }
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    all.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
    next.focus();
  }
}
