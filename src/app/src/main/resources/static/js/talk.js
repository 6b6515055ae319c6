// The conversation that is open: its turns, its pictures, and the run that is going on.

import { announce, byId, h, icon, motion } from './dom.js';
import { Fault } from './api.js';
import { bytes, t } from './i18n.js';
import { sentence } from './faults.js';
import { pullBox } from './pullbox.js';
import { claimOf, keepRun, keptRun } from './kept.js';
import { Turn } from './turn.js';
import { welcome } from './welcome.js';
import { showPicture } from './dialogs.js';

export class Talk {
  /** @param parts {api, viewer, composer, settings, pulls, changed() when what is kept changed, opened() when another is open} */
  constructor(parts) {
    Object.assign(this, parts);
    this.session = '';
    this.title = '';
    this.turns = [];
    this.pictures = [];
    this.shown = null;
    this.held = [];
    this.element = byId('turns');
    this.following = null;
    this.editing = null;
    this.viewer.onRegionClick((id, region) => this.regionClicked(id, region));
    this.viewer.onRegionHover((id) => this.turns.forEach((turn) => turn.mark(id ? [id] : [], false)));
    this.viewer.onMarksChange((marks) => this.composer.marked(marks.length));
  }

  get live() { return this.turns.find((turn) => turn.live) ?? null; }

  isLast(turn) { return this.turns.at(-1) === turn; }

  // Opening.

  /** An empty conversation. */
  fresh() {
    this.forget();
    this.session = '';
    this.title = '';
    if (location.hash) history.pushState(null, '', location.pathname + location.search);
    this.render();
    this.composer.clear();
    this.composer.text.focus();
  }

  forget() {
    this.following?.abort();
    this.following = null;
    this.editing = null;
    this.turns = [];
    this.pictures = [];
    this.shown = null;
    this.held = [];
    this.viewer.clear();
  }

  /** One that is kept; where a question of it is being answered, it goes on. */
  async open(id) {
    if (id === this.session) return;
    this.forget();
    this.session = id;
    this.render();
    const running = keptRun();
    try {
      const told = await this.api.get(`/sessions/${encodeURIComponent(id)}`).catch((e) => {
        if (running?.session === id && e.kind === 'not-found') return { title: '', turns: [], pictures: [] };
        throw e;
      });
      if (this.session !== id) return;
      this.title = told.title ?? '';
      this.pictures = told.pictures ?? [];
      this.turns = [];
      const runs = await Promise.all((told.turns ?? []).map((turn) => this.runOf(turn)));
      if (this.session !== id) return;
      (told.turns ?? []).forEach((turn, index) => this.turns.push(new Turn(this, {
        question: turn.question, pictures: turn.pictures ?? [], run: turn.run ?? '', status: 'done', index,
        result: runs[index] ?? { answer: turn.answer, claims: (turn.claims ?? []).map(claimOf), regions: turn.regions ?? [], planner: turn.planner },
      })));
      this.turns.at(-1)?.render();
      this.render();
      this.show(this.turns.at(-1) ?? null);
      if (running?.session === id && !this.turns.some((turn) => turn.run === running.run)) this.resume(running);
      else if (running?.session === id) keepRun(null);
    } catch (e) {
      if (this.session === id) this.element.replaceChildren(this.faultBox(null, e));
    }
    this.toEnd();
  }

  /** What the run of a kept turn came to, while runs are kept. */
  async runOf(turn) {
    if (turn.result) return turn.result;
    if (!turn.run) return null;
    try {
      return (await this.api.get(`/runs/${encodeURIComponent(turn.run)}`)).result ?? null;
    } catch {
      return null;
    }
  }

  resume({ run, question, pictures }) {
    const turn = new Turn(this, { question, pictures, run, status: 'running' });
    this.add(turn);
    announce(t('turn.resumed'));
    this.follow(turn);
  }

  // Asking.

  /** Asks; whether it was taken on. */
  async ask(question, fresh = []) {
    if (this.live) return false;
    if (!fresh.length && !this.pictures.length && !this.editing?.pictures.length) {
      this.composer.tell(t('composer.no_picture'));
      return false;
    }
    const pictures = fresh.map(({ artifact, title, width, height }) => ({ artifact, title, width, height }));
    const marks = this.viewer.marks();
    const { editing } = this;
    this.editing = null;
    this.composer.clear();
    if (editing && !await this.branchBefore(editing)) { this.composer.fill(question, pictures); return false; }
    const turn = new Turn(this, { question, pictures });
    turn.marks = marks;
    this.add(turn);
    await this.send(turn);
    return true;
  }

  add(turn) {
    const before = this.turns.at(-1);
    this.turns.push(turn);
    this.render();
    before?.render();
    this.show(turn);
    this.toEnd();
  }

  async send(turn) {
    turn.problem = null;
    this.composer.busy(true);
    try {
      if (!this.session) {
        this.session = (await this.api.post('/sessions', {})).id;
        history.pushState(null, '', `#s=${encodeURIComponent(this.session)}`);
      }
      const run = await this.api.post('/runs', {
        kind: 'ask', question: turn.question, session: this.session, pictures: turn.pictures.map((p) => p.artifact),
        ...(turn.marks?.length ? { marks: turn.marks } : {}), ...this.settings.order(),
      }, { headers: { 'Idempotency-Key': crypto.randomUUID?.() ?? String(Math.random()) } });
      turn.run = run.id;
      keepRun({ session: this.session, run: run.id, question: turn.question, pictures: turn.pictures });
    } catch (e) {
      turn.fail(e);
      this.composer.busy(false);
      return;
    }
    if (turn.stopWanted) this.stop();
    await this.follow(turn);
  }

  async follow(turn) {
    this.composer.busy(true);
    const following = new AbortController();
    this.following = following;
    try {
      for await (const event of this.api.events(turn.run, { signal: following.signal })) {
        if (following.signal.aborted) return;
        turn.take(event.type === 'run.ended' && event.data.problem ? { ...event, data: { ...event.data, problem: { fault: Fault.of(event.data.problem) } } } : event);
      }
    } catch (e) {
      if (!following.signal.aborted) turn.fail(e);
    }
    if (following.signal.aborted) return;
    this.following = null;
    keepRun(null);
    this.composer.busy(false);
    this.over(turn);
  }

  /** A turn's run has ended. */
  over(turn) {
    const { result } = turn;
    if (result && !result.unclear && turn.status === 'done') {
      turn.index = this.turns.filter((other) => other.index !== null).length;
      for (const p of result.pictures ?? []) {
        if (!this.pictures.some((known) => known.name === p.name)) this.pictures.push(p);
      }
      turn.render();
    }
    this.show(turn, true);
    this.toEnd();
    this.changed();
  }

  async stop() {
    const turn = this.live;
    if (!turn) return;
    turn.become(turn.status, t('turn.stopping'));
    if (!turn.run) { turn.stopWanted = true; return; }
    try {
      await this.api.post(`/runs/${turn.run}/cancel`);
    } catch (e) {
      this.composer.tell(sentence(e));
    }
  }

  /** Asks the last question again. */
  async retry(turn) {
    if (this.live) return;
    try {
      if (turn.index !== null) {
        await this.api.post(`/sessions/${encodeURIComponent(this.session)}/undo`);
        const own = new Set(turn.pictures.map((p) => p.artifact));
        this.pictures = this.pictures.filter((p) => !own.has(p.artifact));
      }
    } catch (e) {
      this.composer.tell(sentence(e));
      return;
    }
    this.turns.pop();
    const again = new Turn(this, { question: turn.question, pictures: turn.pictures.map(({ artifact, title, width, height }) => ({ artifact, title, width, height })) });
    again.marks = turn.marks;
    this.add(again);
    await this.send(again);
  }

  edit(turn = this.turns.filter((one) => !one.live).at(-1)) {
    if (!turn || this.live) return;
    this.editing = turn;
    this.composer.fill(turn.question, turn.pictures, turn.index !== null);
  }

  /** Opens a new conversation as this one was before a turn; whether that went well. */
  async branchBefore(turn) {
    const before = this.turns.slice(0, this.turns.indexOf(turn));
    const kept = before.filter((one) => one.index !== null);
    if (turn.index === null) { this.turns = before; return true; }
    try {
      if (kept.length === 0) { this.forget(); this.session = ''; return true; }
      await this.branchAt(kept.length);
      return true;
    } catch (e) {
      this.composer.tell(sentence(e));
      return false;
    }
  }

  /** A new conversation with so many of the turns, and opens it. */
  async branchAt(turns) {
    const made = await this.api.post(`/sessions/${encodeURIComponent(this.session)}/branch`, { turn: turns });
    history.pushState(null, '', `#s=${encodeURIComponent(made.id)}`);
    await this.open(made.id);
  }

  async branch(turn) {
    if (this.live) return;
    try {
      await this.branchAt(turn.index + 1);
      announce(t('turn.branched'));
      this.composer.text.focus();
      this.changed();
    } catch (e) {
      this.composer.tell(sentence(e));
    }
  }

  // Showing.

  render() {
    byId('title').textContent = this.title || this.turns[0]?.question || '';
    document.title = this.title || this.turns[0]?.question ? `${this.title || this.turns[0].question} · eyes4j` : 'eyes4j';
    if (this.turns.length) this.element.replaceChildren(...this.turns.map((turn) => turn.element));
    else if (!this.session) this.element.replaceChildren(welcome(this.composer, this.settings));
    else this.element.replaceChildren(h('p', { class: 'note', role: 'status' }, t('settings.loading')));
    this.composer.busy(Boolean(this.live));
    this.showPictures();
    this.opened();
  }

  named(title) { this.title = title; this.render(); }

  relabel() {
    this.turns.forEach((turn) => turn.render());
    this.render();
    this.composer.render();
  }

  toEnd() {
    requestAnimationFrame(() => {
      const last = this.turns.at(-1)?.element;
      if (last) this.element.scrollTo({ top: last.offsetTop - 12, behavior: motion() });
    });
  }

  /** Pictures of the conversation, and those that go with the next question. */
  async showPictures() {
    const all = [...this.pictures];
    const have = new Set(all.map((p) => p.artifact));
    for (const p of [...this.turns.flatMap((turn) => turn.pictures), ...this.composer.ready]) {
      if (p.artifact && !have.has(p.artifact)) {
        have.add(p.artifact);
        all.push({ ...p, name: p.name ?? `image${all.length + 1}` });
      }
    }
    const key = all.map((p) => p.artifact).join();
    if (key === this.pictureKey) return;
    this.pictureKey = key;
    const addressed = await Promise.all(all.map(async ({ name, title, artifact, width, height }) => ({
      name, title, artifact, width, height, url: await this.api.address(`/artifacts/${artifact}`).catch(() => ''),
    })));
    if (key !== this.pictureKey) return;
    byId('pictures').hidden = addressed.length === 0;
    byId('app').classList.toggle('with-pictures', addressed.length > 0);
    this.viewer.setPictures(addressed);
    if (this.shown) this.show(this.shown, true);
  }

  thumbnail(p) {
    const image = h('img', { alt: p.title || p.name || '' });
    this.api.address(`/artifacts/${p.artifact}/thumbnail?size=160`).then((address) => { image.src = address; }, () => { image.alt = p.title ?? ''; });
    return h('button', { type: 'button', class: 'thumb', 'aria-label': p.title || p.name, title: p.title || p.name,
      onclick: async () => showPicture(p.title || p.name, await this.api.address(`/artifacts/${p.artifact}`)) }, image);
  }

  /** Shows a turn's regions in the picture. */
  show(turn, anew = false) {
    if (turn === this.shown && !anew) return;
    this.shown = turn;
    this.held = [];
    this.turns.forEach((one) => one.element.classList.toggle('shown', one === turn));
    let { regions } = turn ?? {};
    // While nothing is found yet, what the turn before found stays.
    if (turn && (turn.live || !turn.result || turn.result.unclear) && !regions.length) regions = this.turns.filter((one) => one !== turn && one.regions.length).at(-1)?.regions;
    this.viewer.setRegions((regions ?? []).map((r) => ({ ...r, polygon: r.outline })));
  }

  refresh(turn) { if (turn === this.shown) this.show(turn, true); }

  /** Lights regions up; none: those that are held. */
  light(ids) { this.viewer.highlight(ids.length ? ids : this.held); }

  /** Keeps regions lit, or lets go of them. */
  hold(turn, ids) {
    this.show(turn);
    this.held = this.held.join() === ids.join() ? [] : ids;
    this.viewer.highlight(this.held);
  }

  regionClicked(id, region) {
    const turn = this.shown;
    if (!turn) return;
    this.turns.forEach((one) => one.mark([], true));
    this.held = [id];
    this.viewer.highlight([id]);
    const n = turn.mark([id], true);
    const name = region?.label ? `${id} (${region.label})` : id;
    announce(n ? t('claim.marked', { n, region: name }) : t('claim.marked_none', { region: name }));
  }

  toStep(turn, id) {
    const card = turn.cards.get(id);
    if (!card) return;
    if (turn.planBox) turn.planBox.open = true;
    card.element.scrollIntoView({ block: 'nearest', behavior: motion() });
    card.element.classList.add('pointed');
    setTimeout(() => card.element.classList.remove('pointed'), 1600);
  }

  // What goes wrong.

  faultBox(turn, fault) {
    return h('div', { class: 'fault-box', role: 'alert' },
      h('p', {}, icon('against'), h('span', {}, sentence(fault))),
      turn ? this.offerPull(fault?.message ?? '', turn) : null,
      turn && fault?.kind === 'invalid-request' ? h('button', { type: 'button', class: 'small', onclick: () => this.edit(turn) }, icon('edit'), t('turn.edit'))
        : turn && this.isLast(turn) ? h('button', { type: 'button', class: 'small', onclick: () => this.retry(turn) }, icon('retry'), t('fault.try_again')) : null);
  }

  /** Buttons that pull what a message says is not installed. */
  offerPull(message, turn) {
    if (!message) return null;
    const named = [...this.settings.missing().values()].filter((m) => new RegExp(`(^|[^\\w.-])${m.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}($|[^\\w-])`).test(message));
    if (!named.length) return null;
    return h('div', { class: 'offers' }, named.map((m) => pullBox(this.pulls, m, t('pull.offer', { model: m.name, size: bytes(m.bytes) }), async () => {
      await this.settings.load();
      this.composer.tell(t('pull.then', { model: m.name }));
      turn.render();
    })));
  }

  async download(path, name) {
    try {
      const address = URL.createObjectURL(await this.api.blob(path));
      h('a', { href: address, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
    } catch (e) {
      this.composer.tell(sentence(e));
    }
  }
}
