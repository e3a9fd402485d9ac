// What travels between the editor and the console: forms up, JSON or HTML down.
// @ts-check

/** @typedef {{status: number, data: any}} Answer */

const DEADLINE = 15_000; // milliseconds

export class Wire {
  /**
   * @param {string} address of the survey
   * @param {string} etag
   */
  constructor(address, etag) {
    this.address = address;
    this.etag = etag;
  }

  /**
   * @param {string} what
   * @param {string} form
   * @param {Record<string, string>} more
   * @param {string[]} replies
   * @param {string[]} [waits]
   * @returns {Promise<Answer>}
   */
  async send(what, form, more, replies, waits = []) {
    const body = new URLSearchParams(form);
    for (const [name, value] of Object.entries(more)) body.append(name, value);
    for (const reply of replies) body.append("~reply", reply);
    for (const wait of waits) body.append("~wait", wait);
    body.append("~etag", this.etag);
    return await this.#json(what, body);
  }

  /**
   * @param {string} what
   * @param {Record<string, string>} [fields]
   * @returns {Promise<Answer>}
   */
  async post(what, fields = {}) {
    return await this.#json(what, new URLSearchParams(fields));
  }

  /** @param {string} what */
  async html(what) {
    const answer = await this.#fetch(what, { method: "GET" });
    return answer?.ok ? await answer.text() : null;
  }

  /**
   * @param {string} what
   * @param {string} form
   */
  async htmlOf(what, form) {
    const answer = await this.#fetch(what, { method: "POST", body: new URLSearchParams(form) });
    return answer?.ok ? await answer.text() : null;
  }

  /**
   * Begins another visit without leaving the page; returns what is wrong, "" for nothing.
   * @param {string} key
   */
  async signIn(key) {
    const body = new URLSearchParams({ key, next: "/visit" });
    const answer = await fetch("/sign-in", { method: "POST", body, redirect: "manual" });
    if (answer.type !== "opaqueredirect") return (await textOf(answer, "#key-problem")) || String(answer.status);
    const visit = await fetch("/visit", { headers: { "x-svar-script": "1" } });
    if (!visit.ok) return String(visit.status);
    document.body.dataset.token = (await visit.json()).token;
    return "";
  }

  /**
   * @param {string} what
   * @param {URLSearchParams} body
   * @returns {Promise<Answer>}
   */
  async #json(what, body) {
    const answer = await this.#fetch(what, { method: "POST", body });
    if (!answer) return { status: 0, data: {} };
    try {
      return { status: answer.status, data: await answer.json() };
    } catch {
      return { status: 0, data: {} };
    }
  }

  /**
   * @param {string} what
   * @param {RequestInit} options
   */
  async #fetch(what, options) {
    try {
      return await fetch(`${this.address}/${what}`, {
        ...options,
        headers: { "x-svar-script": "1", "x-svar-token": document.body.dataset.token ?? "" },
        signal: AbortSignal.timeout(DEADLINE),
      });
    } catch {
      return null;
    }
  }
}

/**
 * @param {Response} answer
 * @param {string} selector
 */
async function textOf(answer, selector) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector(selector)?.textContent?.trim() ?? "";
}
