// A menu behind a button, by the keys that menus have (WAI-ARIA Authoring Practices, menu button).
// @ts-check

/**
 * @param {HTMLElement} button
 * @param {HTMLElement} menu
 */
export function watchMenu(button, menu) {
  const items = () => /** @type {HTMLElement[]} */ ([...menu.querySelectorAll("[role=menuitem]")]);
  const open = (/** @type {boolean} */ last = false) => {
    menu.hidden = false;
    button.setAttribute("aria-expanded", "true");
    const all = items();
    all[last ? all.length - 1 : 0]?.focus();
  };
  const close = (/** @type {boolean} */ back) => {
    menu.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus();
  };
  button.addEventListener("click", () => (menu.hidden ? open() : close(true)));
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      open(event.key === "ArrowUp");
    }
  });
  menu.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (event.key === "Escape") close(true);
    else if (event.key === "ArrowDown") all[(at + 1) % all.length].focus();
    else if (event.key === "ArrowUp") all[(at + all.length - 1) % all.length].focus();
    else if (event.key === "Home") all[0].focus();
    else if (event.key === "End") all[all.length - 1].focus();
    else if (event.key.length === 1 && /\S/.test(event.key)) {
      const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((item) => item.textContent?.toLowerCase().startsWith(event.key.toLowerCase()));
      next?.focus();
      return;
    } else return;
    event.preventDefault();
  });
  menu.addEventListener("click", () => close(false));
  document.addEventListener("click", (event) => {
    if (!menu.hidden && event.target instanceof Node && !menu.contains(event.target) && !button.contains(event.target)) close(false);
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget) && event.relatedTarget !== button) close(false);
  });
}
