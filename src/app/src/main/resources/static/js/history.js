// The conversations that are kept: names, search, rename, export, delete.

import { announce, byId, h, menu, tell } from './dom.js';
import { askName, confirm } from './dialogs.js';
import { t, when } from './i18n.js';

export class History {
  /** @param talk opens conversations; @param fault told what goes wrong */
  constructor(api, talk, fault) {
    Object.assign(this, { api, talk, fault });
    this.sessions = [];
    this.list = byId('sessions');
    this.search = byId('search');
    let pause;
    this.search.addEventListener('input', () => { clearTimeout(pause); pause = setTimeout(() => this.load(), 200); });
    byId('new-session').addEventListener('click', () => { talk.fresh(); this.close(); });
    this.toggle = byId('open-history');
    this.nav = byId('history');
    this.toggle.addEventListener('click', () => (this.nav.classList.contains('open') ? this.close() : this.open()));
    document.addEventListener('pointerdown', (e) => { if (!this.nav.contains(e.target) && !this.toggle.contains(e.target) && !e.target.closest('dialog')) this.close(false); });
    this.nav.addEventListener('keydown', (e) => { if (e.key === 'Escape' && this.nav.classList.contains('open')) { e.stopPropagation(); this.close(); this.toggle.focus(); } });
  }

  open() {
    this.nav.classList.add('open');
    this.toggle.setAttribute('aria-expanded', 'true');
    this.search.focus();
  }

  close() {
    this.nav.classList.remove('open');
    this.toggle.setAttribute('aria-expanded', 'false');
  }

  async load() {
    const query = this.search.value.trim();
    try {
      const { sessions } = await this.api.get(`/sessions${query ? `?query=${encodeURIComponent(query)}` : ''}`);
      if (query !== this.search.value.trim()) return;
      this.sessions = sessions;
      this.render();
    } catch (e) {
      if (e.kind !== 'offline') this.fault(e);
    }
  }

  title(session) { return session.title || session.last || t('history.untitled'); }

  render() {
    const query = this.search.value.trim();
    tell(byId('no-sessions'), this.sessions.length ? '' : query ? t('history.no_match', { query }) : t('history.none'));
    this.list.replaceChildren(...this.sessions.map((s) => this.row(s)));
  }

  row(s) {
    const title = this.title(s);
    const here = s.id === this.talk.session;
    return h('li', { class: here ? 'session here' : 'session' },
      h('a', { href: `#s=${encodeURIComponent(s.id)}`, 'aria-current': here ? 'page' : null, onclick: () => this.close() },
        h('span', { class: 'session-title' }, title),
        h('span', { class: 'muted' }, [t('history.questions', { n: s.questions ?? 0 }), when(s.updated)].filter(Boolean).join(' · '))),
      menu(t('history.more', { title }), 'more', [
        { text: t('history.rename'), icon: 'edit', act: () => this.rename(s) },
        ...['html', 'json', 'coco'].map((format) => ({
          text: t(`history.${format}`), icon: 'export',
          act: () => this.talk.download(`/sessions/${encodeURIComponent(s.id)}/export?format=${format}`, `${s.id}.${format === 'coco' ? 'coco.json' : format}`),
        })),
        { text: t('history.delete'), icon: 'trash', danger: true, act: () => this.remove(s) },
      ], { class: 'icon quiet' }));
  }

  async rename(s) {
    const title = await askName(this.title(s));
    if (!title) return;
    await this.deed(() => this.api.json('PATCH', `/sessions/${encodeURIComponent(s.id)}`, { title }));
    if (s.id === this.talk.session) this.talk.named(title);
  }

  async remove(s) {
    const title = this.title(s);
    if (!await confirm(t('history.delete'), t('history.delete_ask', { title }), t('history.delete'))) return;
    await this.deed(async () => {
      await this.api.json('DELETE', `/sessions/${encodeURIComponent(s.id)}`);
      if (s.id === this.talk.session) this.talk.fresh();
      announce(t('history.deleted', { title }));
    });
  }

  async deed(work) {
    try {
      await work();
    } catch (e) {
      this.fault(e);
    }
    await this.load();
  }
}
