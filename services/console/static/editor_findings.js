// Problems at their fields, warnings, and what texts cost.
// @ts-check

import { fill, part, words } from "./editor_words.js";

/** @typedef {{path: string, message: string}} Finding */
/** @typedef {{segments: number, widest: number, unicode: string}} Cost what a text takes, at least and at most */

/** @param {Finding[]} problems */
export function showProblems(problems) {
  for (const field of document.querySelectorAll("#form [aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
  for (const told of document.querySelectorAll("#form [data-problem]")) {
    told.textContent = "";
    /** @type {HTMLElement} */ (told).hidden = true;
  }
  for (const problem of problems) atItsField(problem);
  list(problems);
}

/** @param {Finding[]} warnings */
export function showWarnings(warnings) {
  const region = part("warnings");
  region.hidden = !warnings.length;
  region.replaceChildren(heading(words.warnings_heading), links(warnings));
}

/** @param {Record<string, Cost>} costs */
export function showCosts(costs) {
  for (const place of document.querySelectorAll("#form [data-cost]")) {
    const cost = costs[/** @type {HTMLElement} */ (place).dataset.cost ?? ""];
    place.textContent = cost ? sentence(cost) : "";
  }
  for (const place of document.querySelectorAll("#form [data-cost-of]")) {
    const path = `${/** @type {HTMLElement} */ (place).dataset.costOf}.`;
    const segments = Object.entries(costs).filter(([name]) => name.startsWith(path)).map(([, cost]) => cost.segments);
    place.textContent = segments.length ? count(Math.max(...segments)) : "";
  }
}

/**
 * Opens what hides a place and gives it the focus.
 * @param {string} path
 */
export function reveal(path) {
  const field = fieldOf(path);
  if (!field) return;
  for (let above = field.parentElement; above; above = above.parentElement) {
    if (above instanceof HTMLDetailsElement) above.open = true;
    if (above.dataset.lang !== undefined || above.parentElement?.id === "elements") above.hidden = false;
    if (above.hidden && above.classList.contains("body")) {
      above.hidden = false;
      document.querySelector(`[aria-controls="${above.id}"]`)?.setAttribute("aria-expanded", "true");
    }
  }
  field.focus();
  field.scrollIntoView({ block: "nearest" });
}

/**
 * The field of a place, or the nearest thing above it.
 * @param {string} path
 * @returns {HTMLElement | null}
 */
function fieldOf(path) {
  for (let place = path; place; place = above(place)) {
    const found = document.getElementById(place) ?? document.querySelector(`#form [name="${CSS.escape(place)}"]`);
    if (found instanceof HTMLElement) {
      const hidden = found instanceof HTMLInputElement && found.type === "hidden";
      if (!hidden) return found instanceof HTMLFieldSetElement ? found.querySelector("select, input:not([type=hidden])") ?? found : found;
    }
  }
  return document.getElementById("add-element");
}

/** @param {string} path */
function above(path) {
  return path.replace(/(\.[^.[\]]+|\[\d+\]|^[^.[\]]+)$/, "");
}

/** @param {Finding} problem */
function atItsField({ path, message }) {
  const field = fieldOf(path);
  let told = null;
  for (let place = path; place && !told; place = above(place)) told = document.getElementById(`problem:${place}`);
  if (told) {
    told.textContent = told.textContent ? `${told.textContent} ${message}` : message;
    told.hidden = false;
  }
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) {
    field.setAttribute("aria-invalid", "true");
    if (told) field.setAttribute("aria-describedby", told.id);
  }
}

/** @param {Finding[]} problems */
function list(problems) {
  const region = part("problems");
  region.classList.toggle("some", problems.length > 0);
  if (!problems.length) {
    region.replaceChildren(heading(words.no_problems));
    return;
  }
  const text = problems.length === 1 ? words.problems_one : fill(words.problems_other, { n: problems.length });
  region.replaceChildren(heading(text), links(problems));
}

/** @param {Finding[]} findings */
function links(findings) {
  const listed = document.createElement("ul");
  for (const { path, message } of findings) {
    const link = document.createElement("a");
    link.href = `#${path}`;
    link.dataset.place = path;
    link.textContent = `${message}${where(path)}`;
    const item = document.createElement("li");
    item.append(link);
    listed.append(item);
  }
  return listed;
}

/**
 * Where a place is, in words: the element, the option or rule, and the field.
 * @param {string} path
 */
function where(path) {
  const field = fieldOf(path);
  const toggle = field?.closest(".element")?.querySelector(".toggle");
  const group = field?.closest("fieldset");
  const label = field?.id ? document.querySelector(`label[for="${CSS.escape(field.id)}"]`) : null;
  const said = [toggle, group?.querySelector("legend"), label].map((one) => one?.textContent?.trim()).filter(Boolean);
  return said.length ? ` → ${said.join(" · ")}` : "";
}

/** @param {string} text */
function heading(text) {
  const line = document.createElement("p");
  line.textContent = text;
  return line;
}

/** @param {Cost} cost */
function sentence(cost) {
  const said = cost.widest > cost.segments ? fill(words.sms_range, { n: cost.segments, most: cost.widest }) : count(cost.segments);
  return cost.unicode ? `${said} · ${fill(words.unicode, { character: cost.unicode })}` : said;
}

/** @param {number} segments */
function count(segments) {
  return segments === 1 ? words.sms_one : fill(words.sms_other, { n: segments });
}
