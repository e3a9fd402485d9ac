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

for (const select of document.querySelectorAll("select[data-submits]")) {
  select.addEventListener("change", () => /** @type {HTMLSelectElement} */ (select).form?.requestSubmit());
}

/** @param {string} id */
function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}
