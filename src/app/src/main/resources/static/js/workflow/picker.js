// Finds a tool by words: a field and a list below it.

import { h } from '../dom.js';
import { ask } from '../dialogs.js';
import { t } from '../i18n.js';
import { toolName } from '../card.js';
import { mayFit } from './kinds.js';

/** @param given the kind that the tool should take, or null; gives a tool's name or null */
export function pickTool(tools, given = null) {
  return ask(t('wf.pick.title'), (close) => {
    let found = [];
    let at = 0;
    const list = h('ul', { class: 'wf-found', id: 'wf-found', role: 'listbox', 'aria-label': t('wf.pick.tools') });
    const count = h('p', { class: 'hidden', role: 'status' });
    const input = h('input', { id: 'wf-search', type: 'text', enterkeyhint: 'done', role: 'combobox', autocomplete: 'off', autofocus: true, 'aria-expanded': 'true', 'aria-controls': 'wf-found', 'aria-autocomplete': 'list',
      oninput: () => search(), onkeydown: (e) => keys(e) });
    const rows = () => {
      list.replaceChildren(...found.map((tool, i) => h('li', { id: `wf-found-${i}`, role: 'option', 'aria-selected': String(i === at), data: { tool: tool.name }, onclick: () => close(tool.name), onpointermove: () => mark(i) },
        h('span', { class: 'wf-found-name' }, toolName(tool.name), ' ', h('code', { class: 'muted' }, tool.name), given && takes(tool, given) ? h('span', { class: 'wf-badge' }, t('wf.pick.fits', { kind: given })) : null),
        h('span', { class: 'note' }, tool.description),
        h('span', { class: 'wf-signature' }, `${tool.inputs.filter((p) => p.required).map((p) => p.kind).join(', ') || '—'} → ${tool.output_kind}`))));
      count.textContent = t('wf.pick.found', { n: found.length });
      mark(at);
    };
    const mark = (i) => {
      at = i;
      [...list.children].forEach((row, j) => row.setAttribute('aria-selected', String(j === at)));
      if (found.length) input.setAttribute('aria-activedescendant', `wf-found-${at}`);
      else input.removeAttribute('aria-activedescendant');
    };
    const search = () => {
      found = ranked([...tools.values()], input.value, given);
      at = 0;
      rows();
    };
    const keys = (e) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
      if (by && found.length) {
        e.preventDefault();
        mark((at + by + found.length) % found.length);
        list.children[at].scrollIntoView({ block: 'nearest' });
      } else if (e.key === 'Enter' && !e.isComposing) {
        e.preventDefault();
        if (found[at]) close(found[at].name);
      }
    };
    search();
    return [h('label', { class: 'labelled', for: 'wf-search' }, h('span', {}, t('wf.pick.words')), input), count, list];
  }, { class: 'wf-pick' });
}

const takes = (tool, given) => tool.inputs.some((p) => p.kind !== 'any' && mayFit(p.kind, given));

function ranked(tools, words, given) {
  const asked = words.toLowerCase().split(/\s+/).filter(Boolean);
  const score = (tool) => {
    const own = `${tool.name.replaceAll('_', ' ')} ${toolName(tool.name)}`.toLowerCase();
    const all = `${own} ${tool.description} ${tool.output_kind} ${(tool.examples ?? []).join(' ')}`.toLowerCase();
    if (!asked.every((w) => all.includes(w))) return -1;
    return asked.filter((w) => own.includes(w)).length * 4 + asked.filter((w) => own.startsWith(w)).length * 2 + (given && takes(tool, given) ? 1.5 : 0);
  };
  return tools.map((tool) => [score(tool), tool]).filter(([s]) => s >= 0).sort(([a, x], [b, y]) => b - a || x.name.localeCompare(y.name)).map(([, tool]) => tool);
}
