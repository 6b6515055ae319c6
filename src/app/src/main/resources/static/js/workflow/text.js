// The workflow as YAML: numbered lines, those with faults marked, and the faults below with a way to each.

import { h, icon } from '../dom.js';
import { t } from '../i18n.js';

export class TextPane {
  /** @param typed told of the text while it is typed */
  constructor(element, typed) {
    this.element = element;
    this.gutter = h('ol', { class: 'wf-gutter', 'aria-hidden': 'true' });
    this.area = h('textarea', { id: 'wf-yaml', class: 'code', spellcheck: 'false', wrap: 'off', autocapitalize: 'off', autocomplete: 'off', 'aria-describedby': 'wf-state-of-text',
      oninput: () => { this.number(); typed(this.area.value); }, onscroll: () => { this.gutter.scrollTop = this.area.scrollTop; }, onkeydown: (e) => this.keys(e) });
    this.note = h('p', { class: 'note', id: 'wf-state-of-text', role: 'status' });
    this.list = h('ol', { class: 'wf-fault-list' });
    this.marked = new Map();
    element.append(h('div', { class: 'wf-code' }, this.gutter, this.area), this.note, this.list);
    this.relabel();
  }

  relabel() {
    this.area.setAttribute('aria-label', t('wf.yaml.name'));
    this.list.setAttribute('aria-label', t('wf.faults.name'));
  }

  get text() { return this.area.value; }

  set text(value) {
    if (value === this.area.value) return;
    const { scrollTop } = this.area;
    this.area.value = value;
    this.area.scrollTop = scrollTop;
    this.number();
  }

  number() {
    const n = this.area.value.split('\n').length;
    if (this.gutter.children.length !== n) this.gutter.replaceChildren(...Array.from({ length: n }, (_, i) => h('li', {}, String(i + 1))));
    [...this.gutter.children].forEach((line, i) => line.classList.toggle('wrong', this.marked.has(i + 1)));
    this.gutter.scrollTop = this.area.scrollTop;
  }

  /** @param faults [{line, column, path, message}]; @param stale whether the graph is of an earlier text */
  mark(faults, stale) {
    this.marked = new Map(faults.map((f) => [f.line, f]));
    this.number();
    this.element.dataset.wrong = String(faults.length > 0);
    this.note.textContent = stale ? t('wf.yaml.stale') : faults.length ? t('wf.faults', { n: faults.length }) : t('wf.yaml.good');
    this.list.replaceChildren(...faults.map((f) => h('li', { data: { line: f.line, column: f.column } },
      h('button', { type: 'button', onclick: () => this.go(f.line, f.column) }, icon('against'),
        h('span', {}, h('strong', {}, t('wf.fault.at', { line: f.line, column: f.column })), f.path ? h('code', {}, f.path) : null, h('span', {}, f.message))))));
  }

  go(line, column) {
    const lines = this.area.value.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0) + Math.max(0, column - 1);
    this.area.focus();
    this.area.setSelectionRange(start, start + Math.max(0, (lines[line - 1] ?? '').length - column + 1));
    this.area.scrollTop = Math.max(0, (line - 4) * (this.area.scrollHeight / Math.max(1, lines.length)));
  }

  /** Tab goes on to the next part of the page, as everywhere; Enter keeps the indentation. */
  keys(e) {
    if (e.key !== 'Enter' || e.isComposing || e.ctrlKey || e.metaKey) return;
    const before = this.area.value.slice(0, this.area.selectionStart);
    const indent = /(?:^|\n)([ ]*)[^\n]*$/.exec(before)?.[1] ?? '';
    if (!indent) return;
    e.preventDefault();
    // The one way of typing that the browser's own undo knows of.
    document.execCommand('insertText', false, `\n${indent}`);
  }
}
