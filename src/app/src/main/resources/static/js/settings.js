// What a question is answered with: planner, language model, experts and their models; kept in this browser.

import { h, icon } from './dom.js';
import { bytes, has, t } from './i18n.js';
import { pullBox } from './pullbox.js';
import { sentence } from './faults.js';
import { toolName } from './card.js';

const KEPT = 'eyes4j.settings';

export class Settings {
  constructor(api, pulls) {
    Object.assign(this, { api, pulls });
    this.values = { planner: 'auto', language_model: '', strict: false, verify: false, models: {} };
    try {
      Object.assign(this.values, JSON.parse(localStorage.getItem(KEPT) ?? '{}'));
    } catch {
      // What cannot be read is forgotten.
    }
    this.status = null;
    this.tools = null;
    this.dialog = null;
  }

  save() { localStorage.setItem(KEPT, JSON.stringify(this.values)); }

  /** What goes with a question; only what differs from the server's own ways. */
  order() {
    const { planner, language_model: model, strict, verify, models } = this.values;
    const order = {};
    const names = this.modelNames();
    if (planner !== 'auto' && (!this.status || (this.status.planners ?? []).includes(planner))) order.planner = planner;
    if (model && names.includes(model)) order.language_model = model;
    if (strict) order.strict = true;
    if (verify) order.verify = true;
    if (Object.keys(models).length) order.models = models;
    return order;
  }

  modelNames() { return (this.status?.language_models ?? []).map((m) => m.name); }

  async load() {
    [this.status, this.tools] = await Promise.all([this.api.get('/status'), this.api.get('/tools').then((r) => r.tools)]);
    return this;
  }

  /** Models that are known and not installed, by name. */
  missing() {
    const all = new Map();
    for (const tool of this.tools ?? []) for (const m of tool.models ?? []) if (!m.installed) all.set(m.name, m);
    return all;
  }

  open() {
    if (this.dialog) return;
    const before = document.activeElement;
    this.body = h('div', {}, h('p', { class: 'note' }, t('settings.loading')));
    this.dialog = h('dialog', { class: 'panel', id: 'settings', 'aria-labelledby': 'settings-title' },
      h('div', { class: 'dialog-head' }, h('h2', { id: 'settings-title' }, t('settings')),
        h('button', { type: 'button', class: 'icon', 'aria-label': t('close'), title: t('close'), onclick: () => this.dialog.close() }, icon('close'))),
      this.body);
    this.dialog.addEventListener('click', (e) => { if (e.target === this.dialog) this.dialog.close(); });
    this.dialog.addEventListener('close', () => { this.dialog.remove(); this.dialog = null; before?.isConnected && before.focus(); });
    document.body.append(this.dialog);
    this.dialog.showModal();
    if (this.status) this.render();
    this.load().then(() => this.dialog && this.render(), (e) => this.body.replaceChildren(h('p', { class: 'fault', role: 'alert' }, sentence(e))));
  }

  render() {
    const open = new Set([...this.body.querySelectorAll('details[open]')].map((d) => d.dataset.tool));
    const focused = this.body.contains(document.activeElement) ? document.activeElement.id : '';
    this.body.replaceChildren(...this.answering(), ...this.experts(open), ...this.about());
    if (focused) document.getElementById(focused)?.focus();
  }

  answering() {
    const { status, values } = this;
    const names = this.modelNames();
    const standard = status.language_model;
    const planners = (status.planners ?? ['auto']).filter((p) => names.length || p === 'auto' || p === 'offline');
    return [
      h('h3', {}, t('settings.answering')),
      names.length ? '' : h('p', { class: 'notice', id: 'no-language-model' }, `${t('settings.no_model')} ${t('settings.no_model.how')}`),
      this.choice('settings-planner', t('settings.planner'), planners.map((p) => [p, has(`planner.${p}`) ? t(`planner.${p}`) : p]), values.planner, (v) => { values.planner = v; }),
      names.length ? this.choice('settings-language-model', t('settings.language_model'),
        [['', standard ? t('settings.language_model.standard', { name: standard }) : t('settings.language_model.none')], ...names.map((n) => [n, n])],
        values.language_model, (v) => { values.language_model = v; }) : '',
      this.flag('settings-strict', t('settings.strict'), 'strict'),
      this.flag('settings-verify', t('settings.verify'), 'verify'),
      h('p', { class: 'note' }, t('settings.policy', { policy: status.policy })),
      status.offline ? h('p', { class: 'notice' }, t('settings.offline')) : '',
    ];
  }

  choice(id, label, options, value, set) {
    const select = h('select', { id, onchange: () => { set(select.value); this.save(); } },
      options.map(([v, words]) => h('option', { value: v, selected: v === value }, words)));
    return h('label', { class: 'labelled', for: id }, h('span', {}, label), select);
  }

  flag(id, label, name) {
    const box = h('input', { id, type: 'checkbox', checked: this.values[name], onchange: () => { this.values[name] = box.checked; this.save(); } });
    return h('label', { class: 'check', for: id }, box, h('span', {}, label));
  }

  experts(open) {
    const experts = (this.tools ?? []).filter((tool) => tool.models?.length);
    return [h('h3', {}, t('settings.experts')), h('p', { class: 'note' }, t('settings.experts.text')),
      h('div', { class: 'experts' }, experts.map((tool) => this.expert(tool, open.has(tool.name))))];
  }

  expert(tool, open) {
    const installed = tool.models.some((m) => m.installed);
    const least = tool.models.map((m) => m.bytes).filter((b) => b > 0).sort((a, b) => a - b)[0];
    const used = this.values.models[tool.name];
    const state = installed ? [icon('check'), t('settings.installed')] : [icon('export'), least ? t('settings.to_pull', { size: bytes(least) }) : t('settings.not_installed')];
    return h('details', { class: 'expert', open, data: { tool: tool.name } },
      h('summary', {}, h('span', { class: 'expert-name' }, toolName(tool.name), ' ', h('code', { class: 'muted' }, tool.name)),
        h('span', { class: installed ? 'tag good' : 'tag' }, ...state)),
      h('p', { class: 'note' }, tool.description),
      this.choice(`use-${tool.name}`, t('settings.use'), [['', t('settings.automatic')], ...tool.models.map((m) => [m.name, m.installed ? m.name : `${m.name} (${t('settings.to_pull', { size: bytes(m.bytes) })})`])],
        used ?? '', (v) => { if (v) this.values.models[tool.name] = v; else delete this.values.models[tool.name]; }),
      h('ul', { class: 'models' }, tool.models.map((m) => this.model(m))));
  }

  model(m) {
    return h('li', { class: 'model', data: { model: m.name } },
      h('div', {}, h('strong', {}, m.name), m.unverified ? h('span', { class: 'tag', title: t('settings.unverified.why') }, t('settings.unverified')) : null,
        h('p', { class: 'note' }, [t('settings.licence', { licence: m.licence }), bytes(m.bytes)].join(' · '))),
      m.installed ? h('span', { class: 'tag good' }, icon('check'), t('settings.installed'))
        : this.status.offline ? h('span', { class: 'tag' }, t('settings.not_installed'))
          : pullBox(this.pulls, m, t('settings.pull'), () => this.load().then(() => this.dialog && this.render())));
  }

  about() {
    return [h('p', { class: 'note about' }, t('settings.version', { version: this.status.version }),
      this.api.key ? h('button', { type: 'button', class: 'small', onclick: () => { this.api.key = ''; location.reload(); } }, t('settings.forget_key')) : '')];
  }
}
