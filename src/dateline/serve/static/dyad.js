// Two parties: their quarters, and the latest events.

import { $, GLYPHS, asks, classOf, el, focused, keys, load, say, twin, whenSized, way } from "/static/drawn.js";
import { pairChart, quarterInWords } from "/static/pair.js";

const canvas = $("canvas"), table = twin(), HEIGHT = 260, MARGIN = 34;
let told = null, here = -1;

async function show() {
  table();
  const query = asks();
  query.set("format", "json");
  const found = await load(`${location.pathname}?${query}`);
  if (!found) return;
  told = found;
  draw(canvas.clientWidth);
  $("latest").replaceChildren(...told.latest.map((event) => el("li", {},
    `${event.when || "no date given"} `,
    el("a", { href: way(`/events/${encodeURIComponent(event.id)}`) }, el("span", { class: `type ${classOf(event.quad)}` }, `${GLYPHS[event.quad] ?? ""} ${event.type}`)),
    " ", el("bdi", {}, event.actor || "–"), " → ", el("bdi", {}, event.recipient || "–"))));
  $("all").href = way(`/events?${told.query}`);
}

function draw(width) {
  if (!told) return;
  canvas.replaceChildren(...(told.quarters.length ? [pairChart(told, width, HEIGHT, { here })] : [el("p", { class: "note" }, "Nothing to draw: no event has a date as fine as a quarter.")]));
}

function number(event) {
  const box = canvas.getBoundingClientRect(), wide = (canvas.clientWidth - MARGIN) / told.quarters.length;
  const i = Math.floor((event.clientX - box.left - MARGIN) / wide);
  return told.quarters[i] ? i : -1;
}

function point(i) {
  here = Math.min(Math.max(i, 0), told.quarters.length - 1);
  say(quarterInWords(told.quarters[here]));
  draw(canvas.clientWidth);
}

canvas.addEventListener("pointermove", (event) => {
  const i = told?.quarters.length ? number(event) : -1;
  if (i >= 0 && i !== here) point(i);
  canvas.classList.toggle("clickable", i >= 0);
});
canvas.addEventListener("click", (event) => {
  const i = told?.quarters.length ? number(event) : -1;
  if (i >= 0) location.assign(way(told.quarters[i].link));
});
const inDrawing = (action) => () => (focused() && told?.quarters.length ? action() : false);
keys("Two parties", {
  ArrowLeft: ["quarter before (in the drawing)", inDrawing(() => point(here < 0 ? told.quarters.length - 1 : here - 1))],
  ArrowRight: ["next quarter (in the drawing)", inDrawing(() => point(here + 1))],
  Enter: ["list the events of the quarter", inDrawing(() => (here >= 0 ? location.assign(way(told.quarters[here].link)) : false))],
});
whenSized(draw);
show();
