// Drawing a link: from an output, by dragging, by clicking, or by keys. Places that can take it light up; others say why not.

import { announce, tell } from '../dom.js';
import { t } from '../i18n.js';
import { kindOf, verdict } from './document.js';

export class Linking {
  /** @param connected told of {from, to, verdict}; @param line where is said what can be done */
  constructor(graph, line, connected) {
    Object.assign(this, { graph, line, connected });
    this.from = null;
    this.over = null;
    document.addEventListener('keydown', (e) => this.keys(e), true);
  }

  get active() { return this.from !== null; }

  /** @param event the pointer that drags; null for keys */
  begin(from, event) {
    if (event && event.button !== 0) return;
    if (this.from === from) { this.cancel(); return; }
    this.cancel();
    this.from = from;
    this.light();
    if (!event) { this.targets().find((b) => b.dataset.fit !== 'no')?.focus(); return; }
    event.preventDefault();
    event.target.closest('button').focus();
    const start = [event.clientX, event.clientY];
    let far = false;
    const move = (e) => {
      far ||= Math.hypot(e.clientX - start[0], e.clientY - start[1]) > 6;
      if (!far || !this.active) return;
      this.graph.loose(from, e.clientX, e.clientY);
      this.hover(this.under(e));
    };
    const up = (e) => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', up);
      removeEventListener('pointercancel', up);
      this.graph.loose(null);
      if (!this.active || !far) return; // A click: the next click says where to.
      const target = e.type === 'pointerup' ? this.under(e) : null;
      if (target) this.end(placeOf(target));
      else this.cancel();
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', up);
    addEventListener('pointercancel', up);
  }

  /** The port under the pointer; over a node, the first of its ports that can take it, or else its first. */
  under(e) {
    const at = document.elementFromPoint(e.clientX, e.clientY);
    const port = at?.closest('.wf-to');
    if (port) return port;
    const ports = [...(at?.closest('.wf-node')?.querySelectorAll('.wf-to') ?? [])];
    const fitting = ports.filter((p) => p.dataset.fit !== 'no' && p.dataset.port !== 'for_each');
    return fitting.find((p) => p.dataset.linked !== 'true' && p.dataset.missing === 'true') ?? fitting.find((p) => p.dataset.linked !== 'true') ?? fitting[0] ?? ports[0] ?? null;
  }

  targets() { return [...this.graph.stage.querySelectorAll('.wf-to')]; }

  judge(to) { return verdict(this.graph.model.doc, this.graph.model.tools, this.from, to); }

  /** Shows everywhere whether it fits. */
  light() {
    const { doc, tools } = this.graph.model;
    let n = 0;
    this.graph.element.dataset.linking = 'true';
    for (const button of this.targets()) {
      const found = this.judge(placeOf(button));
      button.dataset.fit = found.fit;
      if (found.fit !== 'no') n++;
    }
    this.graph.stage.querySelector(`[data-ref="${CSS.escape(this.from)}"]`)?.classList.add('begun');
    const words = t('wf.linking', { source: this.from.replace(/^inputs\./, ''), kind: kindOf(doc, tools, this.from) ?? '?', n });
    this.say(words);
    announce(words);
  }

  hover(button) {
    if (button === this.over) return;
    this.over?.classList.remove('over');
    this.over = button;
    button?.classList.add('over');
    if (button) {
      const found = this.judge(placeOf(button));
      this.say(found.key ? t(found.key, found.values) : t('wf.linking.here', { port: button.querySelector('.wf-label').textContent }), found.fit === 'no');
    }
  }

  /** Links to a place, or says why not and goes on. Whether a link was being drawn. */
  end(to) {
    if (!this.active) return false;
    const { from } = this;
    const found = this.judge(to);
    if (found.fit === 'no') {
      const words = t(found.key, found.values);
      this.cancel();
      this.say(words, true);
      announce(words);
      return true;
    }
    this.cancel();
    if (found.key) { this.say(t(found.key, found.values)); announce(t(found.key, found.values)); }
    this.connected(from, to);
    return true;
  }

  cancel() {
    if (!this.active) return;
    const { from } = this;
    this.from = null;
    this.over = null;
    this.graph.loose(null);
    delete this.graph.element.dataset.linking;
    this.targets().forEach((b) => { delete b.dataset.fit; b.classList.remove('over'); });
    this.graph.stage.querySelector(`[data-ref="${CSS.escape(from)}"]`)?.classList.remove('begun');
    this.say('');
  }

  say(text, refused = false) {
    tell(this.line, text);
    this.line.dataset.refused = String(refused);
  }

  /** While a link is drawn, arrows go through the places that can take it and Escape gives up. */
  keys(e) {
    if (!this.active || !this.graph.element.isConnected) return;
    if (e.key === 'Escape') {
      e.preventDefault();
      e.stopPropagation();
      const { from } = this;
      this.cancel();
      announce(t('wf.linking.cancelled'));
      this.graph.focus(`from ${from}`);
    } else if (e.key.startsWith('Arrow') && this.graph.element.contains(document.activeElement)) {
      e.preventDefault();
      e.stopPropagation();
      const fitting = this.targets().filter((b) => b.dataset.fit !== 'no');
      const at = fitting.indexOf(document.activeElement);
      const step = e.key === 'ArrowDown' || e.key === 'ArrowRight' ? 1 : -1;
      const next = fitting[(at + step + fitting.length) % fitting.length];
      next?.focus();
      if (next) this.hover(next);
    }
  }
}

export const placeOf = (button) => (button.dataset.output !== undefined ? { output: button.dataset.output } : { step: button.dataset.to, port: button.dataset.port });
