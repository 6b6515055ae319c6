// A step of a plan as a card: waiting, running, done, failed or skipped, with its time, model and picture.

import { h, icon } from './dom.js';
import { has, seconds, t } from './i18n.js';
import { showPicture } from './dialogs.js';

const ICONS = { waiting: 'waiting', running: 'busy', done: 'check', failed: 'cross', skipped: 'skip' };

export const toolName = (tool) => (has(`tool.${tool}`) ? t(`tool.${tool}`) : String(tool ?? '').replaceAll('_', ' '));

export class Card {
  constructor(turn, step, number) {
    Object.assign(this, { turn, step, number });
    this.status = 'waiting';
    this.message = '';
    this.error = '';
    this.model = '';
    this.millis = null;
    this.cached = false;
    this.value = null;
    this.items = 0;
    this.picture = '';
    this.shows = null; // whether it has a picture; null: not known
    this.element = h('li', { class: 'card' });
    this.render();
  }

  take(type, data) {
    if (type === 'step.started') { this.status = 'running'; this.items = data.items ?? 0; this.message = ''; } else if (type === 'step.progress') { this.status = 'running'; this.message = data.message; } else if (type === 'step.done') {
      Object.assign(this, { status: 'done', message: '', millis: data.millis, model: data.model ?? '', cached: Boolean(data.cached), value: data.value ?? null });
      this.shows = Boolean(data.picture);
      if (this.shows) this.load();
    } else if (type === 'step.failed') Object.assign(this, { status: 'failed', message: '', millis: data.millis, error: data.error, kind: data.kind });
    else if (type === 'step.skipped') Object.assign(this, { status: 'skipped', message: data.reason });
    this.render();
  }

  /** What an ended run says of it. */
  report(report) {
    this.status = report.status in ICONS ? report.status : 'done';
    Object.assign(this, { millis: report.millis, model: report.model ?? '', cached: Boolean(report.cached) });
    if (this.status === 'skipped') this.message = report.error ?? this.message;
    else Object.assign(this, { error: report.error ?? '', message: '' });
    this.render();
  }

  /** The run is over: what still waited will not come. */
  over() {
    if (this.status === 'waiting' || this.status === 'running') Object.assign(this, { status: 'skipped', message: '' });
    this.render();
  }

  /** Its plan is looked at: shows its picture, where nobody said that there is none. */
  seen() {
    if (this.status === 'done' && !this.picture && this.shows !== false) this.load();
  }

  /** Its picture, where it has one. */
  async load() {
    const { run, talk } = this.turn;
    if (!run || this.loading) return;
    this.loading = true;
    try {
      this.picture = URL.createObjectURL(await talk.api.blob(`/runs/${run}/steps/${encodeURIComponent(this.step.id)}/picture?size=640`));
      this.render();
    } catch {
      this.shows = false; // not every step has one, and runs are forgotten in time
    } finally {
      this.loading = false;
    }
  }

  regions() {
    const of = (value, frame) => {
      if (!value) return [];
      if (Array.isArray(value)) return value.flatMap((v) => of(v, frame));
      const image = value.image ?? value.frame?.image ?? frame;
      if (Array.isArray(value.items)) return value.items.flatMap((v) => of(v, image));
      return (value.regions ?? value.detections ?? []).filter((r) => r.box).map((r) => ({ ...r, image }));
    };
    return of(this.value, '').filter((r) => r.id && typeof r.image === 'string');
  }

  render() {
    const { step, status } = this;
    this.element.dataset.status = status;
    this.element.dataset.step = step.id;
    const title = t('step.picture', { id: step.id });
    this.element.replaceChildren(
      h('div', { class: 'card-text' },
        h('p', { class: 'card-head' }, h('span', { class: 'state' }, icon(ICONS[status]), h('span', {}, t(`step.${status}`))), h('code', { class: 'muted' }, step.id)),
        h('p', { class: 'card-title', title: step.tool }, toolName(step.tool)),
        h('p', { class: 'card-with muted' }, brief(step)),
        this.message ? h('p', { class: 'card-message' }, this.message) : '',
        this.error ? h('p', { class: 'card-error' }, this.error) : '',
        status === 'running' ? h('progress', { 'aria-label': t('step.running') }) : '',
        h('p', { class: 'card-foot muted' }, ...this.foot())),
      this.picture ? h('button', { type: 'button', class: 'card-picture', 'aria-label': t('step.picture_larger', { id: step.id }), onclick: () => showPicture(title, this.picture) }, h('img', { src: this.picture, alt: '' })) : '');
    return this.element;
  }

  foot() {
    const parts = [];
    if (this.millis !== null && this.status !== 'skipped') parts.push(seconds(this.millis));
    if (this.items > 1) parts.push(t('step.items', { n: this.items }));
    if (this.model) parts.push(this.model);
    const text = parts.join(' · ');
    return [text, this.cached ? h('span', { class: 'cached', title: t('step.cached.why') }, icon('clock'), t('step.cached')) : ''];
  }
}

/** What a step is given, in a line. */
function brief(step) {
  return Object.entries(step.with ?? {})
    .map(([name, value]) => [name, words(value)])
    .filter(([, value]) => value)
    .map(([name, value]) => (name === 'image' || name === 'items' || name === 'images' ? value : `${name}: ${value}`))
    .join(' · ');
}

function words(value) {
  if (Array.isArray(value)) return value.map(words).join(', ');
  if (value && typeof value === 'object') {
    if (typeof value.ref === 'string') return value.ref.replace(/^inputs\./, '');
    if (typeof value.cel === 'string') return value.cel;
    return JSON.stringify(value).slice(0, 60);
  }
  return String(value ?? '').slice(0, 80);
}
