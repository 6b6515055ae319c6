// Words of the page in the chosen language. t('key', {name: value}); counted texts have the keys key_one and key_other.

import en from './words/en.js';
import zh from './words/zh-Hant.js';

const TABLES = { en, 'zh-Hant': zh };
const KEPT = 'eyes4j.language';
const listeners = new Set();

function first() {
  const kept = localStorage.getItem(KEPT);
  if (kept in TABLES) return kept;
  return (navigator.languages ?? [navigator.language]).find((l) => /^(en|zh)\b/i.test(l))?.toLowerCase().startsWith('zh') ? 'zh-Hant' : 'en';
}

let language = first();

export function t(key, values = {}) {
  const table = TABLES[language];
  let text = table[key];
  if (text === undefined && typeof values.n === 'number') {
    text = table[`${key}_${new Intl.PluralRules(language).select(values.n) === 'one' ? 'one' : 'other'}`];
  }
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const has = (key) => key in TABLES[language];
export const current = () => language;
export const onLanguage = (fn) => listeners.add(fn);

export function choose(name) {
  language = name in TABLES ? name : 'en';
  localStorage.setItem(KEPT, language);
  apply();
  listeners.forEach((fn) => fn());
}

/** Fills in the words of the page's fixed parts. */
export function apply(root = document) {
  document.documentElement.lang = language;
  root.querySelectorAll('[data-t]').forEach((e) => { e.textContent = t(e.dataset.t); });
  root.querySelectorAll('[data-t-placeholder]').forEach((e) => { e.placeholder = t(e.dataset.tPlaceholder); });
  root.querySelectorAll('[data-t-name]').forEach((e) => {
    e.setAttribute('aria-label', t(e.dataset.tName));
    if (e.tagName === 'BUTTON') e.title = t(e.dataset.tName);
  });
}

export function bytes(n) {
  if (!(n > 0)) return t('size.unknown');
  const [value, unit] = n >= 1e9 ? [n / 1e9, 'GB'] : n >= 1e6 ? [n / 1e6, 'MB'] : [n / 1e3, 'kB'];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: value < 100 ? 1 : 0 }).format(value)} ${unit}`;
}

export function seconds(millis) {
  if (millis < 1000) return t('time.ms', { n: Math.round(millis) });
  return t('time.s', { n: new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(millis / 1000) });
}

export function when(instant) {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return '';
  const today = new Date().toDateString() === date.toDateString();
  return new Intl.DateTimeFormat(language, today ? { timeStyle: 'short' } : { dateStyle: 'medium' }).format(date);
}
