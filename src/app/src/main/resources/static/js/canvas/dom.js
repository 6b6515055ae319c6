/** Small helpers for the page's elements. No markup from text anywhere: what pictures and models say stays text. */

/** An element: properties, attributes (`aria-…`, `role`, …), `on: {event: fn}`, children. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'on') {
      Object.entries(value).forEach(([event, fn]) => element.addEventListener(event, fn));
    } else if (name in element && !name.startsWith('aria')) {
      element[name] = value;
    } else {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Pictures for buttons, drawn with lines in a square of 24. */
const ICONS = {
  select: 'M5 3l14 8-6 1.5L10 19z',
  positive: 'M12 3a9 9 0 100 18 9 9 0 000-18M12 8v8M8 12h8',
  negative: 'M12 3a9 9 0 100 18 9 9 0 000-18M8 12h8',
  box: 'M4 5h16v14H4z',
  scribble: 'M3 17c3-9 5-9 6-4s3 5 5-1 4-7 7-6M18 15v6M15 18h6',
  scribble_out: 'M3 17c3-9 5-9 6-4s3 5 5-1 4-7 7-6M15 18h6',
  lasso: 'M12 4c5 0 9 2.5 9 6s-4 6-9 6-9-2.5-9-6 4-6 9-6M8 15.500c-2 1-2 4 .5 4s2.500 2 1 2.500',
  like: 'M3 5h8v8H3zM14 11h7v8h-7zM14 5l5 3M19 5v3h-3',
  fresh: 'M12 5v14M5 12h14',
  undo: 'M9 6L4 11l5 5M4 11h10a6 6 0 010 8h-3',
  redo: 'M15 6l5 5-5 5M20 11H10a6 6 0 000 8h3',
  clear: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13',
  zoom_in: 'M10.500 4a6.500 6.500 0 100 13 6.500 6.500 0 000-13M15.500 15.500L21 21M10.500 7.500v6M7.500 10.500h6',
  zoom_out: 'M10.500 4a6.500 6.500 0 100 13 6.500 6.500 0 000-13M15.500 15.500L21 21M7.500 10.500h6',
  fit: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
};

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('ec-icon');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

let ids = 0;

/** An id that no other element has. */
export function freshId(prefix) {
  return `${prefix}-${++ids}`;
}
