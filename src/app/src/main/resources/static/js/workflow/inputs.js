// The form that a run's inputs are given in: pictures are picked, dropped or pasted and sent at once.

import { announce, h, icon } from '../dom.js';
import { t } from '../i18n.js';
import { sentence } from '../faults.js';
import { inputKind } from './document.js';
import { marks } from './marks.js';

const PICTURES = new Set(['image', 'list<image>']);

export class RunInputs {
  /** @param changed told when a picture came that others lie in */
  constructor(api, changed) {
    Object.assign(this, { api, changed });
    this.given = new Map(); // name → value, kept while the workflow is changed
  }

  /** The fields for what a workflow takes. */
  fields(doc) {
    this.doc = doc;
    return Object.entries(doc.inputs).map(([name, input]) => {
      const kind = inputKind(input);
      const rule = typeof input === 'object' && input ? input : {};
      const id = `wf-give-${name}`;
      const label = [h('span', { class: 'wf-arg-name' }, name), h('span', { class: 'wf-kind' }, kind), rule.default === undefined ? null : h('span', { class: 'note' }, t('wf.run.optional'))];
      const words = rule.description ? h('p', { class: 'note' }, String(rule.description)) : null;
      if (PICTURES.has(kind)) return h('div', { class: 'wf-arg', data: { input: name } }, h('p', { id: `${id}-label` }, label), words, this.pictures(name, kind === 'list<image>', id));
      if (kind === 'visual_prompts') return h('div', { class: 'wf-arg', data: { input: name } }, h('p', {}, label), words, this.marks(name, id));
      return h('div', { class: 'wf-arg', data: { input: name } }, h('label', { for: id }, label), words, this.field(name, kind, rule, id));
    });
  }

  /** Prompts lie in the first picture that was given. */
  marks(name, id) {
    const first = Object.entries(this.doc.inputs).find(([, input]) => inputKind(input) === 'image')?.[0];
    return marks(this.given.get(first)?.at(-1) ?? null, { api: this.api, id, name, given: this.given.get(name), set: (value) => (value === undefined ? this.given.delete(name) : this.given.set(name, value)) });
  }

  field(name, kind, rule, id) {
    const known = this.given.get(name);
    const standard = rule.default === undefined ? rule.example : rule.default;
    const hint = standard === undefined ? null : typeof standard === 'string' ? standard : JSON.stringify(standard);
    const put = (value) => (value === undefined ? this.given.delete(name) : this.given.set(name, value));
    if (Array.isArray(rule.choices) || kind === 'flag') {
      const all = kind === 'flag' ? ['true', 'false'] : rule.choices.map(String);
      const select = h('select', { id, onchange: () => put(select.value === '' ? undefined : kind === 'flag' ? select.value === 'true' : select.value) },
        h('option', { value: '' }, rule.default === undefined ? t('wf.run.choose') : t('wf.arg.default', { value: JSON.stringify(rule.default) })), all.map((v) => h('option', { value: v, selected: String(known) === v }, kind === 'flag' ? t(`wf.${v}`) : v)));
      return select;
    }
    if (kind === 'number') {
      const field = h('input', { id, type: 'number', step: 'any', min: rule.min, max: rule.max, placeholder: hint, value: known === undefined ? null : String(known), oninput: () => put(field.value === '' ? undefined : field.valueAsNumber) });
      return field;
    }
    const lines = kind === 'list<text>';
    const area = h('textarea', { id, rows: kind === 'text' ? '1' : '3', placeholder: lines && Array.isArray(standard) ? standard.join('\n') : hint, spellcheck: kind === 'text' ? null : 'false',
      oninput: () => put(area.value.trim() === '' ? undefined : kind === 'text' ? area.value : lines ? area.value.split('\n').map((l) => l.trim()).filter(Boolean) : parsed(area.value)) });
    area.value = known === undefined ? '' : typeof known === 'string' ? known : lines ? known.join('\n') : JSON.stringify(known);
    return h('div', {}, area, lines ? h('p', { class: 'note' }, t('wf.arg.lines.short')) : kind === 'text' ? null : h('p', { class: 'note' }, t('wf.run.json')));
  }

  pictures(name, several, id) {
    const shown = h('ul', { class: 'wf-given', 'aria-labelledby': `${id}-label` });
    const fault = h('p', { class: 'fault', role: 'alert', hidden: true });
    const file = h('input', { id, type: 'file', accept: 'image/*', multiple: several, hidden: true, tabindex: '-1', 'aria-hidden': 'true', onchange: () => { take([...file.files]); file.value = ''; } });
    const render = () => shown.replaceChildren(...(this.given.get(name) ?? []).map((p, i) => h('li', {}, this.thumbnail(p),
      h('button', { type: 'button', class: 'icon', 'aria-label': t('composer.remove', { name: p.name }), title: t('composer.remove', { name: p.name }), onclick: () => { this.given.set(name, this.given.get(name).filter((_, j) => j !== i)); render(); } }, icon('close')))));
    const take = async (files) => {
      fault.hidden = true;
      for (const one of files.filter((f) => f.type.startsWith('image/')).slice(0, several ? 200 : 1)) {
        zone.setAttribute('aria-busy', 'true');
        try {
          const made = await this.api.upload(one, one.name);
          this.given.set(name, [...(several ? this.given.get(name) ?? [] : []), { id: made.id, name: one.name, width: made.width, height: made.height }]);
          announce(t('composer.added', { name: one.name, width: made.width, height: made.height }));
        } catch (e) {
          fault.hidden = false;
          fault.textContent = t('composer.bad_picture', { name: one.name, why: sentence(e) });
        }
        zone.removeAttribute('aria-busy');
        render();
      }
      if (Object.values(this.doc.inputs).some((input) => inputKind(input) === 'visual_prompts')) this.changed();
    };
    const zone = h('button', { type: 'button', class: 'wf-drop', 'aria-label': `${name}: ${t(several ? 'wf.run.pick_several' : 'wf.run.pick')}`, onclick: () => file.click(),
      ondragover: (e) => { e.preventDefault(); zone.classList.add('over'); }, ondragleave: () => zone.classList.remove('over'),
      ondrop: (e) => { e.preventDefault(); e.stopPropagation(); zone.classList.remove('over'); take([...e.dataTransfer.files]); },
      onpaste: (e) => { const files = [...e.clipboardData.files]; if (files.length) { e.preventDefault(); take(files); } } }, icon('picture'), h('span', {}, t(several ? 'wf.run.pick_several' : 'wf.run.pick')));
    render();
    return h('div', {}, zone, file, shown, fault);
  }

  thumbnail(p) {
    const image = h('img', { alt: p.name });
    this.api.address(`/artifacts/${p.id}/thumbnail?size=160`).then((address) => { image.src = address; }, () => {});
    return image;
  }

  /** What goes with the run. */
  order() {
    const order = {};
    for (const [name, input] of Object.entries(this.doc.inputs)) {
      const kind = inputKind(input);
      const value = this.given.get(name);
      if (value === undefined) continue;
      if (!PICTURES.has(kind)) order[name] = value;
      else if (value.length) order[name] = kind === 'image' ? { artifact: value.at(-1).id } : value.map((p) => ({ artifact: p.id }));
    }
    return order;
  }

  /** The first input that must be given and is not; empty where there is none. */
  missing() {
    return Object.entries(this.doc.inputs).find(([name, input]) => {
      const value = this.given.get(name);
      const optional = typeof input === 'object' && input && input.default !== undefined;
      return !optional && (value === undefined || (PICTURES.has(inputKind(input)) && !value.length));
    })?.[0] ?? '';
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text; // The server says what it expected.
  }
}
