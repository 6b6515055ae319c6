// Runs the workflow and follows it: the steps' cards in the graph, and what came of it.

import { announce, h, icon } from '../dom.js';
import { Fault } from '../api.js';
import { showPicture } from '../dialogs.js';
import { t } from '../i18n.js';
import { sentence } from '../faults.js';
import { results } from './results.js';
import { RunInputs } from './inputs.js';

const KEPT = 'eyes4j.workflow.run';

export class RunPane {
  /** @param editor {doc, graph, order(), talk} */
  constructor(element, editor) {
    Object.assign(this, { element, editor });
    this.inputs = new RunInputs(editor.api, () => this.render());
    this.states = new Map();
    this.status = '';
    this.run = '';
    this.result = null;
    this.fault = null;
    this.following = null;
  }

  get live() { return this.status === 'sending' || this.status === 'running'; }

  forget() {
    this.following?.abort();
    this.following = null;
    this.states.clear();
    Object.assign(this, { status: '', run: '', result: null, fault: null });
    this.inputs.given.clear();
  }

  render() {
    const { doc } = this.editor;
    const focused = this.element.contains(document.activeElement) ? document.activeElement.id : '';
    const fields = this.inputs.fields(doc);
    this.element.replaceChildren(...[
      h('h3', { tabindex: '-1' }, t('wf.run.title')),
      fields.length ? null : h('p', { class: 'note' }, t('wf.run.nothing')),
      ...fields,
      h('div', { class: 'wf-run-row' },
        this.live ? h('button', { type: 'button', class: 'stop', id: 'wf-stop', onclick: () => this.stop() }, icon('stop'), t('stop'))
          : h('button', { type: 'button', class: 'main', id: 'wf-start', onclick: () => this.start() }, icon('play'), t('wf.run')),
        h('p', { class: 'note', role: 'status', id: 'wf-run-status' }, this.told())),
      this.fault ? h('div', { class: 'fault-box', role: 'alert' }, h('p', {}, icon('against'), h('span', {}, sentence(this.fault)))) : null,
      this.result ? results({ result: this.result, doc: this.ran, api: this.editor.api, run: this.run, download: (path, name) => this.editor.download(path, name) }) : null,
    ].filter(Boolean));
    if (focused) (document.getElementById(focused) ?? document.getElementById(this.live ? 'wf-stop' : 'wf-start'))?.focus();
  }

  told() {
    if (this.status === 'sending') return t('wf.run.sending');
    if (this.status === 'running') return t('wf.run.running');
    if (this.status === 'cancelled') return t('wf.run.stopped');
    return this.status === 'done' ? t('wf.run.done') : '';
  }

  async start() {
    if (this.live) return;
    const missing = this.inputs.missing();
    if (missing) {
      this.fault = new Fault('other', t('wf.run.missing', { name: missing }));
      this.render();
      this.element.querySelector(`[data-input="${CSS.escape(missing)}"] :is(button, select, textarea, input:not([hidden]))`)?.focus();
      return;
    }
    Object.assign(this, { result: null, fault: null, status: 'sending', ran: this.editor.doc, run: '' });
    this.wait();
    this.render();
    try {
      const run = await this.editor.api.post('/runs', { kind: 'workflow', plan: this.ran, inputs: this.inputs.order() }, { headers: { 'Idempotency-Key': crypto.randomUUID?.() ?? String(Math.random()) } });
      this.run = run.id;
      sessionStorage.setItem(KEPT, JSON.stringify({ run: run.id, route: this.editor.route, doc: this.ran }));
    } catch (e) {
      this.over('failed', { fault: e });
      return;
    }
    await this.follow();
  }

  /** Every step waits. */
  wait() {
    this.states.clear();
    this.ran.steps.forEach((step) => this.states.set(step.id, { status: 'waiting' }));
    this.editor.redraw();
  }

  /** Goes on with the run that this tab followed when the page was left. */
  resume() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
    } catch {
      // What cannot be read is forgotten.
    }
    if (kept?.route !== this.editor.route || !kept.run) return;
    Object.assign(this, { run: kept.run, ran: kept.doc });
    this.wait();
    this.editor.show('run');
    this.follow();
  }

  async follow() {
    this.status = 'running';
    this.render();
    const following = new AbortController();
    this.following = following;
    try {
      for await (const event of this.editor.api.events(this.run, { signal: following.signal })) {
        if (following.signal.aborted) return;
        this.take(event);
      }
    } catch (e) {
      if (!following.signal.aborted) this.over('failed', { fault: e });
    }
  }

  take({ type, data }) {
    const state = data?.step ? { ...this.states.get(data.step) } : null;
    if (type === 'run.ended') { this.over(data.status, data); return; }
    if (!state) return;
    if (type === 'step.started') Object.assign(state, { status: 'running', items: data.items, message: '' });
    else if (type === 'step.progress') Object.assign(state, { status: state.status === 'asked' ? 'asked' : 'running', message: data.message });
    else if (type === 'step.done') {
      Object.assign(state, { status: 'done', message: '', millis: data.millis, model: data.model });
      if (data.picture) this.picture(data.step);
    } else if (type === 'step.failed') Object.assign(state, { status: 'failed', message: data.error, millis: data.millis });
    else if (type === 'step.skipped') Object.assign(state, { status: 'skipped', message: data.reason });
    else if (type === 'approval.asked') {
      Object.assign(state, { status: 'asked', message: data.question });
      this.put(data.step, state);
      this.editor.asked(data.step, data.question);
      return;
    } else if (type === 'approval.given') Object.assign(state, { status: 'running', message: '' });
    else return;
    this.put(data.step, state);
  }

  put(step, state) {
    this.states.set(step, state);
    this.editor.graph.state(step, state);
  }

  async picture(step) {
    const { run } = this;
    try {
      const blob = await this.editor.api.blob(`/runs/${run}/steps/${encodeURIComponent(step)}/picture?size=640`);
      if (run === this.run) this.put(step, { ...this.states.get(step), picture: URL.createObjectURL(blob) });
    } catch {
      // Not every step has one, and runs are forgotten in time.
    }
  }

  /** A person's yes or no to a step that waits for it. */
  async answer(step, yes) {
    try {
      await this.editor.api.post(`/runs/${this.run}/approvals/${encodeURIComponent(step)}`, { approved: yes });
      this.editor.graph.focus(`head step ${step}`);
    } catch (e) {
      this.editor.tell(sentence(e));
    }
  }

  enlarge(step) {
    const picture = this.states.get(step)?.picture;
    if (picture) showPicture(t('step.picture', { id: step }), picture);
  }

  over(status, { result, problem, fault }) {
    this.following = null;
    sessionStorage.removeItem(KEPT);
    this.status = status;
    this.result = result ?? null;
    const wrong = fault ?? (problem ? Fault.of(problem) : null);
    this.fault = status === 'cancelled' ? null : wrong;
    for (const [step, state] of this.states) if (['waiting', 'running', 'asked'].includes(state.status)) this.put(step, { status: 'skipped' });
    for (const report of result?.steps ?? []) {
      const state = this.states.get(report.id);
      if (state) this.put(report.id, { ...state, status: report.status, millis: report.millis, model: report.model, message: report.error ?? '' });
    }
    this.render();
    announce(this.fault ? sentence(this.fault) : this.told());
    this.editor.ran?.();
  }

  async stop() {
    try {
      await this.editor.api.post(`/runs/${this.run}/cancel`);
    } catch (e) {
      this.editor.tell(sentence(e));
    }
  }
}
