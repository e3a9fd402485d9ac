// Undo and redo: what the form was, up to a hundred steps back, in this tab.
// @ts-check

const MOST = 100;

export class History {
  /** @param {string} first */
  constructor(first) {
    this.steps = [first];
    this.at = 0;
  }

  /** @param {string} form */
  note(form) {
    if (form === this.steps[this.at]) return;
    this.steps = [...this.steps.slice(0, this.at + 1), form].slice(-MOST - 1);
    this.at = this.steps.length - 1;
  }

  /**
   * The step at hand, as the page writes it now.
   * @param {string} form
   */
  settle(form) {
    this.steps[this.at] = form;
  }

  get canUndo() {
    return this.at > 0;
  }

  get canRedo() {
    return this.at < this.steps.length - 1;
  }

  /**
   * Returns the form of another step, null where there is none.
   * @param {-1 | 1} by
   */
  go(by) {
    const form = this.steps[this.at + by];
    if (form === undefined) return null;
    this.at += by;
    return form;
  }
}
