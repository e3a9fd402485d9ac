// The words that the editor's script says, and the parts of its page.
// @ts-check

/** @type {Record<string, string>} */
export const words = JSON.parse(document.getElementById("editor-words")?.dataset.words ?? "{}");

/**
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * A part of the page that is always there.
 * @param {string} id
 */
export function part(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no part ${id}`);
  return found;
}
