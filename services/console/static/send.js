// The dialog Send: filled when it is opened, and sent without leaving the page.
// @ts-check

const dialog = document.getElementById("send-dialog");
const form = document.getElementById("send-form");

document.addEventListener("click", async (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target?.closest("[data-sends]") || !(dialog instanceof HTMLDialogElement)) return;
  tell("", "");
  const wanted = new URLSearchParams({ survey: dialog.dataset.survey ?? "" });
  for (const code of (dialog.dataset.languages ?? "").split(" ").filter(Boolean)) wanted.append("language", code);
  const answer = await fetch(`/send?${wanted}`, { headers: { "x-svar-script": "1" } });
  if (!answer.ok) tell((await answer.json()).message, "");
  else if (form) {
    /** @type {HTMLElement} */ (document.getElementById("send-fields")).innerHTML = await answer.text();
    anew();
    const test = form.querySelector("[name=test]");
    if (test instanceof HTMLInputElement) test.checked = target.closest("[data-sends=test]") !== null;
  }
  dialog.showModal();
  document.getElementById("send-phone")?.focus();
});

form?.addEventListener("input", anew);
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  tell("", "");
  const fields = [...new FormData(/** @type {HTMLFormElement} */ (form))].map(([name, value]) => [name, String(value)]);
  const headers = { "x-svar-script": "1", "x-svar-token": document.body.dataset.token ?? "" };
  try {
    const answer = await fetch("/send", { method: "POST", headers, body: new URLSearchParams(fields) });
    const data = await answer.json();
    if (!answer.ok) tell(data.message, "");
    else tell("", data.said, data.session);
  } catch {
    tell(document.querySelector("[data-offline]")?.textContent ?? "", "");
  }
});

/** Another request from here on: what was sent before is repeated by nothing else. */
function anew() {
  const once = form?.querySelector("[name=once]");
  if (once instanceof HTMLInputElement) once.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16)).join("-");
}

/**
 * @param {string} problem
 * @param {string} said
 * @param {string} [session]
 */
function tell(problem, said, session) {
  const told = document.getElementById("send-problem");
  const phone = document.getElementById("send-phone");
  const open = document.getElementById("send-open");
  const status = document.getElementById("send-said");
  if (!told || !open || !status) return;
  told.textContent = problem;
  told.hidden = !problem;
  if (problem) phone?.setAttribute("aria-invalid", "true");
  else phone?.removeAttribute("aria-invalid");
  status.textContent = said;
  open.hidden = !session;
  if (session) open.querySelector("a")?.setAttribute("href", `/conversations/${session}`);
}
