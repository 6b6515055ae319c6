// A button that pulls a model, and what it shows while that goes on.

import { h, icon } from './dom.js';
import { bytes, t } from './i18n.js';
import { sentence } from './faults.js';
import { amount } from './pulls.js';

/**
 * @param model {name, bytes}
 * @param words what the button says
 * @param done called when it is installed
 */
export function pullBox(pulls, model, words, done = () => {}) {
  const box = h('div', { class: 'pull', data: { model: model.name } });
  let fault = '';
  let bar = null;
  const render = () => {
    const state = pulls.get(model.name);
    if (!state) {
      bar = null;
      box.replaceChildren(h('button', { type: 'button', class: 'small', 'aria-label': t('settings.pull_model', { model: model.name, size: bytes(model.bytes) }), onclick: begin }, icon('export'), words),
        fault ? h('p', { class: 'fault', role: 'alert' }, fault) : '');
      return;
    }
    if (!bar) {
      bar = h('progress', { 'aria-label': t('pull.running', { model: model.name }) });
      box.replaceChildren(bar, h('span', { class: 'muted pull-amount' }),
        h('button', { type: 'button', class: 'small', 'aria-label': t('pull.cancel', { model: model.name }), onclick: () => pulls.cancel(model.name).catch((e) => { fault = sentence(e); }) }, icon('stop'), t('stop')));
    }
    if (state.total) { bar.max = state.total; bar.value = state.done; }
    box.querySelector('.pull-amount').textContent = amount(state);
  };
  const begin = async () => {
    fault = '';
    try {
      await pulls.pull(model.name);
    } catch (e) {
      fault = sentence(e);
      render();
    }
  };
  const changed = (e) => {
    if (!box.isConnected && box.dataset.seen) { pulls.removeEventListener('change', changed); return; }
    box.dataset.seen = 'yes';
    if (e.model !== model.name) return;
    if (e.outcome?.fault && e.outcome.status === 'failed') fault = sentence(e.outcome.fault);
    if (e.outcome?.status === 'done') { done(); return; }
    render();
  };
  pulls.addEventListener('change', changed);
  render();
  return box;
}
