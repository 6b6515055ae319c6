// What stands there before the first question.

import { h, icon } from './dom.js';
import { t } from './i18n.js';

export function welcome(composer, settings) {
  const example = (n) => h('li', {}, h('button', {
    type: 'button', class: 'small', onclick: () => composer.fill(t(`example.${n}`), composer.staged),
  }, t(`example.${n}`)));
  return h('section', { class: 'welcome' },
    h('h2', {}, t('welcome.title')),
    h('p', {}, t('welcome.text')),
    h('button', { type: 'button', class: 'drop-here', onclick: () => composer.pick() }, icon('picture'), h('span', {}, t('welcome.pick'))),
    h('h3', {}, t('welcome.try')),
    h('ul', { class: 'examples' }, ['1', '2', '3', '4'].map(example)),
    h('p', { class: 'note' }, t('welcome.local')),
    settings.status && !settings.modelNames().length ? h('p', { class: 'notice' }, t('settings.no_model')) : null);
}
