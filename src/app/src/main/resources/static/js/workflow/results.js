// What a run of a workflow gave: pictures, words, numbers, regions in their picture, anything else as JSON.

import { h, icon } from '../dom.js';
import { showPicture } from '../dialogs.js';
import { t } from '../i18n.js';
import { refOf } from './document.js';

/** @param at {result, doc, api, run, download(path, name)} */
export function results(at) {
  const { result } = at;
  const entries = Object.entries(result.outputs ?? {});
  const missing = Object.keys(at.doc.outputs).filter((name) => !(name in (result.outputs ?? {})));
  return h('div', { class: 'wf-results' },
    h('h3', { tabindex: '-1' }, t('wf.results')),
    entries.map(([name, output]) => h('figure', { class: 'wf-result', data: { output: name } }, h('figcaption', {}, h('strong', {}, name), h('span', { class: 'wf-kind' }, output.kind)), shown(at, name, output.kind, output.value))),
    missing.length ? h('p', { class: 'note' }, t('wf.results.missing', { names: missing.join(', ') })) : null,
    result.warnings?.length ? h('div', { class: 'warnings' }, h('h3', {}, icon('against'), t('turn.warnings')), h('ul', {}, result.warnings.map((w) => h('li', {}, w)))) : null,
    h('p', { class: 'wf-downloads' },
      h('button', { type: 'button', class: 'small', onclick: () => at.download(`/runs/${at.run}/export?format=json`, `${at.run}.json`) }, icon('export'), t('turn.json')),
      result.regions?.length ? h('button', { type: 'button', class: 'small', onclick: () => at.download(`/runs/${at.run}/export?format=coco`, `${at.run}.coco.json`) }, icon('export'), t('turn.coco')) : null));
}

function shown(at, name, kind, value) {
  if (Array.isArray(value) && kind.startsWith('list<image')) return h('div', { class: 'wf-sheet' }, value.map((one, i) => picture(at, `${name}-${i + 1}`, one)));
  if (kind === 'image') return picture(at, name, value);
  if (typeof value === 'string') return h('p', { class: 'wf-words' }, value);
  if (typeof value === 'number' || typeof value === 'boolean') return h('p', { class: 'wf-number' }, String(value));
  if (Array.isArray(value) && value.every((v) => ['string', 'number', 'boolean'].includes(typeof v))) return h('ul', { class: 'wf-lines' }, value.slice(0, 200).map((v) => h('li', {}, String(v))));
  const regions = value?.regions ?? value?.masks ?? value?.keypoints;
  return h('div', {},
    Array.isArray(regions) ? h('p', {}, t('wf.results.regions', { n: regions.length }), ' ', h('span', { class: 'note' }, [...new Set(regions.map((r) => r.label ?? r.text ?? '').filter(Boolean))].slice(0, 12).join(', '))) : null,
    overlay(at, name),
    h('details', { class: 'wf-fold' }, h('summary', {}, t('wf.results.json')), h('pre', {}, JSON.stringify(value, null, 1).slice(0, 20000))));
}

/** The picture of the step that an output comes from, where it has one. */
function overlay(at, name) {
  const ref = refOf(at.doc.outputs[name]);
  if (!ref || ref.startsWith('inputs.')) return null;
  const place = h('div', {});
  at.api.blob(`/runs/${at.run}/steps/${encodeURIComponent(ref)}/picture?size=1280`).then((blob) => place.append(image(URL.createObjectURL(blob), name)), () => {});
  return place;
}

function picture(at, name, value) {
  const id = value?.artifact;
  if (!id) return h('pre', {}, JSON.stringify(value));
  const place = h('div', { class: 'wf-made' });
  at.api.address(`/artifacts/${id}`).then((address) => place.append(image(address, name),
    h('button', { type: 'button', class: 'small', onclick: () => at.download(`/artifacts/${id}`, `${name}.png`) }, icon('export'), t('turn.download', { name }))),
  () => place.append(h('p', { class: 'fault' }, t('wf.results.gone'))));
  return place;
}

function image(address, name) {
  return h('button', { type: 'button', class: 'wf-image', 'aria-label': t('wf.results.larger', { name }), onclick: () => showPicture(name, address) }, h('img', { src: address, alt: name }));
}
