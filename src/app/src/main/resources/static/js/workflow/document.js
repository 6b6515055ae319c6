// A workflow as the page has it: the tree of its file. Every change gives a new tree; the old one stays as it was.

import { element, fit } from './kinds.js';

const isObject = (v) => v !== null && typeof v === 'object' && !Array.isArray(v);
const copy = (tree) => structuredClone(tree);

/** A tree of which everything else here may believe that it has the form of a workflow; null where it is nothing like one. */
export function normal(tree) {
  if (!isObject(tree)) return null;
  const steps = (Array.isArray(tree.steps) ? tree.steps : []).filter(isObject)
    .map((step, i) => ({ ...step, id: String(step.id ?? `step${i + 1}`), ...(step.tool === undefined ? {} : { tool: String(step.tool) }) }));
  return { ...tree, inputs: isObject(tree.inputs) ? tree.inputs : {}, steps, outputs: isObject(tree.outputs) ? tree.outputs : {} };
}

export const blank = (name) => ({ name, inputs: { picture: 'image' }, steps: [], outputs: {} });

/** The name of the tool that a step calls; a registered workflow's where it runs one, 'workflow' where that is written in it. */
export function toolOf(step) {
  if (typeof step?.workflow === 'string') return step.workflow.trim().toLowerCase().replace(/[\s.-]+/g, '_');
  return step?.workflow ? 'workflow' : String(step?.tool ?? '');
}

/** What a step calls: {name, description, inputs, output_kind, …}; undefined where there is no such tool. */
export function specOf(tools, step) {
  if (!isObject(step?.workflow)) return tools.get(toolOf(step));
  const nested = normal(step.workflow);
  const outputs = Object.values(nested.outputs);
  return { name: 'workflow', description: String(nested.description ?? ''), output_kind: outputs.length === 1 ? kindOf(nested, tools, refOf(outputs[0]) ?? '') : 'record',
    inputs: Object.entries(nested.inputs).map(([name, input]) => ({ name, kind: inputKind(input), required: !(isObject(input) && input.default !== undefined), description: String(input?.description ?? '') })) };
}

export const stepOf = (doc, id) => doc.steps.find((step) => step.id === id) ?? null;
export const inputKind = (input) => (isObject(input) ? String(input.kind ?? 'any') : String(input ?? 'any'));
export const refOf = (value) => (isObject(value) && typeof value.ref === 'string' ? value.ref : null);
export const celOf = (value) => (isObject(value) && typeof value.cel === 'string' ? value.cel : null);
const whenCel = (when) => (typeof when === 'string' ? when : celOf(when));

/** Everything that a value refers to. */
export function refs(value) {
  const ref = refOf(value);
  if (ref !== null) return [ref];
  if (Array.isArray(value)) return value.flatMap(refs);
  return [];
}

const NAMES = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\binputs\.([A-Za-z_]\w*)|(?<![.\w])([A-Za-z_]\w*)/g;

/** What a CEL expression names: inputs and steps. */
export function celRefs(doc, cel) {
  const found = new Set();
  const ids = new Set(doc.steps.map((step) => step.id));
  for (const [, input, word] of String(cel ?? '').matchAll(NAMES)) {
    if (input) found.add(`inputs.${input}`);
    else if (ids.has(word)) found.add(word);
  }
  return [...found];
}

function expressions(value) {
  const cel = celOf(value);
  if (cel !== null) return [cel];
  return Array.isArray(value) ? value.flatMap(expressions) : [];
}

/** All links: {from, to: {step, port} | {output}, soft: whether only an expression speaks of it}. */
export function links(doc) {
  const all = [];
  for (const step of doc.steps) {
    const ports = [...Object.entries(isObject(step.with) ? step.with : {}), ['for_each', step.for_each]];
    for (const [port, value] of ports) {
      for (const from of refs(value)) if (from !== 'item') all.push({ from, to: { step: step.id, port }, soft: false });
      for (const cel of expressions(value)) for (const from of celRefs(doc, cel)) all.push({ from, to: { step: step.id, port }, soft: true });
    }
    for (const from of celRefs(doc, whenCel(step.when))) all.push({ from, to: { step: step.id, port: 'when' }, soft: true });
    if (typeof step.on_failure?.use === 'string') all.push({ from: step.id, to: { step: step.on_failure.use, port: '' }, soft: true });
  }
  for (const [output, value] of Object.entries(doc.outputs)) for (const from of refs(value)) all.push({ from, to: { output }, soft: false });
  return all;
}

/** The kind behind a reference; null where it is not known. */
export function kindOf(doc, tools, ref, step = null) {
  if (ref === 'item') return step ? element(kindOf(doc, tools, refOf(step.for_each) ?? '', null)) : null;
  if (ref.startsWith('inputs.')) {
    const input = doc.inputs[ref.slice(7)];
    return input === undefined ? null : inputKind(input);
  }
  const at = stepOf(doc, ref);
  const output = at ? specOf(tools, at)?.output_kind ?? null : null;
  return output && at.for_each !== undefined && at.for_each !== null ? `list<${output}>` : output;
}

/** Everything that can be referred to: [{ref, kind}]. */
export function sources(doc, tools) {
  return [...Object.keys(doc.inputs).map((name) => `inputs.${name}`), ...doc.steps.map((step) => step.id)].map((ref) => ({ ref, kind: kindOf(doc, tools, ref) }));
}

/** The steps that must be done before a step, in one go after the other. */
export function before(doc, id) {
  const direct = new Map(doc.steps.map((step) => [step.id, []]));
  for (const link of links(doc)) if (link.to.step && direct.has(link.to.step) && direct.has(link.from)) direct.get(link.to.step).push(link.from);
  const seen = new Set();
  const go = (at) => (direct.get(at) ?? []).forEach((one) => { if (!seen.has(one)) { seen.add(one); go(one); } });
  go(id);
  return seen;
}

/** Whether a link may be drawn: {fit, key, values}; key says why not, or what comes of it. */
export function verdict(doc, tools, from, to) {
  const given = kindOf(doc, tools, from);
  if (to.output !== undefined) return { fit: 'yes' };
  const step = stepOf(doc, to.step);
  if (from === to.step) return { fit: 'no', key: 'wf.no.self', values: { step: from } };
  if (before(doc, from).has(to.step)) return { fit: 'no', key: 'wf.no.circle', values: { step: to.step, source: from } };
  if (to.port === 'for_each') {
    return given && !element(given) ? { fit: 'no', key: 'wf.no.items', values: { source: from, given } } : { fit: 'yes' };
  }
  const wanted = specOf(tools, step)?.inputs.find((p) => p.name === to.port)?.kind ?? null;
  const how = fit(wanted, given);
  if (how === 'no') return { fit: 'no', key: 'wf.no.kind', values: { port: `${to.step}.${to.port}`, wanted, source: from, given } };
  if (how === 'each') {
    const over = refOf(step.for_each);
    if (step.for_each && over !== from) return { fit: 'no', key: 'wf.no.each', values: { step: to.step, over: over ?? '…' } };
    return { fit: 'each', key: 'wf.each', values: { step: to.step, source: from } };
  }
  return { fit: how };
}

export function connect(doc, tools, from, to) {
  const next = copy(doc);
  if (to.output !== undefined) {
    next.outputs[to.output || freeName(Object.keys(next.outputs), from.replace(/^inputs\./, ''))] = { ref: from };
    return next;
  }
  const step = stepOf(next, to.step);
  if (to.port === 'for_each') { step.for_each = { ref: from }; return next; }
  step.with = isObject(step.with) ? step.with : {};
  const { fit: how } = verdict(doc, tools, from, to);
  const there = step.with[to.port];
  if (how === 'list') step.with[to.port] = Array.isArray(there) ? [...there.filter((v) => refOf(v) !== from), { ref: from }] : [{ ref: from }];
  else if (how === 'each') {
    step.for_each = { ref: from };
    step.with[to.port] = { ref: 'item' };
  } else step.with[to.port] = { ref: from };
  return next;
}

/** Takes a link away; an output that nothing comes to goes too. */
export function disconnect(doc, to, from = null) {
  const next = copy(doc);
  if (to.output !== undefined) { delete next.outputs[to.output]; return next; }
  const step = stepOf(next, to.step);
  if (to.port === 'for_each') { delete step.for_each; return next; }
  const there = step.with?.[to.port];
  if (Array.isArray(there) && from) {
    step.with[to.port] = there.filter((v) => refOf(v) !== from);
    if (!step.with[to.port].length) delete step.with[to.port];
  } else if (step.with) delete step.with[to.port];
  return next;
}

export function freeName(taken, wish) {
  const base = String(wish).replace(/[^A-Za-z0-9_]+/g, '_').replace(/^[^A-Za-z]+/, '') || 'step';
  if (!taken.includes(base)) return base;
  for (let n = 2; ; n++) if (!taken.includes(`${base}${n}`)) return `${base}${n}`;
}

/** Why a step or an input cannot be called so: the key of the words; empty where it can. */
export function badName(name, others) {
  if (!/^[A-Za-z]\w*$/.test(name)) return 'wf.name.form';
  return others.includes(name) ? 'wf.name.taken' : '';
}

/** Adds a step after those that are there; what it needs and only one thing can be is linked at once. */
export function addStep(doc, tools, tool, preferred = null) {
  const id = freeName([...doc.steps.map((s) => s.id), 'inputs', 'item'], tool);
  let next = copy(doc);
  next.steps.push({ id, tool, with: {} });
  for (const port of tools.get(tool)?.inputs ?? []) {
    if (!port.required) continue;
    const fitting = sources(doc, tools).filter((s) => s.kind && verdict(next, tools, s.ref, { step: id, port: port.name }).fit === 'yes' && port.kind !== 'any');
    const wished = sources(doc, tools).find((s) => s.ref === preferred && verdict(next, tools, s.ref, { step: id, port: port.name }).fit === 'yes');
    const from = wished?.ref ?? (port.kind === 'text' ? null : fitting.at(-1)?.ref);
    if (from) next = connect(next, tools, from, { step: id, port: port.name });
  }
  return { doc: next, id };
}

export function removeStep(doc, id) {
  const next = copy(doc);
  next.steps = next.steps.filter((step) => step.id !== id);
  return forget(next, id);
}

/** Takes every reference away. */
function forget(next, ref) {
  const without = (value) => (Array.isArray(value) ? value.filter((v) => refOf(v) !== ref) : value);
  for (const step of next.steps) {
    for (const [port, value] of Object.entries(isObject(step.with) ? step.with : {})) {
      if (refOf(value) === ref) delete step.with[port];
      else step.with[port] = without(value);
    }
    if (refOf(step.for_each) === ref) delete step.for_each;
    if (step.on_failure?.use === ref) delete step.on_failure;
  }
  for (const [name, value] of Object.entries(next.outputs)) if (refOf(value) === ref) delete next.outputs[name];
  return next;
}

/** Calls what is referred to by one name by another, in references and in expressions. */
function renamed(next, from, to) {
  const word = (cel) => String(cel).replace(NAMES, (whole, input, step) => ((input && `inputs.${input}` === from) || step === from ? to : whole));
  const walk = (value) => {
    if (Array.isArray(value)) return value.map(walk);
    if (refOf(value) === from) return { ...value, ref: to };
    if (celOf(value) !== null) return { ...value, cel: word(value.cel) };
    return value;
  };
  for (const step of next.steps) {
    if (isObject(step.with)) for (const port of Object.keys(step.with)) step.with[port] = walk(step.with[port]);
    if (step.for_each) step.for_each = walk(step.for_each);
    if (step.when !== undefined) step.when = typeof step.when === 'string' ? word(step.when) : walk(step.when);
    if (step.on_failure?.use === from) step.on_failure.use = to;
  }
  for (const name of Object.keys(next.outputs)) next.outputs[name] = walk(next.outputs[name]);
  return next;
}

export function renameStep(doc, id, name) {
  const next = copy(doc);
  stepOf(next, id).id = name;
  return renamed(next, id, name);
}

/** A map with one name changed, in its order. */
const rekeyed = (map, from, to) => Object.fromEntries(Object.entries(map).map(([k, v]) => [k === from ? to : k, v]));

export function renameInput(doc, name, to) {
  const next = copy(doc);
  next.inputs = rekeyed(next.inputs, name, to);
  return renamed(next, `inputs.${name}`, `inputs.${to}`);
}

export function renameOutput(doc, name, to) {
  const next = copy(doc);
  next.outputs = rekeyed(next.outputs, name, to);
  return next;
}

export function removeInput(doc, name) {
  const next = copy(doc);
  delete next.inputs[name];
  return forget(next, `inputs.${name}`);
}

/** A copy in which a part is other: change(doc, (d) => { d.name = 'x'; }). */
export function change(doc, work) {
  const next = copy(doc);
  work(next);
  return next;
}
