// Another id for an element, in everything of the page that names it.
// @ts-check

/**
 * An element has another id: rules in the page that name it follow; the service does the same for what is stored.
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} field
 * @returns {boolean} whether anything was renamed
 */
export function rename(form, field) {
  const item = /** @type {HTMLElement} */ (field.closest(".element"));
  const was = /** @type {HTMLInputElement} */ (form.elements.namedItem(field.name.replace(/\.id$/, ".~was")));
  const before = was.value;
  const after = field.value.trim();
  if (!after || before === after) return false;
  for (const option of form.querySelectorAll("select option")) {
    if (option instanceof HTMLOptionElement && option.value === before && /\.(element|goTo|at)$/.test(/** @type {HTMLSelectElement} */ (option.closest("select")).name)) {
      option.value = after;
      option.textContent = after;
    }
  }
  for (const area of form.querySelectorAll("textarea, input[type=text]")) {
    const text = /** @type {HTMLInputElement} */ (area);
    if (text.value.includes(`{{answer.${before}`)) text.value = text.value.replaceAll(new RegExp(`(\\{\\{\\s*answer\\.)${RegExp.escape ? RegExp.escape(before) : before.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?=\\s*[|}])`, "g"), `$1${after}`);
  }
  was.value = after;
  item.dataset.id = after;
  const toggle = item.querySelector(".toggle");
  if (toggle) toggle.textContent = (toggle.textContent ?? "").replace(/: [^:]*$/, `: ${after}`);
  return true;
}
