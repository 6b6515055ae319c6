// The inputs and the outputs of a workflow, to be changed.

import { h, icon } from '../dom.js';
import { t } from '../i18n.js';
import { json, literal } from './arguments.js';
import { faults } from './inspector.js';
import { PLAIN } from './kinds.js';
import { badName, change, disconnect, inputKind, refOf, removeInput, renameInput, renameOutput, sources } from './document.js';

const KINDS = ['image', 'list<image>', ...PLAIN.slice(1), 'list<text>', 'list<number>'];

export function inputsPart(editor) {
  return [
    h('h3', { tabindex: '-1' }, t('wf.inputs')), faults(editor.faultsOf('inputs')),
    h('p', { class: 'note' }, t('wf.inputs.note')),
    ...Object.entries(editor.doc.inputs).map(([name, input]) => inputPart(editor, name, input)),
    h('button', { type: 'button', class: 'small wide', id: 'wf-add-input', onclick: () => editor.addInput() }, icon('plus'), t('wf.inputs.add')),
  ];
}

/** Sets or takes away what is known of an input besides its kind; one with its kind alone is written as that. */
function put(input, key, value) {
  const rule = typeof input === 'object' && input ? { ...input } : { kind: inputKind(input) };
  if (value === undefined || value === '') delete rule[key];
  else rule[key] = value;
  return Object.keys(rule).length === 1 && rule.kind ? rule.kind : rule;
}

function inputPart(editor, name, input) {
  const kind = inputKind(input);
  const rule = typeof input === 'object' && input ? input : {};
  const id = `wf-input-${name}`;
  const set = (key, of) => (value) => editor.update(change(editor.doc, (d) => { d.inputs[name] = put(d.inputs[name], key, value); }), { of: of ? `${id} ${key}` : '', keep: of ? 'inspector' : '' });
  const kinds = h('select', { id: `${id}-kind`, onchange: () => editor.update(change(editor.doc, (d) => { d.inputs[name] = put(put(d.inputs[name], 'default', undefined), 'kind', kinds.value); }), {}) },
    [...new Set([...KINDS, kind])].map((k) => h('option', { value: k, selected: k === kind }, k)));
  const words = h('input', { id: `${id}-description`, value: String(rule.description ?? ''), oninput: () => set('description', true)(words.value) });
  const hasDefault = rule.default !== undefined;
  const written = ['text', 'number', 'flag', 'record', 'any'].includes(kind) || kind.startsWith('list<text') || kind.startsWith('list<number');
  const box = h('input', { type: 'checkbox', id: `${id}-has`, checked: hasDefault, onchange: () => set('default')(box.checked ? { text: '', number: 0, flag: false, record: {} }[kind] ?? (kind.startsWith('list') ? [] : '') : undefined) });
  return h('fieldset', { class: 'wf-entry', data: { input: name } },
    h('legend', {}, h('code', {}, name)),
    row(`${id}-name`, t('wf.input.name'), nameField(`${id}-name`, name, Object.keys(editor.doc.inputs), (to) => editor.renamed(renameInput(editor.doc, name, to), 'inputs', 'inputs', [`inputs ${name}`, `inputs ${to}`])), 'wf-grow'),
    row(`${id}-kind`, t('wf.input.kind'), kinds),
    row(`${id}-description`, t('wf.description'), words),
    written || hasDefault ? h('label', { class: 'check', for: `${id}-has` }, box, h('span', {}, t('wf.input.default'))) : null,
    hasDefault ? (kind === 'list<number>' || kind === 'any' ? json(rule.default, `${id}-default`, t('wf.input.default'), set('default', true)) : literal({ port: { name, kind }, schema: rule.choices ? { enum: rule.choices } : { minimum: rule.min, maximum: rule.max } }, rule.default, `${id}-default`, set('default', true))) : null,
    kind === 'number' ? h('div', { class: 'wf-pair' }, ['min', 'max'].map((key) => {
      const field = h('input', { id: `${id}-${key}`, type: 'number', step: 'any', value: rule[key] === undefined ? '' : String(rule[key]), oninput: () => set(key, true)(field.value === '' ? undefined : field.valueAsNumber) });
      return row(`${id}-${key}`, t(`wf.input.${key}`), field);
    })) : null,
    kind === 'text' ? (() => {
      const field = h('input', { id: `${id}-choices`, value: (rule.choices ?? []).join(', '), onchange: () => set('choices')(field.value.split(',').map((v) => v.trim()).filter(Boolean).length ? field.value.split(',').map((v) => v.trim()).filter(Boolean) : undefined) });
      return row(`${id}-choices`, t('wf.input.choices'), field);
    })() : null,
    h('button', { type: 'button', class: 'small danger', onclick: () => editor.update(removeInput(editor.doc, name), {}) }, icon('trash'), t('wf.remove', { name })));
}

const row = (id, label, field) => h('label', { class: 'labelled', for: id }, h('span', {}, label), field);

/** A name that is taken over once it may be one. */
function nameField(id, name, taken, done) {
  const field = h('input', { id, value: name, spellcheck: 'false', maxlength: '64', onchange: () => {
    const why = field.value === name ? '' : badName(field.value, taken);
    field.setCustomValidity(why ? t(why, { name: field.value }) : '');
    field.reportValidity();
    if (!why && field.value !== name) done(field.value);
  } });
  return field;
}

export function outputsPart(editor) {
  const { doc, tools } = editor;
  return [
    h('h3', { tabindex: '-1' }, t('wf.outputs')), faults(editor.faultsOf('outputs')),
    h('p', { class: 'note' }, t('wf.outputs.note')),
    ...Object.entries(doc.outputs).map(([name, value]) => {
      const id = `wf-output-${name}`;
      const select = h('select', { id: `${id}-from`, onchange: () => editor.update(change(editor.doc, (d) => { d.outputs[name] = { ref: select.value }; }), {}) },
        sources(doc, tools).map((s) => h('option', { value: s.ref, selected: s.ref === refOf(value) }, `${s.ref} · ${s.kind ?? '?'}`)));
      return h('fieldset', { class: 'wf-entry', data: { output: name } }, h('legend', {}, h('code', {}, name)),
        row(`${id}-name`, t('wf.output.name'), nameField(`${id}-name`, name, Object.keys(doc.outputs), (to) => editor.renamed(renameOutput(editor.doc, name, to), 'outputs', 'outputs', [`outputs ${name}`, `outputs ${to}`]))),
        row(`${id}-from`, t('wf.output.from'), select),
        h('button', { type: 'button', class: 'small danger', onclick: () => editor.update(disconnect(editor.doc, { output: name }), {}) }, icon('trash'), t('wf.remove', { name })));
    }),
    sources(doc, tools).length ? h('button', { type: 'button', class: 'small wide', id: 'wf-add-output', onclick: () => editor.connect(sources(doc, tools).at(-1).ref, { output: '' }) }, icon('plus'), t('wf.outputs.more')) : null,
  ];
}
