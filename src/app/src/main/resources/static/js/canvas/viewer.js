// A picture with its regions as boxes. The seam of createViewer is kept by what replaces this.

const SVG = 'http://www.w3.org/2000/svg';

export function createViewer(element, { t }) {
  const listeners = { click: [], hover: [] };
  let pictures = [];
  let regions = [];
  let lit = new Set();
  let current = 0;

  function render() {
    const picture = pictures[current];
    if (!picture) { element.replaceChildren(); return; }
    const image = document.createElement('img');
    image.src = picture.url;
    image.alt = picture.title ?? t('canvas.name');
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', `0 0 ${picture.width} ${picture.height}`);
    for (const region of regions.filter((r) => r.image === picture.name)) {
      const [x1, y1, x2, y2] = region.box;
      const box = document.createElementNS(SVG, 'rect');
      Object.entries({ x: x1, y: y1, width: x2 - x1, height: y2 - y1, tabindex: 0, role: 'button', 'aria-label': `${region.id} ${region.label}`, class: lit.has(region.id) ? 'lit' : '' })
        .forEach(([name, value]) => box.setAttribute(name, value));
      box.addEventListener('click', () => listeners.click.forEach((fn) => fn(region.id, region)));
      box.addEventListener('keydown', (e) => e.key === 'Enter' && listeners.click.forEach((fn) => fn(region.id, region)));
      box.addEventListener('pointerenter', () => listeners.hover.forEach((fn) => fn(region.id)));
      box.addEventListener('pointerleave', () => listeners.hover.forEach((fn) => fn(null)));
      svg.append(box);
    }
    const frame = document.createElement('div');
    frame.className = 'simple-viewer';
    frame.append(image, svg);
    element.replaceChildren(frame);
  }

  return {
    setPictures(list) { pictures = list; current = Math.max(0, list.length - 1); render(); },
    setRegions(list) { regions = list.filter((r) => r.box); render(); },
    highlight(ids) {
      lit = new Set(ids);
      const first = regions.find((r) => lit.has(r.id));
      const at = first ? pictures.findIndex((p) => p.name === first.image) : -1;
      if (at >= 0) current = at;
      render();
    },
    onRegionClick(fn) { listeners.click.push(fn); },
    onRegionHover(fn) { listeners.hover.push(fn); },
    marks() { return []; },
    onMarksChange() {},
    clear() { regions = []; lit = new Set(); render(); },
  };
}
