// The question being written, with the pictures that go with it: pasted, dropped, picked or photographed.

import { announce, byId, h, icon, tell } from './dom.js';
import { photograph } from './dialogs.js';
import { sentence } from './faults.js';
import { t } from './i18n.js';

export class Composer {
  /** @param deeds {ask(question, pictures), stop(), changed(), edit()} */
  constructor(api, deeds) {
    Object.assign(this, { api, deeds });
    this.staged = [];
    this.text = byId('question');
    this.list = byId('staged');
    this.told = byId('composer-fault');
    this.editing = false;
    this.marks = 0;
    byId('composer').addEventListener('submit', (e) => { e.preventDefault(); this.submit(); });
    byId('stop').addEventListener('click', () => deeds.stop());
    byId('pick').addEventListener('click', () => this.pick());
    byId('photograph').addEventListener('click', () => this.photograph());
    for (const id of ['files', 'capture']) {
      byId(id).addEventListener('change', (e) => { this.add([...e.target.files]); e.target.value = ''; });
    }
    this.text.addEventListener('input', () => this.fit());
    this.text.addEventListener('keydown', (e) => {
      if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) { e.preventDefault(); this.submit(); }
      if (e.key === 'ArrowUp' && this.text.value === '') { e.preventDefault(); deeds.edit(); }
    });
    document.addEventListener('paste', (e) => this.pasted(e));
    this.dropping();
    this.render();
  }

  fit() {
    this.text.style.height = 'auto';
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, innerHeight * 0.35)}px`;
  }

  pick() { byId('files').click(); }

  async photograph() {
    if (!navigator.mediaDevices?.getUserMedia) { byId('capture').click(); return; }
    try {
      const file = await photograph();
      if (file) this.add([file]);
    } catch (e) {
      this.tell(t('camera.none', { why: e.message || e.name }));
      if (matchMedia('(pointer: coarse)').matches) byId('capture').click();
    }
    this.text.focus();
  }

  pasted(e) {
    const files = [...(e.clipboardData?.files ?? [])];
    if (!files.length || document.querySelector('dialog[open]')) return;
    e.preventDefault();
    this.add(files);
  }

  dropping() {
    const veil = byId('drop');
    let depth = 0;
    const carries = (e) => e.dataTransfer?.types.includes('Files');
    addEventListener('dragenter', (e) => { if (carries(e)) { depth++; veil.hidden = false; } });
    addEventListener('dragleave', (e) => { if (carries(e) && --depth <= 0) { depth = 0; veil.hidden = true; } });
    addEventListener('dragover', (e) => { if (carries(e)) e.preventDefault(); });
    addEventListener('drop', (e) => {
      if (!carries(e)) return;
      e.preventDefault();
      depth = 0;
      veil.hidden = true;
      this.add([...e.dataTransfer.files]);
    });
  }

  add(files) {
    const pictures = files.filter((f) => f.type.startsWith('image/') || (f.type === '' && f.size > 0));
    if (!pictures.length) {
      if (files.length) this.tell(t('composer.no_pictures_there'));
      return;
    }
    this.tell('');
    for (const file of pictures) {
      const picture = { file, title: file.name || 'picture.png', state: 'uploading', thumb: URL.createObjectURL(file), artifact: null };
      this.staged.push(picture);
      this.send(picture);
    }
    this.text.focus();
  }

  async send(picture) {
    picture.state = 'uploading';
    this.render();
    try {
      const row = await this.api.upload(picture.file, picture.title);
      Object.assign(picture, { state: 'ready', artifact: row.id, width: row.width, height: row.height });
      announce(t('composer.added', { name: picture.title, width: row.width, height: row.height }));
    } catch (e) {
      picture.state = e.kind === 'offline' ? 'retry' : 'bad';
      const why = sentence(e);
      this.tell(why.startsWith(picture.title) ? why : t('composer.bad_picture', { name: picture.title, why }));
      if (picture.state === 'bad') this.staged.splice(this.staged.indexOf(picture), 1);
    }
    this.render();
    this.deeds.changed();
  }

  remove(picture) {
    const at = this.staged.indexOf(picture);
    this.staged.splice(at, 1);
    this.render();
    (this.list.querySelectorAll('button')[at] ?? this.text).focus();
    this.deeds.changed();
  }

  /** Pictures that are on the server and go with the next question. */
  get ready() { return this.staged.filter((p) => p.state === 'ready'); }

  async submit() {
    const question = this.text.value.trim();
    if (!question) { this.tell(t('composer.no_question')); this.text.focus(); return; }
    if (this.staged.some((p) => p.state === 'uploading')) { this.tell(t('composer.wait')); return; }
    if (await this.deeds.ask(question, this.ready)) this.tell('');
  }

  /** Empties it; gives what it held. */
  clear() {
    this.staged = [];
    this.text.value = '';
    this.editing = false;
    this.fit();
    this.render();
    this.tell('');
  }

  fill(question, pictures = [], editing = false) {
    this.text.value = question;
    this.staged = pictures.map((p) => (p.state ? p : { ...p, state: 'ready' }));
    this.editing = editing;
    this.fit();
    this.render();
    this.text.focus();
    this.text.setSelectionRange(question.length, question.length);
  }

  tell(text) { tell(this.told, text); }

  busy(yes) {
    byId('stop').hidden = !yes;
    byId('ask').hidden = yes;
  }

  marked(n) {
    if (n === this.marks) return;
    this.marks = n;
    this.render();
  }

  render() {
    const rows = this.staged.map((p) => this.row(p));
    if (this.marks) rows.push(h('li', { class: 'note' }, icon('region'), h('span', {}, t('composer.marks', { n: this.marks }))));
    if (this.editing) rows.unshift(h('li', { class: 'note' }, icon('branch'), h('span', {}, t('composer.editing')),
      h('button', { type: 'button', class: 'small', onclick: () => { this.clear(); this.deeds.changed(); } }, t('cancel'))));
    this.list.replaceChildren(...rows);
    this.list.hidden = !rows.length;
  }

  row(p) {
    const remove = h('button', { type: 'button', class: 'icon remove', 'aria-label': t('composer.remove', { name: p.title }), title: t('composer.remove', { name: p.title }), onclick: () => this.remove(p) }, icon('close'));
    const image = h('img', { alt: p.title, src: p.thumb ?? null });
    if (!p.thumb) this.api.address(`/artifacts/${p.artifact}/thumbnail?size=160`).then((address) => { image.src = address; }, () => {});
    return h('li', { class: 'picture', data: { state: p.state } }, image,
      p.state === 'uploading' ? h('progress', { 'aria-label': t('composer.uploading', { name: p.title }) }) : null,
      p.state === 'retry' ? h('button', { type: 'button', class: 'icon again', 'aria-label': t('composer.retry', { name: p.title }), title: t('composer.retry', { name: p.title }), onclick: () => this.send(p) }, icon('retry')) : null,
      remove);
  }
}
