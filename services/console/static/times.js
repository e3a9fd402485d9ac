// Writes times in the reader's own zone and language.
// @ts-check

/** @param {ParentNode} root */
export function localTimes(root) {
  const language = document.body.dataset.language === "no" ? "nb-NO" : "en-GB";
  const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const clock = new Intl.DateTimeFormat(language, { timeStyle: "medium" });
  for (const element of root.querySelectorAll("time[datetime]")) {
    const time = /** @type {HTMLTimeElement} */ (element);
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    time.textContent = (time.dataset.clock === undefined ? format : clock).format(moment);
  }
}
