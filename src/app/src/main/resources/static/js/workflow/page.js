// The part of the page that is about workflows: the list of them, or one that is open. Its address is #/workflows,
// #/workflows/NAME, #/workflows/+ for a new one, #/workflows/+NAME for one that begins as a sample, and #/workflows/@RUN for
// one that begins as what a run did.

import { byId, h } from '../dom.js';
import { sentence } from '../faults.js';
import { t } from '../i18n.js';
import { blank } from './document.js';
import { Editor } from './editor.js';
import { list } from './list.js';
import { write } from './yaml.js';

export class WorkflowPage {
  /** @param parts {api, settings, download(path, name)} */
  constructor(parts) {
    Object.assign(this, parts);
    this.root = byId('workflows');
    this.editor = null;
    this.route = null;
  }

  /** Shows what an address speaks of. */
  async open(route) {
    if (route === this.route && this.editor) return;
    this.leave();
    this.route = route;
    this.root.replaceChildren(h('p', { class: 'note wf-wait', role: 'status' }, t('settings.loading')));
    this.titled();
    try {
      if (!this.settings.tools) await this.settings.load();
      if (this.route !== route) return;
      if (route === '') await this.list();
      else await this.edit(route);
    } catch (e) {
      if (this.route === route) this.root.replaceChildren(h('div', { class: 'wf-list' }, h('div', { class: 'fault-box', role: 'alert' }, h('p', {}, sentence(e))), h('p', {}, h('a', { href: '#/workflows' }, t('wf.back')))));
    }
  }

  async list() {
    const told = h('p', { class: 'fault', role: 'alert', hidden: true });
    const shown = await list({
      api: this.api,
      tell: (text) => { told.textContent = text; told.hidden = false; },
      again: () => { if (this.route === '') this.list(); },
      file: async (path, name) => {
        const text = await this.text(path);
        const address = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
        h('a', { href: address, download: name }).click();
        setTimeout(() => URL.revokeObjectURL(address), 60000);
      },
    });
    if (this.route !== '') return;
    shown.prepend(told);
    this.root.replaceChildren(shown);
  }

  async text(path) {
    return (await this.api.fetch('GET', path, { headers: { Accept: 'application/yaml' } })).text();
  }

  async edit(route) {
    let text;
    let savedAs = '';
    // Some tools are there for workflows only.
    const { samples, tools: aside } = await this.api.get('/workflows');
    const tools = () => new Map([...this.settings.tools, ...(aside ?? [])].map((tool) => [tool.name, tool]));
    if (route.startsWith('@')) text = await this.text(`/runs/${encodeURIComponent(route.slice(1))}/workflow`);
    else if (route === '+') text = write(blank('my-workflow'));
    else if (route.startsWith('+')) {
      const sample = (samples ?? []).find((s) => s.name === route.slice(1));
      text = sample?.yaml ?? write(blank(route.slice(1)));
      // As a workflow of one's own it needs a name that no tool has.
      if (this.settings.tools.some((tool) => tool.name === route.slice(1).replaceAll('-', '_'))) text = text.replace(/^name:.*$/m, `name: my-${route.slice(1)}`);
    } else {
      text = await this.text(`/workflows/${encodeURIComponent(route)}`);
      savedAs = route;
    }
    if (this.route !== route) return;
    const editor = new Editor({
      api: this.api, tools: tools(), route, download: this.download,
      tell: (words) => editor.say(words, true),
      titled: () => this.titled(),
      saved: (name) => {
        this.route = name;
        editor.route = name;
        history.replaceState(null, '', `#/workflows/${encodeURIComponent(name)}`);
        this.settings.load().then(() => { editor.tools = tools(); }, () => {});
      },
    });
    this.editor = editor;
    this.root.replaceChildren(editor.element);
    await editor.open(text, savedAs);
  }

  titled() {
    const name = this.editor?.past ? this.editor.name : '';
    byId('title').textContent = name ? `${name}${this.editor.dirty ? ` · ${t('wf.unsaved')}` : ''}` : t('wf.title');
    document.title = `${name || t('wf.title')} · eyes4j`;
  }

  /** Another language. */
  relabel() {
    if (this.editor?.past) { this.editor.relabel(); this.titled(); } else if (this.route !== null) {
      const { route } = this;
      this.route = null;
      this.open(route);
    }
  }

  leave() {
    this.editor?.close();
    this.editor = null;
    this.route = null;
    this.root.replaceChildren();
  }
}
