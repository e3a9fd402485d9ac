// The editor: every change of the form goes up as a whole, and problems, costs and the phone come back.
// @ts-check

import { Conversation } from "./editor_phone.js";
import { History } from "./editor_history.js";
import { Wire } from "./editor_wire.js";
import { showCosts, showProblems, showWarnings, reveal } from "./editor_findings.js";
import { watchGrips } from "./editor_grips.js";
import { rename } from "./editor_renaming.js";
import { showLanguages, watchLanguages } from "./editor_languages.js";
import { watchMenu } from "./menu.js";
import { isField } from "./keys.js";
import { localTimes } from "./times.js";
import { fill, part, words } from "./editor_words.js";

const PAUSE = 150; // milliseconds after the last key

const editor = part("editor");
const form = /** @type {HTMLFormElement} */ (part("form"));
const elements = part("elements");
const saving = part("saving");
const said = part("said");
const editable = editor.dataset.editable === "yes";
const wire = new Wire(`/surveys/${editor.dataset.survey}`, editor.dataset.etag ?? "");
const phone = new Conversation(() => sync());
const history = new History(fields());

let timer = 0;
let running = false;
let again = false;
let stored = fields();
let stopped = false;
let failures = 0;
let travelling = false;

/** Everything in the form, as it travels. */
function fields() {
  const pairs = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  return new URLSearchParams(pairs).toString();
}

/**
 * Sends the form as it is, once at a time; an operation is a button's change.
 * @param {string} [operation]
 * @param {string} [body] what to store in the place of the form: for undo
 */
async function sync(operation = "", body) {
  clearTimeout(timer);
  if (running && !operation) {
    again = true;
    return;
  }
  while (running) await new Promise((resolve) => setTimeout(resolve, 20));
  running = true;
  again = false;
  const sent = body ?? fields();
  const changed = editable && !stopped && (Boolean(operation) || sent !== stored);
  if (changed) status(words.saving);
  const waits = Boolean(operation) && operation !== "render";
  if (waits) lock(true);
  try {
    const answer = await wire.send(editable ? "draft" : "look", sent, {
      "~save": changed ? "yes" : "no",
      "~operation": operation,
      ...phone.asked(),
    }, phone.replies, phone.waits);
    await take(answer, sent, { operation, changed });
  } finally {
    running = false;
    if (waits) lock(false);
  }
  if (again) await sync();
}

/**
 * @param {import("./editor_wire.js").Answer} answer
 * @param {string} sent
 * @param {{operation: string, changed: boolean}} how
 */
async function take(answer, sent, { operation, changed }) {
  if (answer.status === 200) {
    failures = 0;
    document.querySelector("[data-offline]")?.setAttribute("hidden", "");
    if (changed) {
      wire.etag = answer.data.etag;
      stored = sent;
    }
    show(answer.data, sent, operation);
    if (editable && !stopped) status(fields() === stored ? words.saved : words.unsaved);
  } else if (answer.status === 412) {
    conflict(answer.data);
  } else if (answer.status === 401) {
    status(fill(words.not_saved, { why: answer.data.message }));
    await signInAgain();
    again = true;
  } else if (answer.status === 0 || answer.status >= 500 || answer.status === 429) {
    failures += 1;
    const offline = answer.status === 0;
    if (offline) document.querySelector("[data-offline]")?.removeAttribute("hidden");
    status(fill(words.not_saved, { why: offline ? words.offline : answer.data.message }));
    setTimeout(() => sync(operation && operation !== "render" ? operation : ""), Math.min(300 * 2 ** failures, 2000));
  } else {
    status(fill(words.not_saved, { why: answer.data.message }));
  }
}

/**
 * @param {any} data
 * @param {string} sent
 * @param {string} operation
 */
function show(data, sent, operation) {
  if (data.elements !== undefined) {
    replace(data, sent, operation);
    showLanguages();
  }
  // What comes back of an earlier step may be written a little otherwise; it is that step all the same.
  if (travelling) history.settle(fields());
  else history.note(fields());
  undoButtons();
  showProblems(data.problems);
  showWarnings(data.warnings);
  showCosts(data.costs);
  part("total").textContent = data.total;
  phone.show(data.phone);
  if (data.said) said.textContent = data.said;
  if (data.focus) reveal(data.focus);
}

/**
 * Puts new elements in the place of the old ones; what was open stays open, what was typed meanwhile stays.
 * @param {any} data
 * @param {string} sent
 * @param {string} operation
 */
function replace(data, sent, operation) {
  // Drawn anew, everything is where it was; after a move it is known by its id.
  const placed = operation === "render" && !travelling;
  const key = placed ? indexOf : idOf;
  const open = new Set([...elements.querySelectorAll("[aria-expanded=true]")].map(key));
  const known = new Set([...elements.querySelectorAll(".toggle")].map(idOf));
  const unfolded = new Set([...form.querySelectorAll("details[open]")].map((one) => one.id).filter(Boolean));
  const before = new URLSearchParams(sent);
  const typed = travelling ? [] : [...form.elements].filter((one) => isField(one) && /** @type {any} */ (one).name)
    .map((one) => /** @type {HTMLInputElement} */ (one))
    .filter((one) => one.type !== "checkbox" && one.type !== "hidden" && before.has(one.name) && ((placed && one.inputMode) || (before.get(one.name) ?? "").replaceAll("\r\n", "\n") !== one.value))
    .map((one) => [one.name, one.value]);
  const active = document.activeElement;
  const focus = active instanceof HTMLElement && form.contains(active) ? active.id : "";
  const caret = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement ? [active.selectionStart, active.selectionEnd] : null;
  elements.innerHTML = data.elements;
  part("survey-fields").innerHTML = data.fields;
  phone.languages(data.languages);
  stored = fields();
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  for (const toggle of elements.querySelectorAll(".toggle")) if (open.has(key(toggle)) || (travelling && !known.has(idOf(toggle)))) expand(toggle, true);
  for (const [name, value] of typed) {
    const field = form.elements.namedItem(name);
    if (isField(/** @type {any} */ (field))) /** @type {any} */ (field).value = value;
    if (field instanceof HTMLInputElement && field.dataset.elementId !== undefined && field.id !== focus) renamed(field);
  }
  const again = focus && !data.focus ? document.getElementById(focus) : null;
  again?.focus();
  if (caret && (again instanceof HTMLTextAreaElement || (again instanceof HTMLInputElement && again.type === "text"))) again.setSelectionRange(caret[0], caret[1]);
}

/** @param {Element} toggle */
function indexOf(toggle) {
  return toggle.closest("[data-index]")?.getAttribute("data-index") ?? "";
}

/** @param {Element} toggle */
function idOf(toggle) {
  return toggle.closest("[data-id]")?.getAttribute("data-id") ?? "";
}

/**
 * @param {Element} toggle
 * @param {boolean} open
 */
function expand(toggle, open) {
  toggle.setAttribute("aria-expanded", String(open));
  const body = document.getElementById(toggle.getAttribute("aria-controls") ?? "");
  if (body) body.hidden = !open;
}

/** @param {boolean} on */
function lock(on) {
  form.toggleAttribute("data-busy", on);
  form.inert = on || !editable;
}

/** @param {string} text */
function status(text) {
  if (saving.textContent !== text) saving.textContent = text;
}

function undoButtons() {
  const undo = document.getElementById("undo");
  const redo = document.getElementById("redo");
  if (undo instanceof HTMLButtonElement) undo.disabled = !history.canUndo;
  if (redo instanceof HTMLButtonElement) redo.disabled = !history.canRedo;
}

/** @param {-1 | 1} by */
async function travel(by) {
  clearTimeout(timer);
  history.note(fields());
  const body = history.go(by);
  if (body !== null) {
    travelling = true;
    await sync("render", body);
    travelling = false;
  }
  undoButtons();
}

/** @param {{etag: string, by: string, changed: string}} theirs */
function conflict(theirs) {
  stopped = true;
  const when = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
  part("conflict-text").textContent = fill(words.changed_by_other, { who: theirs.by || "?", when: when.format(new Date(theirs.changed)) });
  part("conflict").hidden = false;
  part("conflict-differences").textContent = "";
  part("conflict").dataset.etag = theirs.etag;
  status(words.unsaved);
}

async function signInAgain() {
  const dialog = /** @type {HTMLDialogElement} */ (part("sign-in-dialog"));
  if (!dialog.open) dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
}

part("sign-in-again").addEventListener("submit", async (event) => {
  event.preventDefault();
  const key = /** @type {HTMLInputElement} */ (part("again-key"));
  const problem = await wire.signIn(key.value);
  const told = part("again-problem");
  told.hidden = !problem;
  told.textContent = problem;
  if (!problem) {
    key.value = "";
    /** @type {HTMLDialogElement} */ (part("sign-in-dialog")).close();
  }
});

form.addEventListener("submit", (event) => event.preventDefault());

form.addEventListener("input", (event) => {
  const field = event.target;
  if (field instanceof HTMLSelectElement && (field.dataset.renders !== undefined || field.dataset.addsLanguage !== undefined)) return;
  if (field instanceof HTMLInputElement && field.name === "name") part("heading").textContent = field.value;
  if (field instanceof HTMLTextAreaElement) excerpt(field);
  status(words.unsaved);
  clearTimeout(timer);
  timer = setTimeout(() => sync(), PAUSE);
});

form.addEventListener("change", (event) => {
  const field = event.target;
  if (field instanceof HTMLElement && field.dataset.renders !== undefined) sync("render");
  if (field instanceof HTMLSelectElement && field.dataset.addsLanguage !== undefined && field.value) sync(`add-language:${field.value}`);
});

// Not on a change: a field that was drawn anew while somebody typed has none when it is left.
form.addEventListener("focusout", (event) => {
  const field = event.target;
  if (field instanceof HTMLInputElement && field.dataset.elementId !== undefined) renamed(field);
});

/**
 * An element has another id, which what names it follows.
 * @param {HTMLInputElement} field
 */
function renamed(field) {
  if (rename(form, field)) sync();
}

/**
 * The line beside an element's name says how its text begins.
 * @param {HTMLTextAreaElement} field
 */
function excerpt(field) {
  const shown = field.closest(".element")?.querySelector(".excerpt");
  if (shown && field.name.endsWith(`.text.${shown.getAttribute("lang")}`)) shown.textContent = field.value;
}

document.addEventListener("click", async (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const toggle = target?.closest(".toggle");
  if (toggle) expand(toggle, toggle.getAttribute("aria-expanded") !== "true");
  const operation = target?.closest("[data-operation]");
  if (operation) sync(operation.getAttribute("data-operation") ?? "");
  const link = target?.closest("a[data-place]");
  if (link) {
    event.preventDefault();
    reveal(link.getAttribute("data-place") ?? "");
  }
  const state = target?.closest("[data-state]")?.getAttribute("data-state");
  if (state && (await wire.post(state)).status === 200) location.reload();
});

document.addEventListener("keydown", (event) => {
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key === "Enter" && document.getElementById("publish")) {
    event.preventDefault();
    publish();
  } else if (control && event.key.toLowerCase() === "z" && !isField(event.target) && editable) {
    event.preventDefault();
    travel(event.shiftKey ? 1 : -1);
  }
});

async function publish() {
  await sync();
  if (running || stopped || fields() !== stored) return;
  const links = document.querySelectorAll("#problems a");
  if (links.length) {
    part("problems").focus();
    part("problems").scrollIntoView({ block: "nearest" });
    return;
  }
  const content = await wire.html("publish");
  if (content === null) return;
  part("publish-content").innerHTML = content;
  part("publish-problem").hidden = true;
  localTimes(part("publish-content"));
  /** @type {HTMLDialogElement} */ (part("publish-dialog")).showModal();
}

document.getElementById("publish")?.addEventListener("click", publish);
part("publish-now").addEventListener("click", async () => {
  const note = /** @type {HTMLTextAreaElement} */ (part("publish-note"));
  const answer = await wire.post("publish", { note: note.value });
  if (answer.status !== 200) {
    part("publish-problem").textContent = answer.data.message;
    part("publish-problem").hidden = false;
    return;
  }
  wire.etag = answer.data.etag;
  note.value = "";
  /** @type {HTMLDialogElement} */ (part("publish-dialog")).close();
  said.textContent = fill(words.published, { n: answer.data.version });
  part("state").innerHTML = answer.data.state;
  for (const button of document.querySelectorAll(".send-later")) button.removeAttribute("hidden");
});
document.getElementById("undo")?.addEventListener("click", () => travel(-1));
document.getElementById("redo")?.addEventListener("click", () => travel(1));
document.getElementById("discard")?.addEventListener("click", async () => {
  await sync();
  history.note(fields());
  const sent = fields();
  const answer = await wire.send("discard", "", {}, []);
  if (answer.status === 200) {
    wire.etag = answer.data.etag;
    show(answer.data, sent, "render");
    status(words.saved);
  } else if (answer.status === 412) conflict(answer.data);
});

part("show-differences").addEventListener("click", async () => {
  const html = await wire.htmlOf("differences", fields());
  if (html !== null) part("conflict-differences").innerHTML = html;
});
part("take-theirs").addEventListener("click", () => {
  stored = fields();
  location.reload();
});
part("keep-mine").addEventListener("click", () => {
  wire.etag = part("conflict").dataset.etag ?? "";
  part("conflict").hidden = true;
  stopped = false;
  stored = "";
  sync();
});

addEventListener("beforeunload", (event) => {
  if (editable && fields() !== stored) event.preventDefault();
});
addEventListener("online", () => sync());

watchMenu(part("add-element"), part("add-menu"));
watchLanguages();
watchGrips(elements, (operation) => sync(operation));
if (!editable) said.textContent = words.read_only;
sync().then(() => location.hash && reveal(decodeURIComponent(location.hash.slice(1))));
