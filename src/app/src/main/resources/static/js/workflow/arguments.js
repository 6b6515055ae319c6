// What a step is given at a port: nothing, a value, what another step gives, or an expression.

import { h, icon } from '../dom.js';
import { t } from '../i18n.js';
import { celOf, kindOf, refOf, sources, verdict } from './document.js';
import { inner } from './kinds.js';

const WRITTEN = new Set(['text', 'number', 'flag', 'any', 'record', 'visual_prompts', 'classification', 'embedding']);
/** Whether a value of the kind can be written down. */
const writable = (kind) => !kind || WRITTEN.has(inner(kind) ?? kind);

/**
 * @param at {doc, tools, step, port: {name, kind, required, description}, schema}
 * @param set(value, of) undefined takes it away; of is what is edited, so that typing is one thing to undo
 * @param link(ref) links it with what is referred to
 */
export function argument(at, set, link) {
  const { step, port } = at;
  const value = step.with?.[port.name];
  const id = `wf-arg-${port.name}`;
  const mode = modeOf(value);
  const select = h('select', { id, onchange: () => chosen(select.value, at, set, link) }, options(at, value, mode));
  select.value = mode === 'ref' ? `ref ${refOf(value)}` : mode;
  const editor = mode === 'value' ? literal(at, value, `${id}-value`, set) : mode === 'cel' ? expression(port.name, celOf(value), `${id}-cel`, (cel) => set({ cel }, `${step.id} ${port.name}`)) : mode === 'items' ? items(at, value, set) : null;
  return h('div', { class: 'wf-arg', data: { port: port.name } },
    h('label', { for: id }, h('span', { class: 'wf-arg-name' }, port.name), h('span', { class: 'wf-kind' }, port.kind ?? '?'),
      port.required ? h('span', { class: 'wf-needed' }, t('wf.required')) : null),
    port.description ? h('p', { class: 'note' }, port.description) : null,
    select, editor);
}

function modeOf(value) {
  if (value === undefined) return 'none';
  if (refOf(value) !== null) return 'ref';
  if (celOf(value) !== null) return 'cel';
  return Array.isArray(value) && value.some((v) => refOf(v) !== null || celOf(v) !== null) ? 'items' : 'value';
}

function options({ doc, tools, step, port, schema }, value, mode) {
  const standard = schema?.default;
  const fitting = sources(doc, tools).filter((s) => verdict(doc, tools, s.ref, { step: step.id, port: port.name }).fit !== 'no');
  const known = refOf(value);
  if (mode === 'ref' && known !== 'item' && !fitting.some((s) => s.ref === known)) fitting.push({ ref: known, kind: kindOf(doc, tools, known) });
  return [
    h('option', { value: 'none' }, port.required ? t('wf.arg.missing') : standard === undefined ? t('wf.arg.none') : t('wf.arg.default', { value: JSON.stringify(standard) })),
    writable(port.kind) || mode === 'value' ? h('option', { value: 'value' }, t('wf.arg.value')) : null,
    h('option', { value: 'cel' }, t('wf.arg.cel')),
    mode === 'items' ? h('option', { value: 'items' }, t('wf.arg.items')) : null,
    h('optgroup', { label: t('wf.arg.from') },
      step.for_each || known === 'item' ? h('option', { value: 'ref item' }, t('wf.item')) : null,
      fitting.map((s) => h('option', { value: `ref ${s.ref}` }, `${s.ref.replace(/^inputs\./, `${t('wf.input')} `)} · ${s.kind ?? '?'}`)))];
}

function chosen(mode, { step, port, schema }, set, link) {
  if (mode === 'none') set(undefined);
  else if (mode === 'cel') set({ cel: '' });
  else if (mode === 'value') set(first(schema, port.kind));
  else if (mode === 'ref item') set({ ref: 'item' });
  else if (mode.startsWith('ref ')) link(mode.slice(4), { step: step.id, port: port.name });
}

function first(schema, kind) {
  if (schema?.default !== undefined) return schema.default;
  if (schema?.enum) return schema.enum[0];
  if (kind && inner(kind)) return [];
  return { number: schema?.minimum ?? 0, flag: false, record: {}, visual_prompts: [] }[kind] ?? '';
}

/** An editor for a value, by the schema of its port. */
export function literal({ step, port, schema }, value, id, set) {
  const of = `${step?.id} ${port.name}`;
  const name = t('wf.arg.value_of', { port: port.name });
  const { kind } = port;
  if (schema?.enum) {
    const select = h('select', { id, 'aria-label': name, onchange: () => set(select.value, of) }, [...new Set([...schema.enum, value])].map((v) => h('option', { value: v, selected: v === value }, String(v))));
    return select;
  }
  if (kind === 'flag') {
    const select = h('select', { id, 'aria-label': name, onchange: () => set(select.value === 'true', of) }, ['true', 'false'].map((v) => h('option', { value: v, selected: v === String(value) }, t(`wf.${v}`))));
    return select;
  }
  if (kind === 'number' && typeof value === 'number') {
    const input = h('input', { id, type: 'number', step: 'any', min: schema?.minimum, max: schema?.maximum, value: String(value), 'aria-label': name, oninput: () => { if (input.value !== '' && Number.isFinite(input.valueAsNumber)) set(input.valueAsNumber, of); } });
    return input;
  }
  const lines = Array.isArray(value) && value.every((v) => typeof v === 'string') && kind === 'list<text>';
  if (lines || (typeof value === 'string' && kind !== 'number')) {
    const area = h('textarea', { id, rows: '2', 'aria-label': lines ? t('wf.arg.lines', { port: port.name }) : name, placeholder: lines ? t('wf.arg.lines.short') : null, spellcheck: 'false',
      oninput: () => { grow(area); set(lines ? area.value.split('\n').map((l) => l.trim()).filter(Boolean) : area.value, of); } });
    area.value = lines ? value.join('\n') : value;
    return area;
  }
  return json(value, id, name, (v) => set(v, of));
}

/** Any value as JSON, taken over once it can be read. */
export function json(value, id, name, set) {
  const fault = h('p', { class: 'fault', role: 'alert', hidden: true });
  const area = h('textarea', { id, rows: '3', class: 'code', 'aria-label': name, spellcheck: 'false', oninput: () => {
    grow(area);
    try {
      const read = JSON.parse(area.value);
      fault.hidden = true;
      set(read);
    } catch (e) {
      fault.hidden = false;
      fault.textContent = t('wf.arg.bad_json', { why: e.message });
    }
  } });
  area.value = JSON.stringify(value ?? null, null, 1);
  return h('div', {}, area, fault);
}

/** An expression in CEL. */
export function expression(name, cel, id, set) {
  const area = h('textarea', { id, rows: '1', class: 'code', 'aria-label': t('wf.arg.cel_of', { port: name }), placeholder: 'size(faces.regions) > 0', spellcheck: 'false', oninput: () => { grow(area); set(area.value); } });
  area.value = cel ?? '';
  return area;
}

function items({ step, port }, value, set) {
  return h('ul', { class: 'wf-items' }, value.map((one, i) => {
    const words = refOf(one) ?? celOf(one) ?? JSON.stringify(one);
    return h('li', {}, h('code', {}, words), h('button', { type: 'button', class: 'icon', 'aria-label': t('wf.arg.remove', { value: words }), title: t('wf.arg.remove', { value: words }),
      onclick: () => { const rest = value.filter((_, j) => j !== i); set(rest.length ? rest : undefined, `${step.id} ${port.name}`); } }, icon('close')));
  }));
}

function grow(area) { area.rows = Math.min(10, Math.max(Number(area.rows), area.value.split('\n').length)); }
