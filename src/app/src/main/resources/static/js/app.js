// Puts the page together.

import { Api } from './api.js';
import { announce, byId, icon, tell } from './dom.js';
import { Composer } from './composer.js';
import { askKey, help } from './dialogs.js';
import { History } from './history.js';
import { apply, choose, current, onLanguage, t } from './i18n.js';
import { Pulls } from './pulls.js';
import { Settings } from './settings.js';
import { sentence } from './faults.js';
import { Talk } from './talk.js';
import { createViewer } from './canvas/viewer.js';

const api = new Api(askKey);
const pulls = new Pulls(api);
const settings = new Settings(api, pulls);
const viewer = createViewer(byId('viewer'), { t, api });
let talk = null;
let sessions = null;

const composer = new Composer(api, {
  ask: (question, pictures) => talk.ask(question, pictures),
  stop: () => talk.stop(),
  changed: () => talk.showPictures(),
  edit: () => talk.edit(),
});
talk = new Talk({ api, viewer, composer, settings, pulls, changed: () => sessions?.load(), opened: () => sessions?.render() });
sessions = new History(api, talk, (fault) => composer.tell(sentence(fault)));

// Colours.
const THEMES = { auto: 'half', light: 'sun', dark: 'moon' };
let theme = localStorage.getItem('eyes4j.theme') ?? 'auto';
function colours() {
  if (!(theme in THEMES)) theme = 'auto';
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const button = byId('theme');
  button.replaceChildren(icon(THEMES[theme]));
  button.title = t(`theme.${theme}`);
  button.setAttribute('aria-label', button.title);
}
byId('theme').addEventListener('click', () => {
  const names = Object.keys(THEMES);
  theme = names[(names.indexOf(theme) + 1) % names.length];
  localStorage.setItem('eyes4j.theme', theme);
  colours();
});

// Words.
function relabel() {
  apply();
  colours();
  byId('language').value = current();
  status();
  talk.relabel();
  sessions.render();
  viewer.relabel?.();
  workflows?.relabel();
}
byId('language').addEventListener('change', (e) => choose(e.target.value));
onLanguage(relabel);

function status() {
  const badge = byId('language-model');
  if (!settings.status) return;
  const name = settings.status.language_model ?? settings.modelNames()[0];
  badge.hidden = false;
  badge.textContent = name || t('settings.no_model.short');
  badge.title = name ? t('settings.language_model') : t('settings.no_model');
}
byId('language-model').addEventListener('click', () => settings.open());
byId('open-settings').addEventListener('click', () => settings.open());
const openHelp = () => help(t('canvas.help.text'));
byId('open-help').addEventListener('click', openHelp);
byId('brand').addEventListener('click', (e) => { e.preventDefault(); leaveWorkflows(); talk.fresh(); });
document.querySelector('.skip').addEventListener('click', (e) => {
  e.preventDefault();
  (inWorkflows() ? byId('workflows').querySelector('button, a, input') : composer.text)?.focus();
});

// The connection.
api.addEventListener('lost', () => tell(byId('offline'), t('offline.lost')));
api.addEventListener('found', () => {
  tell(byId('offline'), '');
  announce(t('offline.found'));
  begin();
});

// Keys.
document.addEventListener('keydown', (e) => {
  if (e.isComposing || document.querySelector('dialog[open]') || (inWorkflows() && !e.altKey && e.key !== '?')) return;
  const typing = e.target.closest('input, textarea, select, [role="application"]');
  const deeds = e.altKey && !e.ctrlKey && !e.metaKey
    ? { KeyN: () => { leaveWorkflows(); talk.fresh(); }, KeyH: () => { leaveWorkflows(); sessions.open(); }, KeyS: () => settings.open(), KeyW: () => { location.hash = '/workflows'; } }[e.code]
    : { Escape: () => talk.stop(), ...(typing || e.ctrlKey || e.metaKey ? {} : { '/': () => composer.text.focus(), '?': openHelp }) }[e.key];
  if (!deeds || (e.key === 'Escape' && typing && typing !== composer.text)) return;
  if (e.key !== 'Escape') e.preventDefault();
  deeds();
});

// Workflows, fetched when they are first looked at.
let workflows = null;
const inWorkflows = () => byId('app').classList.contains('in-workflows');
async function openWorkflows(name) {
  byId('app').classList.add('in-workflows');
  byId('workflows').hidden = false;
  const { WorkflowPage } = await import('./workflow/page.js');
  workflows ??= new WorkflowPage({ api, settings, download: (path, file) => talk.download(path, file) });
  if (inWorkflows()) workflows.open(name);
}
function leaveWorkflows() {
  if (!inWorkflows()) return;
  byId('app').classList.remove('in-workflows');
  byId('workflows').hidden = true;
  workflows?.leave();
  if (location.hash.startsWith('#/')) history.pushState(null, '', location.pathname + location.search);
  talk.render();
}

// What is open stands in the address.
function route() {
  const [, flow] = /^#\/workflows(?:\/(.*))?$/.exec(location.hash) ? [null, decodeURIComponent(location.hash.slice('#/workflows/'.length))] : [null, null];
  if (flow !== null) { openWorkflows(flow); return; }
  leaveWorkflows();
  const id = new URLSearchParams(location.hash.slice(1)).get('s');
  if (id) talk.open(id);
  else if (talk.session) talk.fresh();
}
addEventListener('hashchange', route);
addEventListener('popstate', route);

async function begin() {
  try {
    await settings.load();
    status();
    if (!talk.session && !inWorkflows()) talk.render();
    if (!settings.tools) return;
    sessions.load();
  } catch (e) {
    if (e.kind !== 'offline') composer.tell(sentence(e));
  }
}

document.querySelectorAll('[data-icon]').forEach((e) => e.append(icon(e.dataset.icon)));
apply();
colours();
byId('language').value = current();
route();
if (!talk.session && !inWorkflows()) talk.render();
begin();
if (matchMedia('(pointer: fine)').matches && !inWorkflows()) composer.text.focus();
