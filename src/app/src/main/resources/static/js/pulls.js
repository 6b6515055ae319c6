// Models on their way from where they are kept to the server. A pull goes on when the page is loaded anew.

import { announce } from './dom.js';
import { bytes, t } from './i18n.js';
import { Fault } from './api.js';

const KEPT = 'eyes4j.pulls';

export class Pulls extends EventTarget {
  constructor(api) {
    super();
    this.api = api;
    this.running = new Map();
    for (const [model, run] of Object.entries(JSON.parse(sessionStorage.getItem(KEPT) ?? '{}'))) this.follow(model, run);
  }

  get(model) { return this.running.get(model) ?? null; }

  /** Begins one; comes back when it is over: done, cancelled or failed (with the fault). */
  async pull(model) {
    if (this.running.has(model)) return this.running.get(model).over;
    const run = await this.api.post(`/models/${encodeURIComponent(model)}/pull`);
    return this.follow(model, run.id);
  }

  follow(model, run) {
    const state = { model, run, message: '', done: 0, total: 0 };
    this.running.set(model, state);
    this.keep();
    state.over = this.read(state);
    this.changed(model);
    return state.over;
  }

  async read(state) {
    const { model } = state;
    let outcome = { status: 'failed', fault: new Fault('internal', '') };
    try {
      for await (const { type, data } of this.api.events(state.run)) {
        if (type === 'pull.progress') {
          if (data.message) state.message = data.message;
          if (data.total) Object.assign(state, { done: data.done, total: data.total });
        } else if (type === 'run.ended') {
          outcome = { status: data.status, fault: data.problem ? Fault.of(data.problem) : null };
        }
        this.changed(model);
      }
    } catch (e) {
      outcome = { status: 'failed', fault: e };
    }
    this.running.delete(model);
    this.keep();
    if (outcome.status === 'done') announce(t('pull.done', { model }));
    if (outcome.status === 'cancelled') announce(t('pull.cancelled', { model }));
    this.changed(model, outcome);
    return outcome;
  }

  async cancel(model) {
    const state = this.running.get(model);
    if (state) await this.api.post(`/runs/${state.run}/cancel`);
  }

  keep() {
    sessionStorage.setItem(KEPT, JSON.stringify(Object.fromEntries([...this.running].map(([m, s]) => [m, s.run]))));
  }

  changed(model, outcome = null) {
    this.dispatchEvent(Object.assign(new Event('change'), { model, outcome }));
  }
}

export const amount = (state) => (state.total ? t('pull.of', { done: bytes(state.done), total: bytes(state.total) }) : state.message);
