// What every page can do: times as people there write them, dialogs, keys, a select that sends its form.
// @ts-check

import { localTimes } from "./times.js";
import { watchKeys } from "./keys.js";

localTimes(document);
watchKeys();

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const opens = target?.closest("[data-opens]")?.getAttribute("data-opens");
  if (opens) openDialog(opens);
  const closes = target?.closest("[data-closes]");
  if (closes) closes.closest("dialog")?.close();
});

for (const select of document.querySelectorAll("select[data-submits], input[data-submits]")) {
  select.addEventListener("change", () => /** @type {HTMLSelectElement | HTMLInputElement} */ (select).form?.requestSubmit());
}

// A file that is chosen is put into a field, where it can be looked at before it is sent.
for (const choice of document.querySelectorAll("input[data-fills]")) {
  choice.addEventListener("change", async () => {
    const input = /** @type {HTMLInputElement} */ (choice);
    const field = document.getElementById(input.dataset.fills ?? "");
    const workbook = document.getElementById(input.dataset.workbook ?? "");
    const file = input.files?.[0];
    if (!(field instanceof HTMLTextAreaElement) || !file) return;
    const isText = !/\.xlsx$/i.test(file.name);
    field.value = isText ? await file.text() : file.name;
    field.readOnly = !isText;
    if (workbook instanceof HTMLInputElement) workbook.value = isText ? "" : base64(new Uint8Array(await file.arrayBuffer()));
  });
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** @param {string} id */
function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}
