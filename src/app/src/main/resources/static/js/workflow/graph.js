// The graph: inputs, steps and outputs as nodes with ports, links between them. Draws what it is given; what is done
// with it is told to the listener.

import { h, icon, motion } from '../dom.js';
import { has, seconds, t } from '../i18n.js';
import { toolName } from '../card.js';
import { celOf, inputKind, kindOf, links, refOf, specOf, toolOf } from './document.js';
import { family } from './kinds.js';
import { layout } from './layout.js';

const SVG = 'http://www.w3.org/2000/svg';
const STATES = { running: 'busy', done: 'check', failed: 'cross', skipped: 'skip', waiting: 'waiting', asked: 'question' };

export class Graph {
  /** @param listener {select(what), removeLink(to, from), removeNode(what), begin(from, event), end(to), enlarge(step), answer(step, yes)} */
  constructor(element, listener) {
    Object.assign(this, { element, listener });
    this.zoom = 1;
    this.fitted = true;
    this.wires = document.createElementNS(SVG, 'svg');
    this.wires.setAttribute('class', 'wf-wires');
    this.wires.setAttribute('aria-hidden', 'true');
    this.nodes = new Map();
    this.stage = h('div', { class: 'wf-stage' }, this.wires);
    this.element.append(this.stage);
    this.element.addEventListener('keydown', (e) => this.keys(e));
    this.stage.addEventListener('click', (e) => { if (e.target === this.stage || e.target === this.wires) listener.select(null); });
  }

  /** @param model {doc, tools, selected, faults: Map node key → [text], states: Map step → {status, …}} */
  draw(model) {
    this.model = model;
    const focused = this.element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const { doc } = model;
    this.nodes = new Map();
    if (Object.keys(doc.inputs).length) this.nodes.set('inputs', this.inputs());
    doc.steps.forEach((step) => this.nodes.set(`step ${step.id}`, this.step(step)));
    this.nodes.set('outputs', this.outputs());
    this.stage.replaceChildren(this.wires, ...this.nodes.values());
    const shape = [...this.nodes.keys()].join();
    if (this.fitted && shape !== this.shape) this.fitAll();
    else this.place();
    this.shape = shape;
    if (focused) this.focus(focused);
  }

  focus(key) { this.stage.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: false }); }

  // Nodes.

  inputs() {
    const { doc } = this.model;
    return this.node('inputs', 'inputs', h('span', { class: 'wf-name' }, t('wf.inputs')), [
      h('ul', { class: 'wf-out' }, Object.entries(doc.inputs).map(([name, input]) => h('li', {}, this.outPort(`inputs.${name}`, name, inputKind(input)))))]);
  }

  outputs() {
    const { doc } = this.model;
    return this.node('outputs', 'outputs', h('span', { class: 'wf-name' }, t('wf.outputs')), [
      h('ul', { class: 'wf-in' }, Object.entries(doc.outputs).map(([name, value]) => {
        const kind = kindOf(doc, this.model.tools, refOf(value) ?? '');
        return h('li', {}, this.inPort({ output: name }, name, kind ?? 'any', value, true));
      }), h('li', {}, this.inPort({ output: '' }, t('wf.outputs.add'), 'any', undefined, false)))]);
  }

  step(step) {
    const { doc, tools, states } = this.model;
    const tool = specOf(tools, step);
    const called = toolOf(step);
    const ports = this.shownPorts(step, tool);
    const badges = [
      step.when !== undefined && step.when !== null ? ['when', 'wf.badge.when'] : null,
      step.for_each ? ['each', 'wf.badge.each'] : null,
      step.approve ? ['approve', 'wf.badge.approve'] : null,
      step.retry ? ['retry', 'wf.badge.retry'] : null,
    ].filter(Boolean).map(([name, key]) => h('span', { class: 'wf-badge', data: { badge: name } }, t(key)));
    const title = [h('span', { class: 'wf-name', title: called }, tool ? toolName(called) : called || t('wf.no_tool')), h('code', {}, step.id)];
    const node = this.node(`step ${step.id}`, 'step', title, [
      badges.length ? h('p', { class: 'wf-badges' }, badges) : null,
      h('ul', { class: 'wf-in' },
        step.for_each ? h('li', {}, this.inPort({ step: step.id, port: 'for_each' }, t('wf.for_each'), 'list', step.for_each, true)) : null,
        ports.map((port) => h('li', {}, this.inPort({ step: step.id, port: port.name }, port.name, port.kind, step.with?.[port.name], port.required)))),
      h('div', { class: 'wf-out' }, this.outPort(step.id, kindOf(doc, tools, step.id) ?? '?', kindOf(doc, tools, step.id) ?? '?')),
      h('div', { class: 'wf-state' })]);
    node.dataset.step = step.id;
    this.paintState(node, step.id, states.get(step.id));
    return node;
  }

  /** Ports that matter: required ones, those that are set, and those that take more than words. */
  shownPorts(step, tool) {
    if (!tool) return Object.keys(step.with ?? {}).map((name) => ({ name, kind: null, required: false }));
    const known = tool.inputs.filter((p) => p.required || step.with?.[p.name] !== undefined || ['picture', 'regions'].includes(family(p.kind)));
    const strange = Object.keys(step.with ?? {}).filter((name) => !tool.inputs.some((p) => p.name === name));
    return [...known, ...strange.map((name) => ({ name, kind: null, required: false }))];
  }

  node(key, sort, title, content) {
    const { selected, faults } = this.model;
    const wrong = faults.get(key) ?? [];
    const name = key === 'inputs' || key === 'outputs' ? t(`wf.${key}`) : t('wf.step.name', { step: key.slice(5), tool: toolName(toolOf(this.model.doc.steps.find((s) => `step ${s.id}` === key))) });
    return h('section', { class: 'wf-node', data: { sort, node: key, selected: String(selected === key), wrong: String(wrong.length > 0) }, role: 'group', 'aria-label': name },
      h('button', { type: 'button', class: 'wf-head', data: { key: `head ${key}` }, 'aria-pressed': String(selected === key), title: wrong.join('\n') || null,
        'aria-label': wrong.length ? `${name}. ${t('wf.faults', { n: wrong.length })}` : name,
        onclick: (e) => this.listener.select(key, e.detail === 0) },
      title, wrong.length ? h('span', { class: 'wf-wrong' }, icon('against')) : null),
      content);
  }

  outPort(ref, label, kind) {
    return h('button', { type: 'button', class: 'wf-port wf-from', data: { key: `from ${ref}`, ref, family: family(kind) },
      'aria-label': t('wf.port.out', { ref, kind: kind ?? '?' }), title: kind ?? '',
      onpointerdown: (e) => this.listener.begin(ref, e),
      onclick: (e) => { if (e.detail === 0) this.listener.begin(ref, null); } },
    h('span', { class: 'wf-label' }, label), label === kind ? null : h('span', { class: 'wf-kind' }, kind ?? '?'), h('span', { class: 'wf-dot' }));
  }

  inPort(to, label, kind, value, required) {
    const key = to.output !== undefined ? `to output ${to.output}` : `to ${to.step} ${to.port}`;
    const said = brief(value);
    const linked = refOf(value) !== null || (Array.isArray(value) && value.some((v) => refOf(v) !== null));
    const name = to.output === '' ? label : linked ? t('wf.port.linked', { port: label, kind: kind ?? '?', from: said })
      : said ? t('wf.port.set', { port: label, kind: kind ?? '?', value: said }) : t('wf.port.in', { port: label, kind: kind ?? '?' });
    return h('button', { type: 'button', class: 'wf-port wf-to', data: { key, family: family(kind), linked: String(linked), ...(to.output !== undefined ? { output: to.output } : { to: to.step, port: to.port }),
      missing: String(required && value === undefined) },
    'aria-label': name, title: [kind, said].filter(Boolean).join(' · '),
    onclick: (e) => this.listener.end(to, e.detail === 0) },
    h('span', { class: 'wf-dot' }), h('span', { class: 'wf-label' }, label),
    linked && refOf(value) !== 'item' ? null : said ? h('span', { class: 'wf-value' }, said) : kind && to.output !== '' ? h('span', { class: 'wf-kind' }, kind) : null);
  }

  // What runs.

  state(step, state) {
    const node = this.nodes.get(`step ${step}`);
    if (!node) return;
    const height = node.offsetHeight;
    this.paintState(node, step, state);
    if (node.offsetHeight !== height) this.place();
  }

  paintState(node, step, state) {
    const part = node.querySelector('.wf-state');
    if (state) node.dataset.status = state.status;
    else delete node.dataset.status;
    part.hidden = !state;
    if (!state) { part.replaceChildren(); return; }
    const facts = [state.millis === undefined || state.millis === null ? '' : seconds(state.millis), state.items > 1 ? t('step.items', { n: state.items }) : '', state.model ?? ''].filter(Boolean).join(' · ');
    const word = has(`step.${state.status}`) ? t(`step.${state.status}`) : t('wf.asked');
    part.replaceChildren(...[
      h('p', { class: 'wf-status' }, icon(STATES[state.status] ?? 'waiting'), h('span', {}, word), h('span', { class: 'muted' }, facts)),
      state.status === 'asked' ? h('div', { class: 'wf-ask', role: 'group', 'aria-label': t('wf.asks', { step }) }, state.message ? h('p', {}, state.message) : null,
        h('button', { type: 'button', class: 'small main', data: { key: `yes ${step}` }, onclick: () => this.listener.answer(step, true) }, t('wf.yes')),
        h('button', { type: 'button', class: 'small', data: { key: `no ${step}` }, onclick: () => this.listener.answer(step, false) }, t('wf.no'))) : null,
      state.status !== 'asked' && state.message ? h('p', { class: state.status === 'failed' ? 'wf-error' : 'wf-message' }, state.message) : null,
      state.picture ? h('button', { type: 'button', class: 'wf-picture', data: { key: `picture ${step}` }, 'aria-label': t('step.picture_larger', { id: step }), onclick: () => this.listener.enlarge(step) },
        h('img', { src: state.picture, alt: '' })) : null].filter(Boolean));
  }

  // Places and wires.

  place() {
    const { doc, selected } = this.model;
    const all = [...this.nodes].map(([key, element]) => ({ key, element, width: element.offsetWidth, height: element.offsetHeight }));
    const drawn = links(doc).filter((l) => this.nodes.has(fromNode(l.from)) && this.nodes.has(toNode(l.to)));
    const found = layout(all, drawn.map((l) => ({ from: fromNode(l.from), to: toNode(l.to), lane: l.from })));
    for (const { key, element } of all) {
      const { x, y } = found.places.get(key);
      element.style.left = `${x}px`;
      element.style.top = `${y}px`;
    }
    this.places = found.places;
    this.stage.style.width = `${found.width}px`;
    this.stage.style.height = `${found.height}px`;
    this.stage.style.zoom = this.zoom;
    this.wires.setAttribute('viewBox', `0 0 ${found.width} ${found.height}`);
    this.wires.replaceChildren(...drawn.flatMap((link, i) => this.wire(link, found.routes[i], selected)));
  }

  /** The middle of a port's dot, in the stage. */
  point(button) {
    const dot = button.querySelector('.wf-dot');
    const node = button.closest('.wf-node');
    let [x, y] = [dot.offsetWidth / 2, dot.offsetHeight / 2];
    for (let at = dot; at && at !== node; at = at.offsetParent) { x += at.offsetLeft; y += at.offsetTop; }
    return [node.offsetLeft + node.clientLeft + x, node.offsetTop + node.clientTop + y];
  }

  wire(link, route, selected) {
    const from = this.stage.querySelector(`[data-ref="${CSS.escape(link.from)}"]`);
    const to = this.toPort(link.to) ?? this.nodes.get(toNode(link.to))?.querySelector('.wf-head');
    if (!from || !to) return [];
    const start = this.point(from);
    const node = to.closest('.wf-node');
    const end = to.querySelector('.wf-dot') ? this.point(to) : [node.offsetLeft, node.offsetTop + 20];
    const near = selected === fromNode(link.from) || selected === toNode(link.to);
    const path = curve([start, ...route, end], `wf-wire${link.soft ? ' soft' : ''}${near ? ' near' : ''}`);
    path.dataset.family = from.dataset.family;
    if (link.soft) return [path];
    const wide = curve([start, ...route, end], 'wf-wire-touch');
    wide.addEventListener('click', () => { this.listener.select(toNode(link.to)); to.focus(); });
    return [path, wide];
  }

  toPort(to) {
    return this.stage.querySelector(to.output !== undefined ? `[data-output="${CSS.escape(to.output)}"]` : `[data-to="${CSS.escape(to.step)}"][data-port="${CSS.escape(to.port)}"]`);
  }

  /** A wire that is being drawn; null takes it away. */
  loose(ref, x, y) {
    this.wires.querySelector('.loose')?.remove();
    if (ref === null) return;
    const from = this.stage.querySelector(`[data-ref="${CSS.escape(ref)}"]`);
    const box = this.stage.getBoundingClientRect();
    this.wires.append(curve([this.point(from), [(x - box.left) / this.zoom, (y - box.top) / this.zoom]], 'wf-wire loose'));
  }

  zoomBy(factor) {
    this.fitted = false;
    this.zoom = Math.min(1.6, Math.max(0.4, this.zoom * factor));
    this.place();
  }

  /** So that all of it is seen, or as much as can be read. */
  fitAll() {
    this.fitted = true;
    this.zoom = 1;
    this.place();
    const width = this.stage.offsetWidth;
    const height = this.stage.offsetHeight;
    this.zoom = Math.min(1, Math.max(this.element.clientWidth < 600 ? 0.75 : 0.55, Math.min(this.element.clientWidth / width, this.element.clientHeight / height)));
    this.place();
  }

  show(key) { this.nodes.get(key)?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: motion() }); }

  // Keys: arrows go from node to node, Delete takes away.

  keys(e) {
    const { key: own, to, port, output } = e.target.dataset ?? {};
    if (!own || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === 'Delete' || e.key === 'Backspace') {
      e.preventDefault();
      if (own.startsWith('head step ')) this.listener.removeNode(own.slice(5));
      else if (own.startsWith('to ') && e.target.dataset.linked === 'true') this.listener.removeLink(output !== undefined ? { output } : { step: to, port });
    } else if (own.startsWith('head ') && e.key.startsWith('Arrow')) {
      e.preventDefault();
      this.focus(`head ${this.neighbour(own.slice(5), e.key)}`);
    }
  }

  neighbour(key, arrow) {
    const here = this.places.get(key);
    const along = arrow === 'ArrowLeft' || arrow === 'ArrowRight';
    const forth = arrow === 'ArrowRight' || arrow === 'ArrowDown' ? 1 : -1;
    const there = [...this.places].filter(([k, p]) => k !== key && (along ? Math.sign(p.column - here.column) === forth : p.column === here.column && Math.sign(p.y - here.y) === forth));
    there.sort(([, a], [, b]) => Math.abs(a.column - here.column) - Math.abs(b.column - here.column) || Math.abs(a.y - here.y) - Math.abs(b.y - here.y));
    return there[0]?.[0] ?? key;
  }
}

const fromNode = (ref) => (ref.startsWith('inputs.') ? 'inputs' : `step ${ref}`);
const toNode = (to) => (to.output !== undefined ? 'outputs' : `step ${to.step}`);

/** Through points, bent between one and the next but along the columns. */
function curve(points, name) {
  const path = document.createElementNS(SVG, 'path');
  const [[x, y], ...rest] = points;
  let from = [x, y];
  const parts = rest.map(([x2, y2], i) => {
    const [x1, y1] = from;
    from = [x2, y2];
    if (i % 2) return `L${x2} ${y2}`;
    const bend = Math.max(30, Math.abs(x2 - x1) / 2);
    return `C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  });
  path.setAttribute('d', `M${x} ${y}${parts.join('')}`);
  path.setAttribute('class', name);
  return path;
}

/** A value in few words. */
export function brief(value) {
  if (value === undefined || value === null) return '';
  const ref = refOf(value);
  if (ref !== null) return ref === 'item' ? t('wf.item') : ref.replace(/^inputs\./, '');
  const cel = celOf(value);
  if (cel !== null) return `= ${cel}`.slice(0, 60);
  if (Array.isArray(value)) return value.map(brief).join(', ').slice(0, 60);
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 60);
}
