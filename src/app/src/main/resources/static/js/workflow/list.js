// The workflows that there are: those of this server, samples to begin with, and a new one.

import { h, icon, menu } from '../dom.js';
import { confirm } from '../dialogs.js';
import { sentence } from '../faults.js';
import { t } from '../i18n.js';

/** @param at {api, download(text, name)} gives the page of the list */
export async function list(at) {
  const told = await at.api.get('/workflows');
  const own = told.workflows ?? [];
  const samples = told.samples ?? [];
  return h('div', { class: 'wf-list' },
    h('div', { class: 'wf-list-head' }, h('div', {}, h('h2', { tabindex: '-1' }, t('wf.title')), h('p', { class: 'muted' }, t('wf.intro'))),
      h('a', { class: 'button main', id: 'wf-new', href: '#/workflows/+' }, icon('plus'), t('wf.new'))),
    h('h3', {}, t('wf.own')),
    own.length ? h('ul', { class: 'wf-cards', id: 'wf-own' }, own.map((w) => card(w, `#/workflows/${encodeURIComponent(w.name)}`, actions(at, w)))) : h('p', { class: 'note', id: 'wf-none' }, t('wf.none')),
    samples.length ? [h('h3', {}, t('wf.samples')), h('p', { class: 'note' }, t('wf.samples.note')), h('ul', { class: 'wf-cards', id: 'wf-samples' }, samples.map((w) => card(w, `#/workflows/+${encodeURIComponent(w.name)}`, null)))] : null);
}

function card(w, address, more) {
  const takes = Object.values(w.inputs ?? {}).join(', ');
  return h('li', { class: 'wf-card', data: { workflow: w.name } },
    h('a', { href: address }, h('strong', {}, w.name), w.description ? h('span', { class: 'wf-card-words' }, w.description) : null,
      h('span', { class: 'note' }, [t('wf.card.steps', { n: w.steps ?? 0 }), takes].filter(Boolean).join(' · ')),
    w.faults ? h('span', {}, h('span', { class: 'wf-badge bad' }, icon('against'), t('wf.faults', { n: w.faults }))) : null), more);
}

function actions(at, w) {
  const path = `/workflows/${encodeURIComponent(w.name)}`;
  return menu(t('history.more', { title: w.name }), 'more', [
    { text: t('wf.file'), icon: 'export', act: () => at.file(path, `${w.name}.yaml`) },
    { text: t('history.delete'), icon: 'trash', danger: true, act: async () => {
      if (!await confirm(t('history.delete'), t('wf.delete_ask', { name: w.name }), t('history.delete'))) return;
      try {
        await at.api.json('DELETE', path);
      } catch (e) {
        at.tell(sentence(e));
      }
      at.again();
    } },
  ], { class: 'icon quiet' });
}
