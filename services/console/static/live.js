// Live parts of a page: told by one stream a browser which sessions changed, each asks for what it shows.
// @ts-check

import { localTimes } from "./times.js";

const CHANNEL = new BroadcastChannel("svar-live");
const LOCK = "svar-live";
const REST = 700; // milliseconds between two looks at the same part
/** @type {EventSource | null} */
let stream = null;
let due = false;
let looking = false;

CHANNEL.addEventListener("message", (event) => told(event.data));
if (navigator.locks) navigator.locks.request(LOCK, () => new Promise(() => open()));
else document.addEventListener("visibilitychange", whileVisible);
if (!navigator.locks) whileVisible();

/** One page of the browser holds the stream and tells the others: six connections are all there are. */
function open() {
  let before = false;
  stream = new EventSource("/live");
  stream.addEventListener("open", () => {
    // While there was no stream something may have changed.
    if (before) told("*");
    before = true;
  });
  stream.addEventListener("changed", (event) => {
    CHANNEL.postMessage(event.data);
    told(event.data);
  });
}

function whileVisible() {
  if (document.visibilityState === "visible" && !stream) open();
  else if (document.visibilityState !== "visible" && stream) {
    stream.close();
    stream = null;
  }
}

/** @param {string} ids of sessions that changed, with blanks between; a star for many */
function told(ids) {
  const watched = document.querySelector("[data-watch]")?.getAttribute("data-watch");
  const rows = document.querySelector("[data-live-rows]");
  if (!rows && watched && ids !== "*" && !ids.split(" ").includes(watched)) return;
  due = true;
  look();
}

async function look() {
  if (looking) return;
  looking = true;
  while (due) {
    due = false;
    try {
      await renew();
    } catch {
      // The next change, or the stream when it is back, brings it.
    }
    await new Promise((resolve) => setTimeout(resolve, REST));
  }
  looking = false;
}

async function renew() {
  const part = document.querySelector("[data-live]");
  if (part instanceof HTMLElement) renewPart(part, await html(part.dataset.live ?? ""));
  const rows = document.querySelector("[data-live-rows]");
  if (rows instanceof HTMLElement) renewRows(rows, await html(rows.dataset.liveRows ?? ""));
}

/** @param {string} address */
async function html(address) {
  const answer = await fetch(address, { headers: { "x-svar-script": "1" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return await answer.text();
}

/**
 * @param {HTMLElement} part
 * @param {string} text
 */
function renewPart(part, text) {
  if (part.dataset.text === text) return;
  part.dataset.text = text;
  const log = part.querySelector("[role=log]");
  const atEnd = !log || log.scrollTop + log.clientHeight > log.scrollHeight - 40;
  const scrolled = log?.scrollTop ?? 0;
  const focused = log === document.activeElement;
  part.innerHTML = text;
  localTimes(part);
  const now = part.querySelector("[role=log]");
  if (now instanceof HTMLElement) {
    now.scrollTop = atEnd ? now.scrollHeight : scrolled;
    if (focused) now.focus();
  }
}

/**
 * Rows that are there change in place and are marked; new ones wait until somebody wants them.
 * @param {HTMLElement} rows
 * @param {string} text
 */
function renewRows(rows, text) {
  const fresh = document.createElement("template");
  fresh.innerHTML = `<table><tbody>${text}</tbody></table>`;
  let waiting = 0;
  for (const row of fresh.content.querySelectorAll("tr[data-id]")) {
    const id = row.getAttribute("data-id") ?? "";
    const old = rows.querySelector(`tr[data-id="${CSS.escape(id)}"]`);
    if (!old) waiting += 1;
    else {
      localTimes(row);
      if (old.innerHTML !== row.innerHTML) {
        if (!old.contains(document.activeElement)) old.innerHTML = row.innerHTML;
        else for (const [at, cell] of [...row.children].entries()) if (at) old.children[at].innerHTML = cell.innerHTML;
        old.classList.add("fresh");
      }
    }
  }
  const button = document.getElementById("new-rows");
  if (!(button instanceof HTMLElement) || rows.dataset.grows === undefined) return;
  button.hidden = !waiting;
  button.textContent = (button.dataset.text ?? "").replace("{n}", String(waiting));
  button.onclick = () => {
    rows.innerHTML = text;
    localTimes(rows);
    button.hidden = true;
    document.getElementById("list")?.removeAttribute("hidden");
    document.getElementById("empty")?.setAttribute("hidden", "");
  };
}

const often = document.querySelector("[data-live][data-every]");
if (often) {
  setInterval(() => {
    if (document.visibilityState === "visible") told("*");
  }, Number(often.getAttribute("data-every")));
}

for (const log of document.querySelectorAll("[role=log]")) log.scrollTop = log.scrollHeight;
