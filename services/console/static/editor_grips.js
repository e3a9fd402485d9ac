// Moving elements by dragging their grip, with a mouse or a finger, and by the arrow keys on it.
// @ts-check

/**
 * @param {HTMLElement} list
 * @param {(operation: string) => void} change
 */
export function watchGrips(list, change) {
  list.addEventListener("keydown", (event) => {
    const grip = gripOf(event.target);
    if (!grip || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const index = indexOf(grip);
    const last = list.querySelectorAll(":scope > [data-index]").length - 1;
    if (event.key === "ArrowUp" ? index > 0 : index < last) {
      change(`${event.key === "ArrowUp" ? "up" : "down"}:${index}`);
      refocus(list, event.key === "ArrowUp" ? index - 1 : index + 1);
    }
  });
  list.addEventListener("pointerdown", (event) => {
    const grip = gripOf(event.target);
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    grip.focus();
    drag(list, grip, event.pointerId, change);
  });
}

/**
 * After the new list has come, the grip that was moved has the focus again.
 * @param {HTMLElement} list
 * @param {number} index
 */
function refocus(list, index) {
  const watch = new MutationObserver(() => {
    watch.disconnect();
    setTimeout(() => {
      const grip = list.querySelector(`:scope > [data-index="${index}"] [data-grip]`);
      if (grip instanceof HTMLElement) grip.focus();
    }, 50);
  });
  watch.observe(list, { childList: true });
}

/**
 * @param {HTMLElement} list
 * @param {HTMLElement} grip
 * @param {number} pointer
 * @param {(operation: string) => void} change
 */
function drag(list, grip, pointer, change) {
  const items = [...list.querySelectorAll(":scope > [data-index]")];
  const from = indexOf(grip);
  let to = from;
  items[from].classList.add("dragged");
  grip.setPointerCapture(pointer);
  const move = (/** @type {PointerEvent} */ event) => {
    to = items.filter((item, at) => {
      const box = item.getBoundingClientRect();
      return at !== from && event.clientY > box.top + box.height / 2;
    }).length;
    for (const [at, item] of items.entries()) {
      item.classList.toggle("before", at === to && to < from);
      item.classList.toggle("after", at === to && to > from);
    }
  };
  const end = (/** @type {PointerEvent} */ event) => {
    grip.removeEventListener("pointermove", move);
    grip.removeEventListener("pointerup", end);
    grip.removeEventListener("pointercancel", end);
    for (const item of items) item.classList.remove("dragged", "before", "after");
    if (event.type === "pointerup" && to !== from) {
      change(`move:${from}:${to}`);
      refocus(list, to);
    }
  };
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", end);
  grip.addEventListener("pointercancel", end);
}

/** @param {EventTarget | null} target */
function gripOf(target) {
  const grip = target instanceof Element ? target.closest("[data-grip]") : null;
  return grip instanceof HTMLElement ? grip : null;
}

/** @param {HTMLElement} grip */
function indexOf(grip) {
  return Number(grip.closest("[data-index]")?.getAttribute("data-index"));
}
