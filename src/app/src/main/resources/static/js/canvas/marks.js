/**
 * What a person has drawn: marks {id, picture, label, prompts, mask, box, score, exemplar, like, rev, state, error}, never
 * changed in place, with undo and redo. `rev` names one state of a mark's prompts: an answer belongs to the one it was asked
 * for. `state`: drawn (to be asked), asked, done, failed.
 */

const MOST_STEPS = 200;

export class Marks {
  constructor(onChange) {
    this.onChange = onChange;
    this.now = { marks: [], active: null };
    this.past = [];
    this.future = [];
    this.count = 0;
    this.revs = 0;
  }

  get all() {
    return this.now.marks;
  }

  get active() {
    return this.find(this.now.active);
  }

  find(id) {
    return this.now.marks.find((mark) => mark.id === id) ?? null;
  }

  get canUndo() {
    return this.past.length > 0;
  }

  get canRedo() {
    return this.future.length > 0;
  }

  /** Ids of new marks go on behind these. */
  beyond(ids) {
    ids.forEach((id) => { this.count = Math.max(this.count, Number(/^m(\d+)$/.exec(id)?.[1] ?? 0)); });
  }

  /** A step that can be undone. */
  step(marks, active) {
    this.past.push(this.now);
    this.past.length > MOST_STEPS && this.past.shift();
    this.future = [];
    this.now = { marks, active };
    this.onChange();
  }

  /** Adds a prompt to the active mark, or begins a new one with it. Gives the mark. */
  prompt(picture, prompt) {
    const active = this.active;
    if (active && active.picture === picture && !active.like) {
      const more = this.changed(active, { prompts: [...active.prompts, prompt] });
      this.step(this.with(more), more.id);
      return more;
    }
    const mark = this.fresh(picture, { prompts: [prompt] });
    this.step([...this.all, mark], mark.id);
    return mark;
  }

  fresh(picture, members) {
    return {
      id: `m${++this.count}`,
      picture,
      label: '',
      prompts: [],
      mask: null,
      box: null,
      score: null,
      exemplar: false,
      like: null,
      rev: ++this.revs,
      state: 'drawn',
      error: null,
      ...members,
    };
  }

  /** The earlier mask stays until there is another. */
  changed(mark, members) {
    return { ...mark, ...members, rev: ++this.revs, state: 'drawn', error: null };
  }

  with(mark) {
    return this.all.map((other) => (other.id === mark.id ? mark : other));
  }

  /** Marks that were found, not drawn; those found before for the same example go. */
  found(example, picture, regions) {
    const kept = this.all.filter((mark) => mark.like !== example.id || mark.picture !== picture);
    const fresh = regions.map((region) =>
      this.fresh(picture, {
        label: example.label,
        mask: region.mask ?? null,
        box: region.box,
        score: region.score,
        like: example.id,
        state: 'done',
      }),
    );
    this.step([...kept, ...fresh], this.now.active);
    return fresh;
  }

  relabel(id, label) {
    const mark = this.find(id);
    if (mark && mark.label !== label) {
      this.step(this.with({ ...mark, label }), this.now.active);
    }
  }

  exemplar(id, exemplar) {
    const mark = this.find(id);
    if (mark && mark.exemplar !== exemplar) {
      this.step(this.with({ ...mark, exemplar }), id);
    }
  }

  remove(id) {
    if (this.find(id)) {
      this.step(
        this.all.filter((mark) => mark.id !== id),
        this.now.active === id ? null : this.now.active,
      );
    }
  }

  clear() {
    if (this.all.length > 0) {
      this.step([], null);
    }
  }

  /** Which one further prompts belong to; null: the next begins a new one. No step of its own. */
  activate(id) {
    if (this.now.active !== id) {
      this.now = { ...this.now, active: id };
      this.onChange();
    }
  }

  /** Notes something of the mark with this state of prompts, wherever it is kept. Whether it is still shown. */
  settle(id, rev, members) {
    const settled = (marks) => marks.map((mark) => (mark.id === id && mark.rev === rev ? { ...mark, ...members } : mark));
    for (const kept of [...this.past, ...this.future]) {
      kept.marks = settled(kept.marks);
    }
    const shown = this.all.some((mark) => mark.id === id && mark.rev === rev);
    if (shown) {
      this.now = { ...this.now, marks: settled(this.all) };
      this.onChange();
    }
    return shown;
  }

  undo() {
    this.turn(this.past, this.future);
  }

  redo() {
    this.turn(this.future, this.past);
  }

  turn(from, to) {
    const next = from.pop();
    if (next) {
      to.push(this.now);
      this.now = next;
      this.onChange();
    }
  }

  /** Forgets everything, also what could be undone. */
  reset() {
    this.now = { marks: [], active: null };
    this.past = [];
    this.future = [];
    this.onChange();
  }
}
