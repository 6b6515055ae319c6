/** Several pictures as tabs with small copies. */
import { el } from './dom.js';

export class Strip {
  /** @param choose told the index of the tab */
  constructor(t, choose) {
    this.t = t;
    this.choose = choose;
    this.element = el('div', { className: 'ec-strip', role: 'tablist', on: { keydown: (e) => this.rove(e) } });
  }

  show(pictures, current, panel) {
    this.element.setAttribute('aria-label', this.t('canvas.pictures'));
    this.element.hidden = pictures.length < 2;
    const key = pictures.map((p) => p.artifact).join();
    if (key !== this.key) {
      this.key = key;
      this.element.replaceChildren(...pictures.map((picture, i) => this.tab(picture, i, panel)));
    }
    [...this.element.children].forEach((tab, i) => {
      tab.setAttribute('aria-selected', String(i === current));
      tab.tabIndex = i === current ? 0 : -1;
    });
  }

  tab(picture, i, panel) {
    const image = el('img', { src: picture.thumbnail ?? picture.url, alt: '', loading: 'lazy', decoding: 'async' });
    return el('button', { type: 'button', className: 'ec-tab', role: 'tab', title: picture.title ?? picture.name, 'aria-controls': panel, on: { click: () => this.choose(i) } },
      image, el('span', {}, picture.title ?? picture.name));
  }

  rove(event) {
    const tabs = [...this.element.children];
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined || at < 0) {
      return;
    }
    event.preventDefault();
    const next = (to + tabs.length) % tabs.length;
    this.choose(next);
    this.element.children[next].focus();
  }
}
