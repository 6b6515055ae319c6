// An answer: its sentences, each with whether it holds and what it rests on.

import { h, icon } from './dom.js';
import { t } from './i18n.js';

const STATUS = { supported: 'check', unsupported: 'doubt', unknown: 'doubt', contradicted: 'against' };
const KINDS = { region: 'region', text: 'text', number: 'number', step: 'step' };

export function answer(turn) {
  const { result } = turn;
  const claims = result.claims ?? [];
  const parts = [];
  if (claims.length) parts.push(h('ol', { class: 'claims' }, claims.map((c) => claim(turn, c))));
  else if (result.answer) parts.push(h('p', {}, result.answer));
  parts.push(made(turn));
  const warnings = result.warnings ?? [];
  if (warnings.length) {
    parts.push(h('div', { class: 'warnings' }, h('h3', {}, icon('against'), t('turn.warnings')), h('ul', {}, warnings.map((w) => h('li', {}, w)))));
  }
  const failed = (result.steps ?? []).filter((s) => s.error);
  const offer = turn.talk.offerPull([...failed.map((s) => s.error), ...warnings].join(' '), turn);
  if (offer) parts.push(offer);
  return parts.filter(Boolean);
}

function claim(turn, c) {
  const { talk } = turn;
  const ids = regionsOf(c);
  const status = c.status in STATUS ? c.status : 'unknown';
  const on = () => { talk.show(turn); talk.light(ids); };
  const off = () => talk.light([]);
  return h('li', {
    class: 'claim', tabindex: '0', data: { status, regions: ids.join(' ') },
    onmouseenter: on, onmouseleave: off, onfocusin: on, onfocusout: off,
    onclick: (e) => { if (!e.target.closest('button')) talk.hold(turn, ids); },
    onkeydown: (e) => { if (e.target === e.currentTarget && (e.key === 'Enter' || e.key === ' ')) { e.preventDefault(); talk.hold(turn, ids); } },
  },
  h('p', { class: 'sentence' }, c.text),
  h('p', { class: 'evidence' },
    h('span', { class: 'claim-status', title: t(`claim.${status}.why`) }, icon(STATUS[status]), t(`claim.${status}`)),
    unique(c.evidence ?? []).map((e) => chip(turn, e))),
  c.draft ? h('p', { class: 'note' }, t('claim.draft', { draft: c.draft })) : null,
  (c.doubts ?? []).map((d) => h('p', { class: 'note' }, icon('doubt'), d)));
}

export const regionsOf = (c) => [...new Set((c.evidence ?? []).filter((e) => e.kind === 'region').map((e) => e.id ?? e.value))];

function unique(evidence) {
  const seen = new Set();
  return evidence.filter((e) => {
    const key = `${e.kind} ${e.id ?? e.value}`;
    return !seen.has(key) && seen.add(key);
  });
}

function chip(turn, e) {
  const value = String(e.id ?? e.value);
  const { talk } = turn;
  const name = t(`evidence.${e.kind}`, { id: value, value }) + (e.step && e.kind !== 'step' ? `, ${t('evidence.from', { step: e.step })}` : '');
  const region = e.kind === 'region' ? (turn.result.regions ?? []).find((r) => r.id === value) : null;
  const text = region ? `${value} ${region.label}` : e.kind === 'text' ? `“${value.length > 40 ? `${value.slice(0, 39)}…` : value}”` : value;
  const act = () => (e.kind === 'region' ? talk.hold(turn, [value]) : talk.toStep(turn, e.step || value));
  return h('button', {
    type: 'button', class: 'chip', 'aria-label': region ? `${name}: ${region.label}` : name, title: name, data: { kind: e.kind }, onclick: act,
    onmouseenter: region ? () => talk.light([value]) : null, onfocus: region ? () => talk.light([value]) : null,
    onmouseleave: region ? () => talk.light(regionsOf({ evidence: turnEvidence(turn, value) })) : null,
  }, icon(KINDS[e.kind] ?? 'step'), h('span', {}, text));
}

/** The evidence of the sentence that a region's chip stands in. */
function turnEvidence(turn, id) {
  return (turn.result.claims ?? []).map((c) => c.evidence ?? []).find((all) => all.some((e) => e.id === id)) ?? [];
}

/** Pictures that the run made. */
function made(turn) {
  const pictures = (turn.result.artifacts ?? []).filter((a) => a.kind === 'image' && a.id);
  if (!pictures.length) return null;
  return h('figure', { class: 'made' }, h('figcaption', {}, t('turn.results')), pictures.map((a) => {
    const image = h('img', { alt: a.output ?? '', loading: 'lazy' });
    turn.talk.api.address(`/artifacts/${a.id}`).then((address) => { image.src = address; }, () => image.remove());
    const name = `${a.output ?? 'picture'}.png`;
    return h('div', {}, image, h('button', { type: 'button', class: 'small', onclick: () => turn.talk.download(`/artifacts/${a.id}`, name) }, icon('export'), t('turn.download', { name })));
  }));
}
