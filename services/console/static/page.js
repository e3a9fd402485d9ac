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
    if (field instanceof HTMLTextAreaElement && input.files?.[0]) field.value = await input.files[0].text();
  });
}

/** @param {string} id */
function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}
