// Points and boxes for an input of visual prompts: a click on the picture is a point, a drag a box. The same can be written
// as JSON below it, which is how keys do it.

import { h } from '../dom.js';
import { t } from '../i18n.js';
import { json } from './arguments.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param picture {id, name, width, height} that they lie in, or null while there is none
 * @param at {api, id, name, given: the prompts there are, set(prompts | undefined)}
 */
export function marks(picture, { api, id, name, given, set }) {
  const text = json(given ?? [], id, t('wf.marks.json', { name }), (value) => { put(Array.isArray(value) ? value : [], false); });
  let prompts = Array.isArray(given) ? given : [];
  const shapes = document.createElementNS(SVG, 'svg');
  const put = (next, write = true) => {
    prompts = next;
    set(next.length ? next : undefined);
    if (write) text.querySelector('textarea').value = JSON.stringify(next);
    draw(shapes, next);
  };
  if (!picture) return h('div', {}, h('p', { class: 'note' }, t('wf.marks.first')), text);
  const image = h('img', { alt: picture.name, draggable: 'false' });
  api.address(`/artifacts/${picture.id}/thumbnail?size=1024`).then((address) => { image.src = address; }, () => {});
  shapes.setAttribute('viewBox', `0 0 ${picture.width} ${picture.height}`);
  shapes.setAttribute('aria-hidden', 'true');
  draw(shapes, prompts);
  const place = h('div', { class: 'wf-marks' }, image, shapes);
  const spot = (e) => {
    const box = image.getBoundingClientRect();
    const within = (v, most) => Math.round(Math.min(most, Math.max(0, v)));
    return [within((e.clientX - box.left) / box.width * picture.width, picture.width), within((e.clientY - box.top) / box.height * picture.height, picture.height)];
  };
  place.addEventListener('pointerdown', (e) => {
    if (e.button !== 0) return;
    e.preventDefault();
    place.setPointerCapture(e.pointerId);
    const from = spot(e);
    const before = prompts;
    const of = (to) => {
      const far = Math.abs(to[0] - from[0]) > picture.width / 100 && Math.abs(to[1] - from[1]) > picture.height / 100;
      return far ? { box: [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])] } : { point: from };
    };
    const move = (m) => draw(shapes, [...before, of(spot(m))]);
    const up = (u) => {
      place.removeEventListener('pointermove', move);
      if (u.type === 'pointerup') put([...before, of(spot(u))]);
      else draw(shapes, before);
    };
    place.addEventListener('pointermove', move);
    place.addEventListener('pointerup', up, { once: true });
  });
  return h('div', {}, h('p', { class: 'note' }, t('wf.marks.how', { picture: picture.name })), place,
    h('button', { type: 'button', class: 'small', onclick: () => put([]) }, t('wf.marks.clear')), text);
}

function draw(svg, prompts) {
  svg.replaceChildren(...prompts.flatMap((prompt) => {
    const [tag, attributes] = Array.isArray(prompt?.box) ? ['rect', { x: prompt.box[0], y: prompt.box[1], width: prompt.box[2] - prompt.box[0], height: prompt.box[3] - prompt.box[1] }]
      : Array.isArray(prompt?.point) ? ['circle', { cx: prompt.point[0], cy: prompt.point[1], r: svg.viewBox.baseVal.width / 60 }] : [null];
    if (!tag) return [];
    const shape = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([k, v]) => shape.setAttribute(k, v));
    return [shape];
  }));
}
