// The first screen: the mark of the last visit and the watched pairs are kept in this browser.
import { way } from "/static/home.js";
import { say } from "/static/tell.js";

const place = document.getElementById("changes");
const asked = new URLSearchParams(location.search);

// A visit is what one browser session is: its mark stays the same until the session ends.
function lastVisit() {
  const name = `dateline.seen.${place.dataset.record}`;
  if (!sessionStorage.getItem(name)) sessionStorage.setItem(name, localStorage.getItem(name) ?? "none");
  localStorage.setItem(name, place.dataset.mark);
  const mark = sessionStorage.getItem(name);
  return mark === "none" ? "" : mark;
}

async function put(where, address) {
  const reply = await fetch(address);
  if (reply.ok) document.getElementById(where).innerHTML = await reply.text();
  return reply.ok;
}

function pinned() {
  return JSON.parse(localStorage.getItem("dateline.watch") ?? "[]");
}

function pins() {
  const kept = pinned();
  for (const button of document.querySelectorAll("#watched .pin")) {
    const on = kept.includes(button.dataset.dyad);
    button.hidden = false;
    button.textContent = on ? "unpin" : "pin";
    button.setAttribute("aria-pressed", on);
    button.setAttribute("aria-label", `${on ? "unpin" : "pin"} ${button.dataset.dyad}`);
  }
}

async function watch(dyads) {
  localStorage.setItem("dateline.watch", JSON.stringify(dyads));
  const query = new URLSearchParams(dyads.map((one) => ["watch", one]));
  await put("watched", way(`/start/watched?${query}`));
  document.getElementById("watched-title").textContent = dyads.length ? "Watched" : "Busiest pairs";
  pins();
}

if (place) {
  const mark = lastVisit();
  if (mark && !asked.has("since")) put("news", way(`/start/changes?${new URLSearchParams({ since: mark })}`)).catch(() => {});
  if (pinned().length && !asked.has("watch")) watch(pinned()).catch(() => {});
  else pins();
  document.getElementById("watched").addEventListener("click", (event) => {
    const dyad = event.target.closest(".pin")?.dataset.dyad;
    if (!dyad) return;
    const kept = pinned();
    watch(kept.includes(dyad) ? kept.filter((one) => one !== dyad) : [...kept, dyad]).catch(() => {});
    say(kept.includes(dyad) ? `${dyad} is no longer watched` : `${dyad} is watched`);
  });
  document.getElementById("watch").addEventListener("submit", (event) => {
    event.preventDefault();
    const field = document.getElementById("pair");
    watch([...new Set([...pinned(), field.value.trim()])]).catch(() => {});
    field.value = "";
  });
}
