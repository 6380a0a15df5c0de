// The list of events: rows by key, a selection to take along, facets that arrive after the list.
import { way } from "/static/home.js";
import { addKeys } from "/static/keys.js";
import { say } from "/static/tell.js";

const rows = [...document.querySelectorAll("table.events tbody tr")];
let at = -1;

function go(to) {
  if (!rows.length) return;
  rows[at]?.classList.remove("here");
  at = Math.max(0, Math.min(rows.length - 1, to));
  rows[at].classList.add("here");
  rows[at].querySelector(".date a").focus({ preventScroll: true });
  rows[at].scrollIntoView({ block: "nearest" });
}

function select() {
  if (at < 0) go(0);
  const box = rows[at]?.querySelector("input");
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function chosen() {
  return rows.filter((row) => row.querySelector("input").checked);
}

function exportThem() {
  const ids = chosen().map((row) => row.dataset.id);
  const all = document.querySelector('a[href*="/events.csv"]');
  location.href = ids.length ? way(`/events.csv?${new URLSearchParams(ids.map((id) => ["id", id]))}`) : all.href;
  say(ids.length ? `${ids.length} selected events as CSV` : "all events of this list as CSV");
}

document.getElementById("chosen")?.addEventListener("change", () => {
  for (const row of rows) row.setAttribute("aria-selected", row.querySelector("input").checked);
  say(`${chosen().length} selected`);
});
document.getElementById("chosen")?.addEventListener("submit", (event) => {
  if (chosen().length) return;
  event.preventDefault();
  say("nothing is selected");
});

addKeys("Events", {
  j: ["next row", () => go(at + 1)],
  k: ["row before", () => go(at - 1)],
  Enter: ["open the event", () => rows[at]?.querySelector(".date a").click()],
  o: ["open its document", () => rows[at]?.dataset.document && (location.href = rows[at].dataset.document)],
  x: ["select the row", select],
  e: ["export the selected (all, if none is) as CSV", exportThem],
  n: ["next page", () => document.querySelector("a[rel=next]")?.click()],
});

// What [ and ] on an event's screen step through.
if (rows.length) {
  const ids = rows.map((row) => row.dataset.id);
  sessionStorage.setItem("dateline.list", JSON.stringify({ url: location.pathname + location.search, ids }));
}

// Facets that were not counted with the list: once more, with patience, beside it.
const facets = document.getElementById("facets");
if (facets?.dataset.from) {
  facets.setAttribute("aria-busy", "true");
  fetch(facets.dataset.from)
    .then(async (reply) => {
      if (reply.ok) facets.innerHTML = await reply.text();
    })
    .catch(() => {})
    .finally(() => facets.removeAttribute("aria-busy"));
}

// On a narrow screen the filters begin closed, so that the list is what one sees.
if (matchMedia("(max-width: 56rem)").matches) document.querySelector("details.narrow")?.removeAttribute("open");
