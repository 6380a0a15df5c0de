// The timeline: a lane of bars for each type, actor or pair; single events where they are few.

import { $, GLYPHS, asks, classOf, count, cut, days, el, focused, fromDays, keys, later, load, plural, put, say, svg, tools, twin, whenSized, way } from "/static/drawn.js";

const GLYPH = 12, LANE = 36, GAP = 8, AXIS = 26, TOP = 28, NARROW = 600, MOST_TICKS = 80;
const canvas = $("canvas");
const table = twin();
let told = null, tops = [];

async function show() {
  table();
  const query = asks();
  const found = await load(way(`/timeline.json?${query}`));
  if (found) { told = found; draw(canvas.clientWidth); }
}

/** The pixels of a day, between the label's gutter and the right end. */
function scaled(width) {
  const left = width < NARROW ? 4 : 168, right = width - 52;
  const first = days(told.days[0]), end = days(told.end);
  return { left, right, first, end, at: (day) => left + ((right - left) * (day - first)) / (end - first), day: (x) => first + ((end - first) * (x - left)) / (right - left) };
}

function draw(width) {
  if (!told) return;
  if (!told.lanes.length) return void canvas.replaceChildren(el("p", { class: "note empty" }, "Nothing to draw in this time."));
  const scale = scaled(width), narrow = width < NARROW, single = told.events.length > 0;
  const stacks = single ? stacked(scale) : [];
  const tall = told.lanes.map((_, number) => (single ? Math.max(...stacks[number].map((mark) => mark.row + 1), 1) * GLYPH + 8 : LANE));
  tops = tall.map((_, number) => TOP + tall.slice(0, number).reduce((sum, one) => sum + one + GAP + (narrow ? 16 : 0), 0) + (narrow ? 16 : 0));
  const height = tops.at(-1) + tall.at(-1) + AXIS;
  const image = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
  const most = Math.max(...told.lanes.flatMap((lane) => lane.bins.map((bin) => bin[2])), 1);
  const split = !["type", "quad"].includes(told.by);
  $("split-legend").hidden = !split;
  image.append(axis(scale, height));
  const far = told.lanes.flatMap((lane) => lane.bins.map((bin) => bin[5])).filter(Boolean).sort((a, b) => b - a);
  const least = far[MOST_TICKS - 1] ?? 0;
  told.lanes.forEach((lane, number) => image.append(drawnLane(lane, { scale, narrow, split, least, bottom: tops[number] + tall[number], marks: single ? stacks[number] : null, most: $("same").checked ? most : Math.max(...lane.bins.map((bin) => bin[2]), 1) })));
  image.append(svg("rect", { class: "brush", id: "brush", y: 0, height: height - AXIS, width: 0, x: 0 }));
  canvas.replaceChildren(image);
}

function drawnLane(lane, { scale, narrow, split, least, bottom, marks, most }) {
  const high = (value) => (value ? Math.max((LANE - 8) * (value / most), 1) : 0);
  const solid = [], conflict = [], reports = [], ticks = [];
  let before = -2;
  for (const [number, events, independent, fights, usual, spreads] of lane.bins) {
    const x = scale.at(days(told.days[number])), next = scale.at(days(told.days[number + 1] ?? told.end));
    const wide = Math.max(next - x - (next - x > 4 ? 1 : 0), 0.75), tall = high(events);
    if (!marks) {
      solid.push(`M${x.toFixed(1)} ${bottom}v${(-tall).toFixed(1)}h${wide.toFixed(1)}V${bottom}z`);
      if (split && fights) conflict.push(`M${x.toFixed(1)} ${bottom}v${(-high(fights)).toFixed(1)}h${wide.toFixed(1)}V${bottom}z`);
    }
    if (number !== before + 1) reports.push(`${before >= 0 ? `V${bottom}` : ""}M${x.toFixed(1)} ${bottom}`);
    reports.push(`V${(bottom - high(independent)).toFixed(1)}H${next.toFixed(1)}`);
    before = number;
    if (!marks && spreads && spreads >= least) ticks.push(tick(lane, number, events, usual, spreads, (x + next) / 2, bottom - high(independent)));
  }
  if (reports.length) reports.push(`V${bottom}`);
  const label = `${lane.quad in GLYPHS ? `${GLYPHS[lane.quad]} ` : ""}${lane.label}`;
  return svg("g", { class: `lane ${classOf(lane.quad)}` },
    svg("path", { class: "base", d: `M${scale.left} ${bottom + 0.5}H${scale.right}` }),
    marks ? null : svg("path", { class: "reports", d: reports.join("") }),
    svg("path", { class: "solid", d: solid.join("") }),
    conflict.length ? svg("path", { class: "conflict", d: conflict.join("") }) : null,
    ...(marks ?? []).map((mark) => glyph(mark, bottom)),
    svg("a", { href: way(`/events?${lane.query}&began=${told.first}~${told.last}`) },
      svg("text", { class: "label", x: narrow ? 4 : scale.left - 10, y: narrow ? (marks ? bottom - Math.max(...marks.map((mark) => mark.row + 1), 1) * GLYPH - 10 : bottom - LANE - 2) : bottom - 6, "text-anchor": narrow ? "start" : "end" },
        svg("title", {}, label), cut(label, narrow ? 300 : scale.left - 16, 13))),
    svg("text", { class: "most", x: scale.right + 6, y: bottom - 4 }, count(lane.events)),
    ...ticks);
}

function tick(lane, number, events, usual, spreads, x, y) {
  const from = told.days[number], to = later(told.days[number + 1] ?? told.end, -1);
  const text = `${lane.label}, ${binName(number)}: ${plural(events, "event")}, usually ${usual}, ${spreads} spreads above`;
  return svg("a", { href: way(`/events?${lane.query}&began=${from}~${to}`), class: "far", "aria-label": text },
    svg("title", {}, text), svg("path", { d: `M${x.toFixed(1)} ${(y - 1).toFixed(1)}l-4 -7h8z` }));
}

/** For each lane its single events at their days; what would overlap is stacked. */
function stacked(scale) {
  return told.lanes.map((lane) => {
    const free = [];
    return told.events.filter((event) => event[0] === lane.lane).map((event) => {
      const x = scale.at(days(event[1]) + 0.5), found = free.findIndex((right) => right <= x), row = found < 0 ? free.length : found;
      free[row] = x + GLYPH;
      return { event, x, row };
    });
  });
}

function glyph({ event: [, day, id, type, quad, who], x, row }, bottom) {
  const text = `${day} ${type}: ${who}`;
  return svg("a", { href: way(`/events/${encodeURIComponent(id)}`), class: `mark ${classOf(quad)}`, "aria-label": text },
    svg("title", {}, text), svg("text", { x: x.toFixed(1), y: bottom - 3 - row * GLYPH, "text-anchor": "middle" }, GLYPHS[quad] ?? "•"));
}

function axis(scale, height) {
  const span = scale.end - scale.first, room = Math.max((scale.right - scale.left) / 76, 2);
  const steps = [["day", 1], ["day", 2], ["day", 7], ["month", 1], ["month", 3], ["month", 6], ["month", 12], ["month", 24], ["month", 60], ["month", 120], ["month", 240], ["month", 600], ["month", 1200]];
  const [unit, step] = steps.find(([kind, many]) => span / (many * (kind === "day" ? 1 : 30.4)) <= room) ?? steps.at(-1);
  const out = [];
  for (const day of ticksOf(scale, unit, step)) {
    const x = scale.at(days(day));
    const text = unit === "day" ? day : step >= 12 ? day.slice(0, 4) : day.slice(0, 7);
    out.push(svg("path", { class: "grid", d: `M${x.toFixed(1)} 22V${height - AXIS + 4}` }));
    for (const y of x + 34 < scale.right + 44 ? [16, height - 8] : []) out.push(svg("text", { class: "tick", x: x.toFixed(1), y, "text-anchor": x < 36 ? "start" : "middle" }, text));
  }
  return svg("g", { class: "axis", "aria-hidden": "true" }, ...out);
}

function* ticksOf(scale, unit, step) {
  if (unit === "day") {
    for (let day = Math.ceil(scale.first); day < scale.end; day += step) yield fromDays(day);
    return;
  }
  const [year, month] = fromDays(scale.first).split("-").map(Number);
  for (let number = Math.ceil((year * 12 + month - 1) / step) * step; ; number += step) {
    const day = `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}-01`;
    if (days(day) >= scale.end) return;
    if (days(day) >= scale.first) yield day;
  }
}

function binName(number) {
  const day = told.days[number];
  return { day, week: `week of ${day}`, month: day.slice(0, 7), year: day.slice(0, 4), decade: `${day.slice(0, 3)}0s` }[told.per];
}

/** The lane and the bin under the pointer. */
function under(event) {
  if (!told?.lanes.length) return null;
  const box = canvas.getBoundingClientRect();
  const x = event.clientX - box.left + canvas.scrollLeft, y = event.clientY - box.top;
  const lane = told.lanes[Math.max(tops.findLastIndex((top) => top - GAP / 2 <= y), 0)];
  const day = scaled(canvas.clientWidth).day(x);
  if (!lane || day < days(told.days[0]) || day >= days(told.end)) return null;
  const number = told.days.findLastIndex((first) => days(first) <= day);
  return { lane, number, bin: lane.bins.find((one) => one[0] === number), x, day };
}

let dragged = null;
canvas.addEventListener("pointerdown", (event) => {
  const at = under(event);
  if (at && event.button === 0 && !event.target.closest("a")) { dragged = at; canvas.setPointerCapture(event.pointerId); }
});
canvas.addEventListener("pointermove", (event) => {
  const at = under(event);
  if (dragged && at) {
    const brush = $("brush");
    brush.setAttribute("x", Math.min(dragged.x, at.x));
    brush.setAttribute("width", Math.abs(dragged.x - at.x));
    say(`${fromDays(Math.floor(Math.min(dragged.day, at.day)))} to ${fromDays(Math.floor(Math.max(dragged.day, at.day)))}`);
  } else if (at?.bin) {
    const [number, events, reports, conflict, usual, spreads] = at.bin;
    say(`${at.lane.label}, ${binName(number)}: ${plural(events, "event")} (${count(conflict)} of conflict), ${plural(reports, "independent report")}${spreads ? `; unusual: ${spreads} spreads above ${usual}` : ""}`);
  } else if (at) say(`${at.lane.label}, ${binName(at.number)}: no events`);
  canvas.classList.toggle("clickable", Boolean(at?.bin));
});
canvas.addEventListener("pointerup", (event) => {
  const at = under(event), from = dragged;
  dragged = null;
  $("brush")?.setAttribute("width", 0);
  if (!from || !at) return;
  if (Math.abs(at.x - from.x) > 6) {
    go(Math.floor(Math.min(from.day, at.day)), Math.floor(Math.max(from.day, at.day)));
  } else if (at.bin) {
    const to = later(told.days[at.number + 1] ?? told.end, -1);
    location.assign(way(`/events?${at.lane.query}&began=${told.days[at.number]}~${to}`));
  }
});

/** Look at the time from one number of days to another. */
function go(first, last) {
  put({ after: fromDays(first), before: fromDays(Math.max(last, first + 2)) });
  show();
}

function moved(part, factor = 1) {
  if (!told?.first) return;
  const first = days(told.first), last = days(told.last), length = last - first + 1;
  const middle = (first + last) / 2 + part * length, half = Math.max((length * factor) / 2, 1.5);
  if (length * factor > 365.25 * 3000) return;
  go(Math.ceil(middle - half), Math.floor(middle + half));
}

const actions = {
  earlier: () => moved(-0.5), later: () => moved(0.5), closer: () => moved(0, 0.5), wider: () => moved(0, 2),
  today: () => {
    const today = Math.floor(Date.now() / 86400000), length = told?.first ? days(told.last) - days(told.first) : 90;
    go(today - Math.min(length, 365), today);
  },
  all: () => { put(told?.whole?.[0] ? { after: told.whole[0], before: told.whole[1] } : { after: "", before: "" }); show(); },
};
tools(actions);
$("same").addEventListener("change", () => draw(canvas.clientWidth));
keys("Timeline", {
  ArrowLeft: ["earlier (in the drawing)", () => (focused() ? actions.earlier() : false)],
  ArrowRight: ["later (in the drawing)", () => (focused() ? actions.later() : false)],
  "+": ["zoom in", actions.closer], "-": ["zoom out", actions.wider], t: ["go to today", actions.today],
});
whenSized(draw);
show();
