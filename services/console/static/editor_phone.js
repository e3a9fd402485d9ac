// The phone beside the texts: what was replied so far, and what the preview makes of it.
// @ts-check

import { part } from "./editor_words.js";

export class Conversation {
  /** @param {() => void} sync */
  constructor(sync) {
    /** @type {string[]} */
    this.replies = [];
    this.expires = "";
    /** @type {string[]} hours that pass, each as "replies before it:hours" */
    this.waits = [];
    this.messages = part("messages");
    this.shown = "";
    this.language = /** @type {HTMLSelectElement} */ (part("phone-language"));
    const reply = /** @type {HTMLInputElement} */ (part("reply"));
    part("reply-form").addEventListener("submit", (event) => {
      event.preventDefault();
      if (!reply.value.trim()) return;
      this.replies.push(reply.value);
      reply.value = "";
      sync();
    });
    this.language.addEventListener("change", sync);
    for (const id of ["phone-content", "phone-variables"]) part(id).addEventListener("input", sync);
    part("start-again").addEventListener("click", () => {
      this.replies = [];
      this.expires = "";
      this.waits = [];
      sync();
    });
    part("phone-wait").addEventListener("click", () => {
      this.wait(Number(/** @type {HTMLInputElement} */ (part("phone-hours")).value));
      sync();
    });
    part("until-expiry").addEventListener("click", () => {
      this.expires = String(this.replies.length);
      sync();
    });
  }

  /**
   * Lets hours pass after what was replied so far.
   * @param {number} hours
   */
  wait(hours) {
    if (hours >= 1 && hours <= 336) this.waits.push(`${this.replies.length}:${Math.round(hours)}`);
  }

  /** What the phone asks for. */
  asked() {
    return {
      "~phone-language": this.language.value,
      "~expires": this.expires,
      "~content": /** @type {HTMLInputElement} */ (part("phone-content")).value,
      "~variables": /** @type {HTMLTextAreaElement} */ (part("phone-variables")).value,
    };
  }

  /** @param {string} html */
  show(html) {
    if (this.shown === html) return;
    this.shown = html;
    this.messages.innerHTML = html;
    this.messages.scrollTop = this.messages.scrollHeight;
  }

  /** @param {[string, string][]} choices */
  languages(choices) {
    const chosen = this.language.value;
    this.language.replaceChildren(...choices.map(([code, name]) => new Option(name, code, false, code === chosen)));
  }
}
