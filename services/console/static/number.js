// Show number: one whole number at its place, for somebody who may see it; the service writes it down.
// @ts-check

document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-reveals]") : null;
  const place = document.getElementById("number");
  if (!(button instanceof HTMLButtonElement) || !place) return;
  const headers = { "x-svar-script": "1", "x-svar-token": document.body.dataset.token ?? "" };
  try {
    const answer = await fetch(button.dataset.reveals ?? "", { method: "POST", headers, body: new URLSearchParams() });
    const data = await answer.json();
    place.textContent = answer.ok ? data.number : data.message;
    button.hidden = answer.ok;
  } catch {
    place.textContent = document.querySelector("[data-offline]")?.textContent ?? "";
  }
});
