// Elements without templates: texts are always text, never markup.

const ICONS = {
  menu: 'M4 6h16M4 12h16M4 18h16',
  plus: 'M12 5v14M5 12h14',
  sliders: 'M4 7h9m5 0h2M4 17h2m5 0h9M13 4v6M6 14v6',
  question: 'M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5v.01',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.01',
  camera: 'M4 8h3l2-3h6l2 3h3v11H4zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7',
  up: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M7 7h10v10H7z',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M5 13l4 4L19 7',
  cross: 'M6 6l12 12M18 6 6 18',
  doubt: 'M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5v.01',
  against: 'M12 4v10M12 18v.01M3 21 12 3l9 18z',
  waiting: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16',
  skip: 'M6 12h12',
  busy: 'M12 4a8 8 0 1 1-8 8',
  retry: 'M4 12a8 8 0 1 1 2.5 5.8M4 19v-5h5',
  edit: 'M5 19h3L19 8l-3-3L5 16zM13.5 7.5l3 3',
  branch: 'M7 4v16M7 14c0-5 10-2 10-8M17 6V4M17 3a1.6 1.6 0 1 0 0 3.2A1.6 1.6 0 0 0 17 3',
  export: 'M12 4v11M8 11l4 4 4-4M5 20h14',
  more: 'M5 11.5v1M12 11.5v1M19 11.5v1',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M4 12H2M22 12h-2M5.6 5.6 4.2 4.2M19.8 19.8l-1.4-1.4M5.6 18.4l-1.4 1.4M19.8 4.2l-1.4 1.4',
  moon: 'M20 14a8 8 0 1 1-10-10 7 7 0 0 0 10 10z',
  half: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 4v16M14 6v12M16 7v10',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4l3 2',
  region: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4',
  text: 'M5 6h14M12 6v13M9 19h6',
  number: 'M9 4 7 20M17 4l-2 16M5 9h15M4 15h15',
  play: 'M8 5v14l11-7z',
  minus: 'M5 12h14',
  back: 'M15 5l-7 7 7 7',
  undo: 'M4 9h10a5 5 0 0 1 0 10H8M8 5 4 9l4 4',
  redo: 'M20 9H10a5 5 0 0 0 0 10h6M16 5l4 4-4 4',
  flow: 'M3 5h6v5H3zM15 14h6v5h-6zM9 7.5h3a2 2 0 0 1 2 2V14a2.5 2.5 0 0 0 1 2.5',
  step: 'M6 5h5v5H6zM13 14h5v5h-5zM8.5 10v4a2.5 2.5 0 0 0 2.5 2.5h2',
};

/** An element: h('p', {class: 'x', onclick: fn, data: {a: 1}}, 'text', child, [more]). Null children are left out. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'data') Object.assign(element.dataset, value);
    else if (value === true) element.setAttribute(name, '');
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false && c !== ''));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `i i-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', ICONS[name] ?? ICONS.waiting);
  svg.append(path);
  return svg;
}

export const byId = (id) => document.getElementById(id);

/** Shows a text or hides the element where there is none. */
export function tell(element, text) {
  element.textContent = text ?? '';
  element.hidden = !text;
}

/** How things scroll into view. */
export const motion = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');

let said = 0;
/** Says it to screen readers; the same words twice are said twice. */
export function announce(text) {
  byId('live').textContent = text + (said++ % 2 ? '\u00a0' : '');
}

/** A button with what opens below it; Escape and a click elsewhere close it. */
export function menu(label, iconName, items, attributes = {}) {
  const list = h('ul', { class: 'menu-items' }, items.map((item) => h('li', {},
    h('button', { type: 'button', class: item.danger ? 'danger' : '', onclick: () => { close(); item.act(); } }, item.icon ? icon(item.icon) : null, item.text))));
  list.hidden = true;
  const button = h('button', { type: 'button', class: 'icon', 'aria-label': label, title: label, 'aria-expanded': 'false', ...attributes,
    onclick: (e) => { e.stopPropagation(); list.hidden ? open() : close(); } }, icon(iconName));
  const whole = h('div', { class: 'menu' }, button, list);
  const outside = (e) => { if (!whole.contains(e.target)) close(); };
  const keys = (e) => {
    if (e.key === 'Escape') { e.stopPropagation(); close(); button.focus(); return; }
    if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
    e.preventDefault();
    const all = [...list.querySelectorAll('button')];
    const next = all.indexOf(document.activeElement) + (e.key === 'ArrowDown' ? 1 : -1);
    all[(next + all.length) % all.length].focus();
  };
  function open() {
    list.hidden = false;
    whole.classList.toggle('upwards', button.getBoundingClientRect().bottom > innerHeight - 40 * items.length - 30);
    button.setAttribute('aria-expanded', 'true');
    document.addEventListener('click', outside);
    whole.addEventListener('keydown', keys);
    list.querySelector('button')?.focus();
  }
  function close() {
    list.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('click', outside);
    whole.removeEventListener('keydown', keys);
  }
  return whole;
}
