// One question with all that came of it: what is known of it, and how it looks.

import { h, icon, menu, announce, motion } from './dom.js';
import { has, seconds, t } from './i18n.js';
import { sentence } from './faults.js';
import { answer } from './answer.js';
import { Card, toolName } from './card.js';

const RUNNING = new Set(['sending', 'queued', 'running']);

export class Turn {
  /** @param talk the conversation it belongs to */
  constructor(talk, { question, pictures = [], run = '', status = 'sending', result = null, problem = null, index = null }) {
    Object.assign(this, { talk, question, pictures, run, status, result, problem, index });
    this.progress = '';
    this.draft = '';
    this.plan = null;
    this.notes = [];
    this.cards = new Map();
    this.element = h('article', { class: 'turn', tabindex: '-1' });
    this.element.addEventListener('pointerdown', () => talk.show(this));
    this.element.addEventListener('focusin', () => talk.show(this));
    if (result?.plan) this.planned(result.plan, result.steps ?? []);
    this.render();
  }

  get live() { return RUNNING.has(this.status); }

  get regions() {
    if (this.result) return this.result.regions ?? [];
    return [...this.cards.values()].flatMap((card) => card.regions());
  }

  /** Something happened in its run. */
  take(event) {
    const { type, data } = event;
    const card = this.cards.get(data?.step);
    if (type === 'run.queued') this.become('queued', t('turn.queued'));
    else if (type === 'run.running') this.become('running', t('turn.planning'));
    else if (type === 'plan.progress') this.become('running', data.message);
    else if (type === 'plan.mended') { this.notes.push(t('turn.mended', { reason: data.reason })); this.render(); }
    else if (type === 'model.asked') this.become('running', t('turn.asked_model', { model: data.model, purpose: data.purpose, time: seconds(data.millis) }));
    else if (type === 'model.delta') {
      if (data.purpose === 'answer') { this.draft += data.text; this.become('running', t('turn.writing'), true); }
    } else if (type === 'plan') {
      this.planned(data.plan);
      this.become('running', t('turn.running'));
      this.render();
      announce(t('turn.plan', { n: this.cards.size }));
    } else if (type === 'run.ended') this.ended(data);
    else if (type.startsWith('step.')) {
      (card ?? this.newCard({ id: data.step, tool: data.tool ?? '' })).take(type, data);
      if (type === 'step.started') this.become('running', t('turn.running'));
      if (type === 'step.done') this.talk.refresh(this);
    }
  }

  newCard(step) {
    const card = new Card(this, step, this.cards.size + 1);
    this.cards.set(step.id, card);
    this.list?.append(card.element);
    return card;
  }

  planned(plan, reports = []) {
    this.plan = plan;
    const old = this.cards;
    this.cards = new Map();
    this.list = null;
    for (const step of plan.steps ?? []) {
      const known = old.get(step.id);
      if (known) { known.step = { ...known.step, ...step }; known.number = this.cards.size + 1; known.render(); this.cards.set(step.id, known); } else this.newCard(step);
    }
    reports.forEach((report) => (this.cards.get(report.id) ?? this.newCard(report)).report(report));
  }

  ended({ status, result, problem }) {
    this.status = status;
    this.progress = '';
    this.problem = problem ?? null;
    if (result) {
      this.result = result;
      if (result.plan) this.planned(result.plan, result.steps ?? []);
    }
    this.cards.forEach((card) => card.over());
    this.render();
    announce(this.told());
  }

  /** What came of it in a sentence, for those who do not see it. */
  told() {
    if (this.result?.unclear) return this.result.unclear;
    if (this.status === 'cancelled') return t('turn.stopped');
    if (this.problem) return sentence(this.problem.fault);
    return '';
  }

  fail(fault) {
    this.ended({ status: fault.kind === 'aborted' || fault.kind === 'cancelled' ? 'cancelled' : 'failed', problem: { fault } });
  }

  become(status, progress, answering = false) {
    this.status = status;
    this.progress = progress;
    if (answering) this.renderAnswer();
    this.renderProgress();
  }

  /** Builds all of it anew. */
  render() {
    const focused = this.element.contains(document.activeElement) && document.activeElement !== this.element;
    this.list = h('ol', { class: 'cards' }, [...this.cards.values()].map((c) => c.render()));
    this.progressLine = h('p', { class: 'progress' });
    this.answerPart = h('div', { class: 'answer', 'aria-live': 'polite', 'aria-label': t('turn.answer'), role: 'region' });
    this.element.setAttribute('aria-label', t('turn.in_words', { question: this.question }));
    this.element.dataset.status = this.status;
    this.element.replaceChildren(this.head(), this.planPart(), this.progressLine, this.answerPart, this.foot());
    this.renderProgress();
    this.renderAnswer();
    if (focused) this.element.focus({ preventScroll: true });
  }

  head() {
    return h('header', { class: 'asked' },
      this.pictures.length ? h('ul', { class: 'thumbs' }, this.pictures.map((p) => h('li', {}, this.talk.thumbnail(p)))) : null,
      h('div', { class: 'bubble' }, h('span', { class: 'hidden' }, t('turn.you')), h('p', {}, this.question),
        this.live ? null : h('button', { type: 'button', class: 'icon quiet', 'aria-label': t('turn.edit'), title: t('turn.edit'), onclick: () => this.talk.edit(this) }, icon('edit'))));
  }

  planPart() {
    if (!this.plan && !this.cards.size) return '';
    const n = this.cards.size;
    if (!n) return h('p', { class: 'note' }, t('turn.no_steps'));
    const millis = [...this.cards.values()].reduce((sum, c) => sum + (c.millis ?? 0), 0);
    this.planBox = h('details', { class: 'plan', open: this.live || (this.talk.isLast(this) && (this.problem || (n <= 4 && innerWidth > 760))),
      ontoggle: (e) => { if (e.target.open) this.cards.forEach((card) => card.seen()); } },
      h('summary', {}, h('span', {}, t('turn.plan', { n })),
        this.live ? null : h('span', { class: 'muted' }, [...this.cards.values()].map((c) => toolName(c.step.tool)).join(' → ')),
        this.live || !millis ? null : h('span', { class: 'muted' }, seconds(millis))),
      this.list,
      this.notes.map((n2) => h('p', { class: 'note' }, n2)));
    return this.planBox;
  }

  renderProgress() {
    this.element.dataset.status = this.status;
    this.progressLine.hidden = !this.live;
    if (this.live) this.progressLine.replaceChildren(icon('busy'), h('span', {}, this.progress || t('turn.sending')));
  }

  renderAnswer() {
    this.answerPart.setAttribute('aria-busy', String(this.live));
    this.answerPart.replaceChildren(...this.content());
  }

  content() {
    if (this.live) return this.draft ? [h('p', { class: 'draft' }, this.draft), h('p', { class: 'note' }, t('turn.draft'))] : [];
    if (this.status === 'cancelled') return [h('p', { class: 'note stopped' }, icon('stop'), t('turn.stopped'))];
    if (this.problem) return [this.talk.faultBox(this, this.problem.fault ?? this.problem)];
    if (this.result?.unclear) return [this.unclear()];
    return this.result ? answer(this) : [];
  }

  unclear() {
    return h('div', { class: 'unclear' }, h('h3', {}, t('unclear.title')), h('p', {}, this.result.unclear),
      h('div', { class: 'options' }, (this.result.options ?? []).map((o) => h('button', {
        type: 'button', onclick: () => this.talk.ask(o.id), data: { region: o.id },
        onmouseenter: () => this.talk.light([o.id]), onfocus: () => this.talk.light([o.id]), onmouseleave: () => this.talk.light([]), onblur: () => this.talk.light([]),
      }, icon('region'), `${o.id} · ${o.words}`))),
      h('p', { class: 'note' }, t('unclear.or')));
  }

  foot() {
    if (this.live) return '';
    const last = this.talk.isLast(this);
    const kept = this.index !== null;
    const r = this.result;
    const facts = [
      r?.planner ? (has(`turn.planned_by.${r.planner}`) ? t(`turn.planned_by.${r.planner}`) : t('turn.planned_by', { planner: r.planner })) : '',
      r?.language_model ? t('turn.written_by', { model: r.language_model }) : '',
      r?.usage?.total_tokens ? t('turn.tokens', { n: r.usage.total_tokens }) : '',
      r?.removed ? t('turn.removed', { n: r.removed }) : '',
    ].filter(Boolean);
    const action = (key, name, act) => h('button', { type: 'button', class: 'icon quiet', 'aria-label': t(key), title: t(key), onclick: act }, icon(name));
    return h('footer', { class: 'turn-foot' },
      h('span', { class: 'facts' }, facts.join(' · ')),
      last && this.status !== 'failed' ? action('turn.retry', 'retry', () => this.talk.retry(this)) : null,
      kept ? action('turn.branch', 'branch', () => this.talk.branch(this)) : null,
      this.run && r && !r.unclear ? menu(t('turn.export'), 'export', [
        { text: t('turn.trace'), act: () => this.talk.download(`/runs/${this.run}/trace`, `${this.run}.html`) },
        { text: t('turn.open_workflow'), act: () => { location.hash = `/workflows/@${this.run}`; } },
        { text: t('turn.workflow'), act: () => this.talk.download(`/runs/${this.run}/workflow`, `${this.run}.yaml`) },
        { text: t('turn.json'), act: () => this.talk.download(`/runs/${this.run}/export?format=json`, `${this.run}.json`) },
        { text: t('turn.coco'), act: () => this.talk.download(`/runs/${this.run}/export?format=coco`, `${this.run}.coco.json`) },
      ], { class: 'icon quiet' }) : null);
  }

  /** Marks the sentences that speak of regions; gives how many. */
  mark(ids, steady) {
    const wanted = new Set(ids);
    let n = 0;
    this.element.querySelectorAll('.claim').forEach((claim) => {
      const speaks = (claim.dataset.regions ?? '').split(' ').some((id) => wanted.has(id));
      claim.classList.toggle(steady ? 'marked' : 'touched', speaks);
      if (speaks && n++ === 0 && steady) claim.scrollIntoView({ block: 'nearest', behavior: motion() });
    });
    return n;
  }
}
