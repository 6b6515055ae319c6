// What is selected, with everything about it that can be changed: a step, the inputs, the outputs, the workflow itself.

import { h, icon } from '../dom.js';
import { t } from '../i18n.js';
import { toolName } from '../card.js';
import { argument } from './arguments.js';
import { manner } from './manner.js';
import { inputsPart, outputsPart } from './ports.js';
import { badName, change, renameStep, specOf, stepOf, toolOf } from './document.js';

export class Inspector {
  /** @param editor {doc, tools, selected, faultsOf(key), update(doc, {of, keep}), rename…, remove…, pick…, connect(from, to)} */
  constructor(element, editor) {
    Object.assign(this, { element, editor });
  }

  render() {
    const { editor, element } = this;
    const focused = element.contains(document.activeElement) ? document.activeElement.id : '';
    const { selected } = editor;
    const part = selected === 'inputs' ? inputsPart(editor) : selected === 'outputs' ? outputsPart(editor)
      : selected?.startsWith('step ') && stepOf(editor.doc, selected.slice(5)) ? this.step(stepOf(editor.doc, selected.slice(5))) : this.whole();
    element.replaceChildren(...part.filter(Boolean));
    if (focused) document.getElementById(focused)?.focus();
  }

  focus() { this.element.querySelector('h3')?.focus(); }

  whole() {
    const { editor } = this;
    const { doc } = editor;
    const name = h('input', { id: 'wf-name', value: String(doc.name ?? ''), maxlength: '64', spellcheck: 'false', 'aria-describedby': 'wf-name-note', oninput: () => editor.update(change(doc2(), (d) => { d.name = name.value; }), { of: 'name', keep: 'inspector' }) });
    const words = h('textarea', { id: 'wf-description', rows: '3', oninput: () => editor.update(change(doc2(), (d) => {
      if (words.value) d.description = words.value;
      else delete d.description;
    }), { of: 'description', keep: 'inspector' }) });
    const doc2 = () => editor.doc;
    words.value = String(doc.description ?? '');
    return [
      h('h3', { tabindex: '-1' }, t('wf.whole')),
      faults(editor.faultsOf('')),
      h('label', { class: 'labelled', for: 'wf-name' }, h('span', {}, t('wf.name')), name),
      h('p', { class: 'note', id: 'wf-name-note' }, t('wf.name.note')),
      h('label', { class: 'labelled', for: 'wf-description' }, h('span', {}, t('wf.description')), words),
      h('p', { class: 'note wf-hint' }, t('wf.hint')),
      Object.keys(doc.inputs).length ? null : h('button', { type: 'button', class: 'small', onclick: () => editor.addInput() }, icon('plus'), t('wf.inputs.add')),
    ];
  }

  step(step) {
    const { editor } = this;
    const tool = specOf(editor.tools, step);
    const called = toolOf(step);
    const key = `step ${step.id}`;
    const fault = h('p', { class: 'fault', role: 'alert', hidden: true });
    const id = h('input', { id: 'wf-id', value: step.id, spellcheck: 'false', maxlength: '64', onchange: () => {
      const why = id.value === step.id ? '' : badName(id.value, editor.doc.steps.map((s) => s.id));
      fault.hidden = !why;
      fault.textContent = why ? t(why, { name: id.value }) : '';
      if (!why && id.value !== step.id) editor.renamed(renameStep(editor.doc, step.id, id.value), key, `step ${id.value}`);
    } });
    const set = (port) => (value, of) => editor.update(change(editor.doc, (d) => {
      const at = stepOf(d, step.id);
      at.with = at.with && typeof at.with === 'object' ? at.with : {};
      if (value === undefined) delete at.with[port];
      else at.with[port] = value;
    }), { of: of ?? '', keep: of ? 'inspector' : '' });
    const link = (ref, to) => editor.connect(ref, to);
    const strange = Object.keys(step.with ?? {}).filter((name) => tool && !tool.inputs.some((p) => p.name === name)).map((name) => ({ name, kind: null, required: false, description: t('wf.arg.strange', { tool: called }) }));
    const ports = [...(tool?.inputs ?? Object.keys(step.with ?? {}).map((name) => ({ name, kind: null, required: false, description: '' }))), ...strange];
    const schema = (port) => tool?.input_schema?.properties?.[port.name];
    const rare = ports.filter((p) => !p.required && step.with?.[p.name] === undefined);
    const shown = ports.filter((p) => !rare.includes(p));
    const row = (port) => argument({ doc: editor.doc, tools: editor.tools, step, port, schema: schema(port) }, set(port.name), link);
    return [
      h('div', { class: 'wf-head-row' }, h('h3', { tabindex: '-1' }, t('wf.step', { step: step.id })),
        h('button', { type: 'button', class: 'icon', id: 'wf-remove', 'aria-label': t('wf.step.remove', { step: step.id }), title: t('wf.step.remove', { step: step.id }), onclick: () => editor.remove(key) }, icon('trash'))),
      faults(editor.faultsOf(key)),
      h('div', { class: 'wf-tool' },
        h('div', {}, h('strong', {}, tool ? toolName(called) : called || t('wf.no_tool')), ' ', tool ? h('code', { class: 'muted' }, called) : null, h('p', { class: 'note' }, tool?.description ?? t('wf.tool.unknown'))),
        h('button', { type: 'button', class: 'small', id: 'wf-change-tool', onclick: () => editor.changeTool(step.id) }, t('wf.tool.change'))),
      h('label', { class: 'labelled', for: 'wf-id' }, h('span', {}, t('wf.step.id')), id), fault,
      shown.length ? h('h4', {}, t('wf.args')) : null,
      ...shown.map(row),
      rare.length ? this.fold('args', t('wf.args.more', { n: rare.length }), rare.map(row)) : null,
      this.fold('manner', t('wf.manner'), manner(editor, step)),
      tool ? h('p', { class: 'note' }, t('wf.step.gives', { kind: tool.output_kind, what: tool.output_schema?.description ?? '' })) : null,
    ];
  }

  /** A part that stays as open as it was. */
  fold(name, title, content) {
    this.open ??= new Set();
    const box = h('details', { class: 'wf-fold', open: this.open.has(name), ontoggle: () => (box.open ? this.open.add(name) : this.open.delete(name)) }, h('summary', {}, title), content);
    return box;
  }
}

export const faults = (texts) => (texts.length ? h('ul', { class: 'wf-faults', role: 'alert' }, texts.map((text) => h('li', {}, icon('against'), h('span', {}, text)))) : null);
