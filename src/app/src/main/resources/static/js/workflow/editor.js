// One workflow that is open: what it says, what is selected in it, its text, its runs. Everything that changes goes
// through update(), which the text, the graph and the check follow.

import { announce, h, icon, tell } from '../dom.js';
import { confirm } from '../dialogs.js';
import { sentence } from '../faults.js';
import { t } from '../i18n.js';
import { addStep, change, connect, disconnect, freeName, kindOf, normal, removeInput, removeStep, stepOf, verdict } from './document.js';
import { Graph } from './graph.js';
import { Inspector } from './inspector.js';
import { Linking } from './linking.js';
import { Past } from './past.js';
import { pickTool } from './picker.js';
import { RunPane } from './run.js';
import { TextPane } from './text.js';
import { commentsOf, write } from './yaml.js';

const PAUSE = 250;
const DRAFT = 'eyes4j.workflow.draft';
const TABS = ['inspect', 'yaml', 'run'];

export class Editor {
  /** @param parts {api, tools: Map, route, tell(text), download(path, name), saved(name), titled()} */
  constructor(parts) {
    Object.assign(this, parts);
    this.selected = null;
    this.faults = [];
    this.tab = 'inspect';
    this.stale = false;
    this.checks = 0;
    this.build();
  }

  get doc() { return this.past.state.doc; }

  get name() { return String(this.doc.name ?? ''); }

  get dirty() { return this.text.text !== this.savedText; }

  // Opening.

  /** @param text YAML; @param savedAs the name it is kept under, or empty */
  async open(text, savedAs) {
    this.savedAs = savedAs;
    this.savedText = savedAs ? text : null;
    const draft = this.draft();
    const shown = draft ?? text;
    const read = await this.read(shown);
    this.past = new Past({ doc: normal(read.workflow) ?? normal({ steps: [] }), comments: commentsOf(shown), text: shown });
    this.text.text = shown;
    this.take(read);
    this.render();
    this.keep();
    if (draft !== null && draft !== text) this.say(t('wf.draft'));
    this.runs.resume();
  }

  read(text) {
    return this.api.fetch('POST', '/workflows/check', { body: text, headers: { 'Content-Type': 'application/yaml', Accept: 'application/json' } }).then((r) => r.json());
  }

  draft() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(DRAFT) ?? 'null');
      return kept?.route === this.route ? kept.text : null;
    } catch {
      return null;
    }
  }

  keep() {
    if (this.dirty) sessionStorage.setItem(DRAFT, JSON.stringify({ route: this.route, text: this.text.text }));
    else if (this.draft() !== null) sessionStorage.removeItem(DRAFT);
    this.buttons.save.disabled = !this.dirty;
    this.titled();
  }

  close() {
    clearTimeout(this.timer);
    this.linking.cancel();
    this.runs.forget();
  }

  // Changing.

  /** @param how {of: what is typed, keep: 'inspector' where that must not be built anew, comments} */
  update(doc, { of = '', keep = '', comments = this.past.state.comments } = {}) {
    this.past.put({ doc, comments }, of);
    this.written(keep);
  }

  /** The document is another: the text is written anew and checked. */
  written(keep = '') {
    const { doc, comments, text } = this.past.state;
    if (this.selected?.startsWith('step ') && !stepOf(doc, this.selected.slice(5))) this.selected = null;
    this.stale = false;
    this.text.text = text ?? write(doc, comments);
    this.render(keep);
    this.keep();
    this.checkSoon();
  }

  /** The text was typed: the graph follows once it can be read. */
  typed() {
    this.keep();
    this.checkSoon(true);
  }

  checkSoon(typed = false) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(typed), PAUSE);
  }

  async check(typed = false) {
    const own = ++this.checks;
    const text = this.text.text;
    try {
      const read = await this.read(text);
      if (own !== this.checks || text !== this.text.text) return;
      const doc = typed ? normal(read.workflow) : null;
      this.stale = typed && !doc;
      if (doc) this.past.put({ doc, comments: commentsOf(text), text }, 'text');
      this.take(read);
      this.render(typed ? '' : 'inspector');
      this.keep();
    } catch (e) {
      if (e.kind !== 'offline') this.say(sentence(e), true);
    }
  }

  /** What a check found. */
  take(read) {
    this.faults = read.faults ?? [];
    this.text.mark(this.faults, this.stale);
    this.element.dataset.faults = String(this.faults.length);
  }

  /** The faults of a node: those of its part of the file. */
  faultsOf(key) {
    return this.faults.filter((f) => this.nodeOf(f.path) === key).map((f) => f.message);
  }

  nodeOf(path) {
    const step = /^steps\[(\d+)\]/.exec(path ?? '');
    if (step) return this.doc.steps[Number(step[1])] ? `step ${this.doc.steps[Number(step[1])].id}` : '';
    return /^inputs\b/.test(path) && Object.keys(this.doc.inputs).length ? 'inputs' : /^outputs\b/.test(path) ? 'outputs' : '';
  }

  undo() { if (this.past.canUndo) { this.past.undo(); this.written(); announce(t('wf.undone')); } }

  redo() { if (this.past.canRedo) { this.past.redo(); this.written(); announce(t('wf.redone')); } }

  connect(from, to) {
    const judged = verdict(this.doc, this.tools, from, to);
    if (judged.fit === 'no') { this.say(t(judged.key, judged.values), true); return; }
    this.update(connect(this.doc, this.tools, from, to));
    announce(t('wf.linked', { source: from.replace(/^inputs\./, ''), port: to.output !== undefined ? t('wf.outputs') : `${to.step}.${to.port}` }));
  }

  async addStep() {
    const from = this.selected?.startsWith('step ') ? this.selected.slice(5) : null;
    const tool = await pickTool(this.tools, from ? kindOf(this.doc, this.tools, from) : Object.keys(this.doc.inputs).length ? kindOf(this.doc, this.tools, `inputs.${Object.keys(this.doc.inputs)[0]}`) : null);
    if (!tool) return;
    const added = addStep(this.doc, this.tools, tool, from);
    this.selected = `step ${added.id}`;
    this.tab = 'inspect';
    this.update(added.doc);
    this.graph.show(this.selected);
    this.graph.focus(`head ${this.selected}`);
    announce(t('wf.added', { step: added.id }));
  }

  async changeTool(id) {
    const tool = await pickTool(this.tools);
    if (tool) this.update(change(this.doc, (d) => { const at = stepOf(d, id); at.tool = tool; delete at.workflow; }));
    document.getElementById('wf-change-tool')?.focus();
  }

  addInput() {
    const name = freeName(Object.keys(this.doc.inputs), Object.keys(this.doc.inputs).length ? 'input' : 'picture');
    this.selected = 'inputs';
    this.update(change(this.doc, (d) => { d.inputs[name] = name === 'picture' ? 'image' : 'text'; }));
    document.getElementById(`wf-input-${name}-name`)?.select();
  }

  /** A part is called otherwise, and its comments go along. */
  renamed(doc, key, now, [from, to] = [key, now]) {
    const comments = new Map([...this.past.state.comments].map(([k, v]) => [k === from ? to : k, v]));
    if (this.selected === key) this.selected = now;
    this.update(doc, { comments });
  }

  remove(key) {
    if (key.startsWith('step ')) this.update(removeStep(this.doc, key.slice(5)));
    else if (key === 'inputs') this.update(Object.keys(this.doc.inputs).reduce((doc, name) => removeInput(doc, name), this.doc));
    announce(t('wf.removed', { step: key.replace('step ', '') }));
    this.graph.focus('head outputs');
  }

  // Keeping.

  async save() {
    const { name } = this;
    if (!/^[a-z][a-z0-9_-]{0,63}$/.test(name)) {
      this.say(t('wf.name.bad'), true);
      this.selected = null;
      this.show('inspect');
      document.getElementById('wf-name')?.focus();
      return;
    }
    const path = `/workflows/${encodeURIComponent(name)}`;
    try {
      if (name !== this.savedAs && await this.exists(path) && !await confirm(t('save'), t('wf.overwrite', { name }), t('wf.overwrite.yes'))) return;
      const text = this.text.text;
      await this.api.fetch('PUT', path, { body: text, headers: { 'Content-Type': 'application/yaml', Accept: 'application/json' } });
      this.savedText = text;
      this.savedAs = name;
      sessionStorage.removeItem(DRAFT);
      this.say(t('wf.saved', { name }));
      announce(t('wf.saved', { name }));
      this.saved(name);
      this.keep();
    } catch (e) {
      this.say(this.faults.length ? t('wf.save.faults', { n: this.faults.length }) : sentence(e), true);
      if (this.faults.length) this.show('yaml');
    }
  }

  exists(path) {
    return this.api.get(path).then(() => true, (e) => { if (e.kind === 'not-found') return false; throw e; });
  }

  // Showing.

  build() {
    const button = (name, key, iconName, act, attributes = {}) => h('button', { type: 'button', class: 'icon', id: `wf-${name}`, 'aria-label': t(key), title: t(key), data: { words: key }, onclick: act, ...attributes }, icon(iconName));
    this.buttons = {
      undo: button('undo', 'wf.undo', 'undo', () => this.undo()),
      redo: button('redo', 'wf.redo', 'redo', () => this.redo()),
      save: h('button', { type: 'button', id: 'wf-save', onclick: () => this.save() }),
      run: h('button', { type: 'button', class: 'main', id: 'wf-run', onclick: () => { this.show('run'); document.getElementById('wf-start')?.focus(); } }),
      add: h('button', { type: 'button', id: 'wf-add', onclick: () => this.addStep() }),
    };
    this.heading = h('div', { class: 'wf-title' });
    this.line = h('p', { class: 'wf-line', id: 'wf-line', hidden: true });
    const canvas = h('div', { class: 'wf-graph', id: 'wf-graph', role: 'group' });
    this.graph = new Graph(canvas, {
      select: (key, byKey) => this.select(key, byKey),
      begin: (from, event) => this.linking.begin(from, event),
      end: (to, byKey) => { if (!this.linking.end(to)) this.toPort(to, byKey); },
      removeLink: (to) => { this.update(disconnect(this.doc, to)); announce(t('wf.unlinked')); },
      removeNode: (key) => this.remove(key),
      enlarge: (step) => this.runs.enlarge(step),
      answer: (step, yes) => this.runs.answer(step, yes),
    });
    this.linking = new Linking(this.graph, this.line, (from, to) => { this.connect(from, to); this.graph.focus(to.output !== undefined ? `to output ${to.output}` : `to ${to.step} ${to.port}`); });
    const zoom = h('div', { class: 'wf-zoom' }, button('smaller', 'wf.smaller', 'minus', () => this.graph.zoomBy(1 / 1.2)), button('fit', 'wf.fit', 'region', () => this.graph.fitAll()), button('larger', 'wf.larger', 'plus', () => this.graph.zoomBy(1.2)));
    this.panes = Object.fromEntries(TABS.map((tab) => [tab, h('div', { class: `wf-pane wf-${tab}`, id: `wf-pane-${tab}`, role: 'tabpanel', 'aria-labelledby': `wf-tab-${tab}`, hidden: true })]));
    this.tabs = Object.fromEntries(TABS.map((tab) => [tab, h('button', { type: 'button', role: 'tab', id: `wf-tab-${tab}`, 'aria-controls': `wf-pane-${tab}`, onclick: () => this.show(tab), onkeydown: (e) => this.tabKeys(e, tab) })]));
    this.inspector = new Inspector(this.panes.inspect, this);
    this.text = new TextPane(this.panes.yaml, () => this.typed());
    this.runs = new RunPane(this.panes.run, this);
    this.tablist = h('div', { class: 'wf-tabs', role: 'tablist' }, Object.values(this.tabs));
    this.element = h('div', { class: 'wf-editor', onkeydown: (e) => this.keys(e) },
      h('div', { class: 'wf-bar' }, this.heading, this.buttons.add, this.buttons.undo, this.buttons.redo, this.buttons.save, this.buttons.run),
      h('div', { class: 'wf-canvas' }, canvas, this.line, zoom),
      h('div', { class: 'wf-side' }, this.tablist, Object.values(this.panes)));
    new ResizeObserver(() => { if (this.past && this.graph.fitted) this.graph.fitAll(); }).observe(canvas);
    this.words();
  }

  /** The words of the fixed parts. */
  words() {
    const label = (b, iconName, key) => b.replaceChildren(...[iconName ? icon(iconName) : '', h('span', {}, t(key))].filter(Boolean));
    label(this.buttons.save, 'check', 'save');
    label(this.buttons.run, 'play', 'wf.run');
    label(this.buttons.add, 'plus', 'wf.add');
    TABS.forEach((tab) => label(this.tabs[tab], '', `wf.tab.${tab}`));
    this.graph.element.setAttribute('aria-label', t('wf.graph'));
    this.tablist.setAttribute('aria-label', t('wf.parts'));
    this.element.querySelectorAll('[data-words]').forEach((b) => { b.title = t(b.dataset.words); b.setAttribute('aria-label', b.title); });
    this.heading.replaceChildren(h('a', { class: 'button plain', href: '#/workflows', id: 'wf-back', 'aria-label': t('wf.back') }, icon('back'), h('span', {}, t('wf.title'))));
    this.text.relabel();
  }

  relabel() {
    this.words();
    this.text.mark(this.faults, this.stale);
    this.render();
  }

  render(keep = '') {
    this.redraw();
    if (keep !== 'inspector' || !this.panes.inspect.contains(document.activeElement)) this.inspector.render();
    if (!this.runs.live) this.runs.render();
    this.buttons.undo.disabled = !this.past.canUndo;
    this.buttons.redo.disabled = !this.past.canRedo;
    this.show(this.tab);
  }

  redraw() {
    const faults = new Map();
    for (const f of this.faults) {
      const key = this.nodeOf(f.path);
      if (key) faults.set(key, [...(faults.get(key) ?? []), f.message]);
    }
    this.graph.draw({ doc: this.doc, tools: this.tools, selected: this.selected, faults, states: this.runs.states });
  }

  show(tab) {
    this.tab = tab;
    this.element.dataset.tab = tab;
    for (const one of TABS) {
      this.panes[one].hidden = one !== tab;
      this.tabs[one].setAttribute('aria-selected', String(one === tab));
      this.tabs[one].tabIndex = one === tab ? 0 : -1;
    }
    if (tab === 'yaml') this.text.number();
  }

  select(key, byKey = false) {
    this.linking.cancel();
    this.selected = key;
    if (key) this.tab = 'inspect';
    this.render();
    if (byKey) this.inspector.focus();
  }

  /** Goes to where a port is changed. */
  toPort(to, byKey) {
    this.select(to.output !== undefined ? 'outputs' : `step ${to.step}`);
    const field = to.port === 'for_each' ? 'wf-each' : to.port ? `wf-arg-${to.port}` : to.output ? `wf-output-${to.output}-from` : 'wf-add-output';
    const found = document.getElementById(field);
    const fold = found?.closest('details');
    if (fold) fold.open = true;
    if (byKey) found?.focus();
    else found?.scrollIntoView({ block: 'nearest' });
  }

  /** A step waits for a yes or no: shows it and says so. */
  asked(step, question) {
    this.graph.show(`step ${step}`);
    announce(`${t('wf.asks', { step })}: ${question}`);
  }

  say(text, wrong = false) {
    tell(this.line, text);
    this.line.dataset.refused = String(wrong);
    if (wrong) announce(text);
  }

  tabKeys(e, tab) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (!by) return;
    e.preventDefault();
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length];
    this.show(next);
    this.tabs[next].focus();
  }

  keys(e) {
    const typing = e.target.closest('textarea, input');
    const command = (e.ctrlKey || e.metaKey) && !e.altKey;
    if (command && e.key.toLowerCase() === 's') { e.preventDefault(); if (this.dirty) this.save(); return; }
    if (command && e.key === 'Enter') { e.preventDefault(); this.show('run'); this.runs.start(); return; }
    if (command && !typing && e.key.toLowerCase() === 'z') { e.preventDefault(); if (e.shiftKey) this.redo(); else this.undo(); return; }
    if (command && !typing && e.key.toLowerCase() === 'y') { e.preventDefault(); this.redo(); return; }
    if (e.key === 'Escape' && this.panes.inspect.contains(e.target) && this.selected) { e.preventDefault(); this.graph.focus(`head ${this.selected}`); return; }
    if (!command && !e.altKey && !typing && !e.target.closest('select') && e.key === 'a') { e.preventDefault(); this.addStep(); }
  }
}
