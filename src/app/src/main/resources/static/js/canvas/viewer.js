/**
 * Pictures that one can look at closely and point into. What the page has of it:
 *
 *   const viewer = createViewer(element, {t, api});
 *   viewer.setPictures([{name, artifact, width, height, url, title?, thumbnail?}]);
 *   viewer.setRegions([{id, image, label, score, box, mask?, keypoints?, polygon? | outline?}]);   image: a picture's name or artifact
 *   viewer.highlight(ids); viewer.onRegionClick((id, region) => …); viewer.onRegionHover((id | null) => …);
 *   viewer.marks() → what goes with a question as `marks`; viewer.onMarksChange((marks) => …); viewer.clear(); viewer.relabel();
 *
 * Words come from ../words/*, under canvas.*; see words.js beside this.
 */
import { Asks, boxOf, faultOf } from './asks.js';
import { el, freshId } from './dom.js';
import { Gestures } from './gestures.js';
import { Keys } from './keys.js';
import { RegionList } from './list.js';
import { Marks } from './marks.js';
import { Painter } from './paint.js';
import { Pixels } from './pixels.js';
import { area, maskOfPolygon, readMask } from './rle.js';
import { Strip } from './strip.js';
import { Toolbar, TOOLS } from './toolbar.js';
import { View } from './view.js';

export function createViewer(element, seams) {
  return new Viewer(element, seams);
}

class Viewer {
  constructor(element, { t, api }) {
    this.t = t;
    this.listeners = { click: [], hover: [], marks: [] };
    this.pictures = [];
    this.current = 0;
    this.regions = [];
    this.lit = new Set();
    this.hovered = null;
    this.tool = 'positive';
    this.view = new View();
    this.pixels = null;
    this.draft = null;
    this.cursorAt = null;
    this.search = null;
    this.marked = new Marks(() => this.marksChanged());
    this.asks = new Asks(api, this.marked, (news) => this.told(news));
    this.build(element);
    this.relabel();
    new ResizeObserver(() => this.resized()).observe(this.stage);
  }

  build(element) {
    this.toolbar = new Toolbar(this.t, (name) => this.act(name));
    this.canvas = el('canvas', { className: 'ec-canvas', tabIndex: 0, role: 'application' });
    this.message = el('p', { className: 'ec-message', hidden: true });
    this.stage = el('div', { className: 'ec-stage', id: freshId('ec-stage') }, this.canvas, this.message);
    this.strip = new Strip(this.t, (i) => this.show(i));
    this.status = el('p', { className: 'ec-status', role: 'status' });
    this.helpTitle = el('summary');
    this.helpText = el('p', { id: freshId('ec-help') });
    this.help = el('details', { className: 'ec-help' }, this.helpTitle, this.helpText);
    this.list = new RegionList(this.t, {
      activate: (id) => this.activate(id),
      relabel: (id, label) => this.marked.relabel(id, label),
      exemplar: (id, on) => this.marked.exemplar(id, on),
      find: (id) => this.find(id),
      remove: (id) => this.marked.remove(id),
      pick: (id) => this.pick(id),
      hover: (id) => this.hover(id),
    });
    this.element = el('div', { className: 'ec' }, this.strip.element, this.toolbar.element, this.stage, this.status, this.list.element, this.help);
    element.append(this.element);
    this.painter = new Painter(this.canvas);
    const deed = this.deed();
    this.gestures = new Gestures(this.canvas, deed);
    this.keys = new Keys(this.canvas, deed);
  }

  /** What mouse, fingers and keys do. */
  deed() {
    return {
      view: this.view,
      tool: () => this.tool,
      click: (x, y, how) => this.click(x, y, how),
      stroke: (points) => this.stroke(points),
      begun: () => this.say('canvas.begun'),
      draft: (points) => { this.draft = points && points.length > 1 ? this.promptOf(points) : null; this.repaint(); },
      hover: (at) => this.hover(at ? this.regionAt(...this.view.toPicture(...at))?.id ?? null : null),
      cursor: (at) => { this.cursorAt = at; this.repaint(); },
      changed: () => this.repaint(),
      choose: (tool) => this.act(tool),
      undo: () => this.act('undo'),
      redo: () => this.act('redo'),
      fresh: () => this.act('fresh'),
      remove: () => this.marked.active && this.marked.remove(this.marked.active.id),
      picture: (step) => this.pictures.length > 1 && this.show((this.current + step + this.pictures.length) % this.pictures.length),
    };
  }

  // What the page asks for.

  setPictures(pictures) {
    const before = new Set(this.pictures.map((p) => p.artifact));
    const shown = this.picture?.artifact;
    this.pictures = [...pictures];
    const kept = new Set(pictures.map((p) => p.artifact));
    if (this.marked.all.some((mark) => !kept.has(mark.picture))) {
      this.marked.reset();
    }
    const fresh = pictures.findIndex((p) => !before.has(p.artifact));
    const same = pictures.findIndex((p) => p.artifact === shown);
    this.show(Math.max(0, fresh >= 0 ? fresh : same));
  }

  setRegions(regions) {
    this.regions = regions.filter((region) => Array.isArray(region.box));
    this.lit = new Set();
    this.marked.beyond(this.regions.map((region) => region.id));
    if (this.regions.length > 0 && !this.chosen) {
      this.tool = 'select';
    }
    this.refresh();
  }

  highlight(ids) {
    this.lit = new Set(ids ?? []);
    const lit = this.everything().filter((r) => this.lit.has(r.id));
    if (lit.length > 0 && !lit.some((r) => this.isHere(r))) {
      this.show(this.indexOf(lit[0].image ?? lit[0].picture));
    }
    this.refresh();
  }

  onRegionClick(fn) { this.listeners.click.push(fn); }

  onRegionHover(fn) { this.listeners.hover.push(fn); }

  onMarksChange(fn) { this.listeners.marks.push(fn); }

  /** What was marked, as `marks` of a question. */
  marks() {
    return this.marked.all.filter((mark) => mark.mask || mark.prompts.length > 0).map((mark) => ({
      picture: mark.picture,
      id: mark.id,
      label: mark.label,
      ...(mark.mask ? { mask: mark.mask, box: mark.box } : { prompts: mark.prompts.map(({ lasso, ...prompt }) => prompt) }),
      ...(mark.exemplar ? { exemplar: true } : {}),
      ...(mark.like ? { found: true } : {}),
    }));
  }

  /** Forgets the marks and regions. */
  clear() {
    this.asks.stop();
    this.search?.controller.abort();
    this.regions = [];
    this.lit = new Set();
    this.marked.reset();
  }

  /** Says everything anew, in the language that is chosen now. */
  relabel() {
    const { t } = this;
    this.canvas.setAttribute('aria-label', t('canvas.name'));
    this.canvas.setAttribute('aria-describedby', this.helpText.id);
    this.helpTitle.textContent = t('canvas.help');
    this.helpText.textContent = t('canvas.help.text');
    this.toolbar.relabel();
    this.list.relabel();
    this.refresh();
  }

  // Pictures.

  /** Regions of the answer that are not marks themselves. */
  get others() { return this.regions.filter((region) => !this.marked.find(region.id)); }

  get picture() { return this.pictures[this.current] ?? null; }

  indexOf(image) {
    return Math.max(0, this.pictures.findIndex((p) => p.name === image || p.artifact === image));
  }

  nameOf(image) {
    const picture = this.pictures[this.indexOf(image)];
    return picture?.title ?? picture?.name ?? '';
  }

  isHere(region) {
    const image = region.image ?? region.picture;
    return this.picture !== null && (image === this.picture.name || image === this.picture.artifact);
  }

  async show(index) {
    this.current = Math.min(index, Math.max(0, this.pictures.length - 1));
    const { picture } = this;
    const loading = (this.loading = picture?.artifact ?? null);
    if (picture?.artifact !== this.pixelsOf) {
      this.pixels?.close();
      this.pixels = null;
      this.pixelsOf = null;
      this.view.fitted = true;
    }
    this.element.classList.toggle('ec-empty-viewer', picture === null);
    this.hovered = null;
    this.tellOnPicture(null);
    this.refresh();
    if (!picture || this.pixels) {
      return;
    }
    this.tellOnPicture('canvas.loading');
    try {
      const pixels = await Pixels.load(picture.url);
      if (this.loading !== loading || this.pixels) {
        pixels.close();
        return;
      }
      this.pixels = pixels;
      this.pixelsOf = loading;
      this.tellOnPicture(null);
      this.resized();
    } catch {
      this.loading === loading && this.tellOnPicture('canvas.unreadable');
    }
  }

  tellOnPicture(key) {
    this.message.textContent = key ? this.t(key) : '';
    this.message.hidden = !key;
  }

  size(picture) {
    return picture.width > 0 ? { width: picture.width, height: picture.height } : { width: this.pixels?.width ?? 1, height: this.pixels?.height ?? 1 };
  }

  resized() {
    const box = this.canvas.getBoundingClientRect();
    if (this.picture && box.width > 0 && box.height > 0) {
      this.view.resize(this.size(this.picture), { width: box.width, height: box.height });
    }
    this.repaint();
  }

  // Pointing.

  everything() { return [...this.marked.all.filter((m) => m.box), ...this.others]; }

  /** The smallest region at a point of the picture. */
  regionAt(x, y) {
    const slack = 4 / this.view.scale;
    return this.everything()
      .filter((r) => this.isHere(r) && this.painter.shape(r).holds(x, y, slack))
      .sort((a, b) => this.painter.shape(a).size - this.painter.shape(b).size)[0] ?? null;
  }

  click(sx, sy, { negative }) {
    if (!this.pixels || !this.view.holds(sx, sy)) {
      return;
    }
    const at = this.view.inside(sx, sy);
    if (this.tool === 'select') {
      const region = this.regionAt(...at);
      region ? this.pick(region.id) : this.marked.activate(null);
      return;
    }
    if (this.tool === 'like') {
      this.example({ point: rounded(at), positive: true });
    } else if (['positive', 'negative', 'scribble', 'scribble_out', 'box', 'lasso'].includes(this.tool)) {
      const out = this.tool === 'negative' || this.tool === 'scribble_out';
      this.add({ point: rounded(at), positive: out === Boolean(negative) });
    }
  }

  promptOf(screen) {
    const points = thinned(screen).map((p) => rounded(this.view.inside(...p)));
    if (this.tool === 'lasso') {
      return { lasso: points };
    }
    if (this.tool === 'scribble' || this.tool === 'scribble_out') {
      return { scribble: points, positive: this.tool === 'scribble' };
    }
    return { box: boxOf([{ lasso: [points[0], points.at(-1)] }]) };
  }

  stroke(screen) {
    if (!this.pixels) {
      return;
    }
    const prompt = this.promptOf(screen);
    if (prompt.box && (prompt.box[2] - prompt.box[0] < 1 || prompt.box[3] - prompt.box[1] < 1)) {
      return;
    }
    if (prompt.lasso) {
      const { width, height } = this.size(this.picture);
      prompt.mask = prompt.lasso.length > 2 ? maskOfPolygon(prompt.lasso, width, height) : null;
      if (!prompt.mask) {
        return;
      }
    }
    if (this.tool === 'like') {
      this.example(prompt);
    } else if (prompt.box || prompt.lasso) {
      // A box or a lasso says where another thing is.
      this.marked.now = { ...this.marked.now, active: null };
      this.add(prompt);
    } else {
      this.add(prompt);
    }
  }

  add(prompt) {
    const { active } = this.marked;
    const begins = !active || active.picture !== this.picture.artifact || active.like;
    if (begins && prompt.positive === false) {
      this.say('canvas.positive.first');
      return;
    }
    this.marked.prompt(this.picture.artifact, prompt);
  }

  example(prompt) {
    const mark = this.marked.fresh(this.picture.artifact, { prompts: [prompt], exemplar: true });
    this.marked.step([...this.marked.all, mark], mark.id);
  }

  /** A region was chosen, in the picture or in the list. */
  pick(id) {
    if (this.marked.find(id)) {
      this.activate(id);
    }
    const region = this.everything().find((r) => r.id === id);
    if (region) {
      !this.isHere(region) && this.show(this.indexOf(region.image));
      this.listeners.click.forEach((fn) => fn(id, region));
    }
  }

  activate(id) {
    const mark = this.marked.find(id);
    mark && !this.isHere(mark) && this.show(this.indexOf(mark.picture));
    this.marked.activate(id);
  }

  hover(id) {
    if (this.hovered !== id) {
      this.hovered = id;
      this.canvas.classList.toggle('ec-over', id !== null);
      this.repaint();
      this.listeners.hover.forEach((fn) => fn(id));
    }
  }

  /** A button or its key. */
  act(name) {
    const deeds = {
      undo: () => this.marked.undo(),
      redo: () => this.marked.redo(),
      clear: () => this.marked.clear(),
      fresh: () => { this.marked.activate(null); this.say('canvas.fresh'); },
      zoom_in: () => this.view.zoom(1.5),
      zoom_out: () => this.view.zoom(1 / 1.5),
      fit: () => this.view.fit(),
    };
    if (TOOLS.includes(name)) {
      this.tool = name;
      this.chosen = true;
      this.say(`canvas.hint.${name}`);
    } else {
      deeds[name]();
    }
    this.refresh();
  }

  /** What looks like an example, in every picture. */
  async find(id) {
    const mark = this.marked.find(id);
    if (this.search) {
      this.search.controller.abort();
      return;
    }
    const own = this.pictures[this.indexOf(mark.picture)];
    const search = (this.search = { id, controller: new AbortController() });
    let count = 0;
    const told = new Set();
    try {
      for (const [i, picture] of this.pictures.entries()) {
        this.say('canvas.finding', { id, n: i + 1, of: this.pictures.length });
        this.refresh();
        const { regions, warnings } = await this.asks.similar(mark, this.size(own), picture.artifact, search.controller.signal);
        this.marked.found(mark, picture.artifact, regions);
        count += regions.length;
        // Of several pictures each warning says which it is about: one may have none where another has some.
        const of = this.pictures.length > 1 ? `${picture.name}: ` : '';
        warnings.forEach((warning) => told.add(of + warning));
      }
      this.tell([this.t(count ? 'canvas.found' : 'canvas.found.none', { id, n: count }), ...told].join(' '), false);
    } catch (fault) {
      const { text, key } = faultOf(fault);
      search.controller.signal.aborted ? this.say('canvas.stopped') : text ? this.tell(text, true) : this.say(key);
    } finally {
      this.search = null;
      this.refresh();
    }
  }

  // Telling.

  say(key, values) {
    this.tell(this.t(key, values), false);
  }

  tell(text, fault) {
    this.status.textContent = text;
    this.status.classList.toggle('ec-failed', fault);
  }

  told({ mark, warnings, fault }) {
    if (fault) {
      fault.text ? this.tell(fault.text, true) : this.say(fault.key);
    } else if (mark) {
      const share = this.pictures.length ? (100 * area(readMask(mark.mask))) / (mark.mask.size[0] * mark.mask.size[1]) : 0;
      const done = this.t('canvas.segmented', { id: mark.id, share: share < 1 ? share.toFixed(1) : Math.round(share) });
      this.tell([done, ...warnings].join(' '), false);
    }
  }

  marksChanged() {
    this.asks.follow();
    this.refresh();
    const marks = this.marks();
    this.listeners.marks.forEach((fn) => fn(marks));
  }

  refresh() {
    this.strip.show(this.pictures, this.current, this.stage.id);
    this.toolbar.show({
      tool: this.tool,
      ready: this.picture !== null,
      undo: this.marked.canUndo,
      redo: this.marked.canRedo,
      marks: this.marked.all.length,
    });
    this.canvas.dataset.tool = this.tool;
    this.list.show({
      marks: this.marked.all,
      regions: this.others,
      active: this.marked.now.active,
      lit: this.lit,
      busy: this.search?.id ?? null,
      elsewhere: (image) => (this.pictures.length > 1 && !this.isHere({ image }) ? this.nameOf(image) : ''),
    });
    this.repaint();
  }

  repaint() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      const here = (r) => this.isHere(r);
      this.painter.paint({
        pixels: this.pixels,
        view: this.view,
        regions: this.others.filter(here),
        marks: this.marked.all.filter(here),
        lit: this.lit,
        hovered: this.hovered,
        active: this.marked.now.active,
        draft: this.draft,
        cursor: this.cursorAt,
        labels: (r) => ('prompts' in r ? (r.label ? `${r.id} ${r.label}` : r.id) : r.label),
      });
    });
  }
}

function rounded([x, y]) {
  return [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
}

/** A stroke of at most some hundred points. */
function thinned(points) {
  const step = Math.ceil(points.length / 300);
  return step > 1 ? points.filter((_, i) => i % step === 0 || i === points.length - 1) : points;
}
