/**
 * The regions beside the picture: what a screen reader and a keyboard have of the canvas. A row a region; rows stay while
 * their region does, so that nobody loses the focus while they type.
 */
import { el, icon } from './dom.js';
import { colourOf } from './shapes.js';

export class RegionList {
  /** @param deed {activate(id), relabel(id, label), exemplar(id, on), find(id), remove(id), pick(id), hover(id|null)} */
  constructor(t, deed) {
    this.t = t;
    this.deed = deed;
    this.rows = new Map();
    this.heading = el('h3', { className: 'ec-heading' });
    this.empty = el('p', { className: 'ec-empty' });
    this.items = el('ul', { className: 'ec-regions' });
    this.element = el('section', { className: 'ec-list' }, this.heading, this.empty, this.items);
    this.relabel();
  }

  relabel() {
    this.heading.textContent = this.t('canvas.regions');
    this.empty.textContent = this.t('canvas.regions.none');
    this.element.setAttribute('aria-label', this.t('canvas.regions'));
    this.rows.forEach((row) => row.element.remove());
    this.rows.clear();
  }

  /** @param scene {marks, regions, active, lit, picture(id): its name, busy: id of the example that is searched for} */
  show(scene) {
    const wanted = [...scene.marks, ...scene.regions];
    const ids = new Set(wanted.map((r) => r.id));
    this.rows.forEach((row, id) => {
      if (!ids.has(id)) {
        const had = row.element.contains(document.activeElement);
        row.element.remove();
        this.rows.delete(id);
        had && this.items.querySelector('button')?.focus();
      }
    });
    const drawn = new Set(scene.marks);
    wanted.forEach((region, i) => {
      const mark = drawn.has(region);
      let row = this.rows.get(region.id);
      if (!row || row.mark !== mark) {
        row?.element.remove();
        row = mark ? this.markRow(region.id) : this.regionRow(region.id);
        row.mark = mark;
        this.rows.set(region.id, row);
      }
      row.update(region, scene);
      if (this.items.children[i] !== row.element) {
        this.items.insertBefore(row.element, this.items.children[i] ?? null);
      }
    });
    this.empty.hidden = wanted.length > 0;
    this.items.hidden = wanted.length === 0;
  }

  row(id, ...children) {
    const { deed } = this;
    const on = {
      pointerenter: () => deed.hover(id),
      pointerleave: () => deed.hover(null),
      focusin: () => deed.hover(id),
      focusout: () => deed.hover(null),
    };
    return el('li', { className: 'ec-row', on }, ...children);
  }

  swatch(id) {
    const swatch = el('span', { className: 'ec-swatch', 'aria-hidden': 'true' });
    swatch.style.setProperty('background-color', colourOf(id));
    return swatch;
  }

  regionRow(id) {
    const words = el('span');
    const button = el('button', { type: 'button', className: 'ec-name', on: { click: () => this.deed.pick(id) } }, this.swatch(id), words);
    return {
      element: this.row(id, button),
      update: (region, scene) => {
        const score = region.score === undefined || region.score === null ? '' : ` · ${Math.round(region.score * 100)} %`;
        words.textContent = `${region.label}${score}${where(region, scene)}`;
        button.classList.toggle('ec-lit', scene.lit.has(id));
      },
    };
  }

  markRow(id) {
    const { t, deed } = this;
    const state = el('span', { className: 'ec-state' });
    const name = el('button', { type: 'button', className: 'ec-name', on: { click: () => deed.activate(id) } }, this.swatch(id), el('span', {}, id));
    const label = el('input', {
      type: 'text', className: 'ec-label', maxLength: 80, autocomplete: 'off', placeholder: t('canvas.label'), 'aria-label': t('canvas.label.of', { id }),
      on: {
        change: () => deed.relabel(id, label.value.trim()),
        keydown: (event) => event.key === 'Enter' && (event.preventDefault(), deed.relabel(id, label.value.trim())),
      },
    });
    const like = el('button', { type: 'button', className: 'ec-button', on: { click: () => deed.exemplar(id, like.getAttribute('aria-pressed') !== 'true') } }, icon('like'));
    const find = el('button', { type: 'button', className: 'ec-text', on: { click: () => deed.find(id) } });
    const remove = el('button', { type: 'button', className: 'ec-button', 'aria-label': t('canvas.remove', { id }), title: t('canvas.remove', { id }), on: { click: () => deed.remove(id) } }, icon('clear'));
    like.setAttribute('aria-label', t('canvas.exemplar', { id }));
    like.title = t('canvas.exemplar', { id });
    const element = this.row(id, name, label, state, find, like, remove);
    element.dataset.mark = id;
    return {
      element,
      update: (mark, scene) => {
        name.setAttribute('aria-current', String(scene.active === id));
        name.setAttribute('aria-label', t('canvas.activate', { id }));
        if (document.activeElement !== label) {
          label.value = mark.label;
        }
        state.textContent = this.state(mark) + where({ image: mark.picture }, scene);
        state.classList.toggle('ec-failed', mark.state === 'failed');
        element.dataset.state = mark.state;
        like.setAttribute('aria-pressed', String(mark.exemplar));
        find.hidden = !mark.exemplar || mark.state !== 'done';
        find.textContent = scene.busy === id ? t('canvas.stop') : t('canvas.find');
      },
    };
  }

  state(mark) {
    const { t } = this;
    if (mark.error) {
      return mark.error.key ? t(mark.error.key) : mark.error.text;
    }
    if (mark.state !== 'done') {
      return t('canvas.busy');
    }
    const score = mark.score === null ? '' : `${Math.round(mark.score * 100)} %`;
    return mark.like ? t('canvas.like.of', { id: mark.like, score }) : score;
  }
}

/** In which picture, where it is not the one that is shown. */
function where(region, scene) {
  const name = scene.elsewhere(region.image);
  return name ? ` · ${name}` : '';
}
