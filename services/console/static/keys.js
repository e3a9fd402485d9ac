// Keys that work outside of fields: / searches, g and a letter opens a main page, ? lists them.
// @ts-check

const STORED = "svar-single-keys";

export function watchKeys() {
  const choice = document.querySelector("input[data-single-keys]");
  if (choice instanceof HTMLInputElement) {
    choice.checked = isOn();
    choice.addEventListener("change", () => localStorage.setItem(STORED, choice.checked ? "on" : "off"));
  }
  let waits = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !isOn() || isField(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (waits) {
      waits = false;
      const link = document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`);
      if (link instanceof HTMLAnchorElement) link.click();
    } else if (event.key === "g") {
      waits = true;
    } else if (event.key === "/") {
      const field = document.querySelector("[data-search]");
      if (field instanceof HTMLElement) {
        event.preventDefault();
        field.focus();
      }
    } else if (event.key === "?") {
      const dialog = document.getElementById("keys-dialog");
      if (dialog instanceof HTMLDialogElement) dialog.showModal();
    }
  });
}

function isOn() {
  return localStorage.getItem(STORED) !== "off";
}

/**
 * True where a key types something.
 * @param {EventTarget | null} target
 */
export function isField(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
