// What can be undone and redone.

const MOST = 200;

export class Past {
  constructor(state) {
    this.states = [state];
    this.at = 0;
  }

  get state() { return this.states[this.at]; }

  get canUndo() { return this.at > 0; }

  get canRedo() { return this.at < this.states.length - 1; }

  /** @param of what was changed: the same twice in a row is one thing to undo */
  put(state, of = '') {
    const same = of && of === this.of && this.at === this.states.length - 1 && this.at > 0;
    this.states.length = this.at + 1;
    if (same) this.states[this.at] = state;
    else this.states.push(state);
    if (this.states.length > MOST) this.states.shift();
    this.at = this.states.length - 1;
    this.of = of;
  }

  undo() { if (this.canUndo) this.at--; this.of = ''; return this.state; }

  redo() { if (this.canRedo) this.at++; this.of = ''; return this.state; }
}
