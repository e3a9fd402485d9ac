// Which languages stand beside each other, and which texts are still to be translated.
// @ts-check

import { fill, words } from "./editor_words.js";

const view = document.getElementById("language-view");
const onlyMissing = /** @type {HTMLInputElement | null} */ (document.getElementById("missing-only"));
const counted = document.getElementById("missing-count");
const chosen = /** @type {HTMLSelectElement[]} */ ([...document.querySelectorAll("select[data-side]")]);

/** Watches the choices; `showLanguages` is called again after everything that draws elements anew. */
export function watchLanguages() {
  view?.addEventListener("change", showLanguages);
  showLanguages();
}

export function showLanguages() {
  const sides = new Set(chosen.map((one) => one.value));
  const missing = onlyMissing?.checked ?? false;
  let count = 0;
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#elements > li"))) {
    const open = groups(item).filter((fields) => isMissing(fields, sides));
    count += open.length;
    item.hidden = missing && !open.length;
    for (const field of /** @type {NodeListOf<HTMLElement>} */ (item.querySelectorAll("[data-lang]"))) {
      field.hidden = sides.size > 0 && !sides.has(field.dataset.lang ?? "");
    }
    if (missing && open.length) unfold(item, open);
  }
  if (counted) counted.textContent = missing ? (count ? fill(words.missing, { n: count }) : words.nothing_missing) : "";
}

/**
 * The fields of one text in all languages, for each text of an element.
 * @param {HTMLElement} item
 */
function groups(item) {
  /** @type {Map<string, HTMLElement[]>} */
  const found = new Map();
  for (const field of /** @type {NodeListOf<HTMLElement>} */ (item.querySelectorAll("[data-lang]"))) {
    const place = name(field).replace(/\.[^.]*$/, "");
    found.set(place, [...found.get(place) ?? [], field]);
  }
  return [...found.values()];
}

/**
 * True where a text is said in one language and not in another, or has to be said and is not.
 * @param {HTMLElement[]} fields
 * @param {Set<string>} sides
 */
function isMissing(fields, sides) {
  const empty = fields.filter((field) => !input(field)?.value.trim());
  const wanted = empty.some((field) => !sides.size || sides.has(field.dataset.lang ?? ""));
  return wanted && (empty.length < fields.length || /\.text\.[^.]*$/.test(name(fields[0])));
}

/**
 * @param {HTMLElement} item
 * @param {HTMLElement[][]} open
 */
function unfold(item, open) {
  const toggle = item.querySelector(".toggle");
  const body = document.getElementById(toggle?.getAttribute("aria-controls") ?? "");
  toggle?.setAttribute("aria-expanded", "true");
  if (body) body.hidden = false;
  for (const fields of open) fields[0].closest("details")?.setAttribute("open", "");
}

/** @param {HTMLElement} field */
function input(field) {
  return /** @type {HTMLInputElement | HTMLTextAreaElement | null} */ (field.querySelector("input, textarea"));
}

/** @param {HTMLElement} field */
function name(field) {
  return input(field)?.name ?? "";
}
