// How a step runs: when, for what, how often again, how long, and what its failure does.

import { h } from '../dom.js';
import { t } from '../i18n.js';
import { expression } from './arguments.js';
import { before, celOf, change, refOf, sources, stepOf, verdict } from './document.js';
import { element } from './kinds.js';

/** The fields of a step's manner; every change goes to the editor. */
export function manner(editor, step) {
  const typed = (key) => ({ of: `${step.id} ${key}`, keep: 'inspector' });
  const set = (key, value, how = {}) => editor.update(change(editor.doc, (d) => {
    const at = stepOf(d, step.id);
    if (value === undefined) delete at[key];
    else at[key] = value;
  }), how);
  return [
    when(step, (value) => set('when', value, typed('when'))),
    each(editor, step, set, typed),
    retry(step, (value) => set('retry', value, typed('retry'))),
    line('timeout', step.timeout, (value) => set('timeout', value, typed('timeout')), { placeholder: '30 s' }),
    failure(editor, step, (value) => set('on_failure', value)),
    asking(step, (value) => set('approve', value, typed('approve'))),
    anew(step, (value) => set('cache', value)),
  ];
}

const labelled = (id, label, ...fields) => h('div', { class: 'labelled' }, h('label', { for: id }, h('span', {}, label)), fields);

function when(step, set) {
  const cel = typeof step.when === 'boolean' ? String(step.when) : typeof step.when === 'string' ? step.when : celOf(step.when) ?? '';
  const field = expression('when', cel, 'wf-when', (value) => set(value.trim() ? { cel: value } : undefined));
  return labelled('wf-when', t('wf.when'), field);
}

function each(editor, step, set, typed) {
  const { doc, tools } = editor;
  const over = step.for_each;
  const cel = celOf(over);
  const ref = refOf(over);
  const fitting = sources(doc, tools).filter((s) => (s.kind === null || element(s.kind)) && verdict(doc, tools, s.ref, { step: step.id, port: 'for_each' }).fit !== 'no');
  if (ref !== null && !fitting.some((s) => s.ref === ref)) fitting.push({ ref, kind: null });
  const value = over === undefined || over === null ? '' : cel !== null ? 'cel' : ref !== null ? `ref ${ref}` : 'list';
  const select = h('select', { id: 'wf-each', onchange: () => {
    if (select.value === 'list') return;
    set('for_each', select.value === '' ? undefined : select.value === 'cel' ? { cel: '' } : { ref: select.value.slice(4) });
  } },
  h('option', { value: '' }, t('wf.each.once')), fitting.map((s) => h('option', { value: `ref ${s.ref}` }, `${s.ref} · ${s.kind ?? '?'}`)),
  h('option', { value: 'cel' }, t('wf.arg.cel')), value === 'list' ? h('option', { value: 'list' }, JSON.stringify(over).slice(0, 60)) : null);
  select.value = value;
  return labelled('wf-each', t('wf.for_each'), select, cel !== null ? expression('for_each', cel, 'wf-each-cel', (text) => set('for_each', { cel: text }, typed('for_each'))) : null,
    value ? h('p', { class: 'note' }, t('wf.each.note')) : null,
    value ? parallel(step, (n) => set('parallel', n, typed('parallel'))) : null);
}

function parallel(step, set) {
  const field = h('input', { id: 'wf-parallel', type: 'number', min: '1', max: '64', value: String(step.parallel ?? ''), oninput: () => set(field.value === '' ? undefined : Math.round(field.valueAsNumber)) });
  return labelled('wf-parallel', t('wf.parallel'), field);
}

function retry(step, set) {
  const now = step.retry && typeof step.retry === 'object' ? step.retry : {};
  const times = h('input', { id: 'wf-retry', type: 'number', min: '0', max: '10', value: String(now.times ?? ''), placeholder: '0', oninput: () => put() });
  const wait = h('input', { id: 'wf-backoff', value: now.backoff === undefined ? '' : String(now.backoff), placeholder: '1 s', oninput: () => put() });
  const put = () => set(Number(times.value) > 0 ? { ...now, times: Math.round(Number(times.value)), ...(wait.value.trim() ? { backoff: duration(wait.value) } : { backoff: undefined }) } : undefined);
  return h('div', { class: 'wf-pair' }, labelled('wf-retry', t('wf.retry'), times), labelled('wf-backoff', t('wf.backoff'), wait));
}

/** Seconds where it is a bare number, else as it was written. */
const duration = (text) => (/^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : text.trim());

function line(key, value, set, { placeholder = null } = {}) {
  const id = `wf-${key}`;
  const field = h('input', { id, value: value === undefined || value === null ? '' : String(value), placeholder, oninput: () => set(field.value.trim() ? duration(field.value) : undefined) });
  return labelled(id, t(`wf.${key}`), field);
}

/** Leave out, end, or take another step's value: one that does not wait for this one. */
function failure(editor, step, set) {
  const now = step.on_failure ?? 'skip';
  const others = editor.doc.steps.map((s) => s.id).filter((id) => id !== step.id && (id === now.use || !before(editor.doc, id).has(step.id)));
  const select = h('select', { id: 'wf-failure', onchange: () => set(select.value === 'skip' ? undefined : select.value.startsWith('use ') ? { use: select.value.slice(4) } : select.value) },
    ['skip', 'stop'].map((v) => h('option', { value: v }, t(`wf.failure.${v}`))), others.map((id) => h('option', { value: `use ${id}` }, t('wf.failure.step', { step: id }))));
  select.value = now.use ? `use ${now.use}` : String(now);
  return labelled('wf-failure', t('wf.failure'), select);
}

function asking(step, set) {
  const field = h('input', { id: 'wf-approve', value: step.approve ?? '', oninput: () => set(field.value.trim() || undefined) });
  return labelled('wf-approve', t('wf.approve'), field);
}

function anew(step, set) {
  const box = h('input', { id: 'wf-cache', type: 'checkbox', checked: step.cache === 'off' || step.cache === false, onchange: () => set(box.checked ? 'off' : undefined) });
  return h('label', { class: 'check', for: 'wf-cache' }, box, h('span', {}, t('wf.cache')));
}
