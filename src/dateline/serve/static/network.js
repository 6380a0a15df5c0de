// The network: a matrix of parties, or a graph of them; beside it the pair under the cursor.

import { $, asks, count, cut, el, focused, keys, keysAreOn, load, plural, put, say, share, slider, svg, twin, whenSized, widthOf, way } from "/static/drawn.js";
import { pairChart } from "/static/pair.js";

const canvas = $("canvas"), kind = $("drawing")?.dataset.view;
const LABEL = 150, LARGEST = 28, SMALLEST = 13, SLANT = Math.PI / 3.2, PAUSE = 250, LABELLED = 40, FORCED = 6, STRONGEST = 12;
let told = null, here = null, grid = null, table = () => undefined, months = () => undefined;

const eventsOf = (one, other) => way(`/events?${merged({ actor: one.party, recipient: other.party })}`);
const tail = () => (told.query ? `?${told.query}` : "");

function merged(values) {
  const query = new URLSearchParams(told.query);
  query.delete("dyad");
  for (const [name, value] of Object.entries(values)) query.set(name, value);
  return query;
}

/** Whether both names can be parts of a path. */
const pathable = (one, other) => ![one.party, other.party].some((party) => party.includes("/") || party === "." || party === "..");

/** The page of two parties; the list of their events where a name cannot be part of a path. */
function pairOf(one, other, more = tail()) {
  if (!pathable(one, other)) return way(`/events?${new URLSearchParams({ dyad: [one.party, other.party].join("~") })}`);
  return way(`/network/${encodeURIComponent(one.party)}/${encodeURIComponent(other.party)}${more}`);
}

async function show() {
  table();
  const found = await load(way(`/network.json?${asks()}`));
  if (!found) return;
  told = found;
  here = null;
  months(told.months);
  draw(canvas.clientWidth);
  strongest();
}

function draw(width) {
  if (!told) return;
  if (kind === "matrix") matrix(width);
  else graph(width);
}

// ---- the matrix

function matrix(width) {
  const parties = told.parties, size = parties.length;
  if (!told.cells.length) return void canvas.replaceChildren(el("p", { class: "note" }, "Nothing to draw."));
  const narrow = width < 500, left = narrow ? 92 : LABEL;
  const names = parties.map((one) => cut(one.label, left - 10)), longest = Math.max(...names.map((name) => widthOf(name, "bold 12")));
  // The last slanted label reaches beyond the last column by its own length.
  const beyond = longest * Math.cos(SLANT) + 8, top = longest * Math.sin(SLANT) + 16;
  const step = Math.min(Math.max((width - left - beyond) / size, SMALLEST), LARGEST);
  const wide = Math.max(left + size * step + beyond, 100), high = top + size * step + 8;
  const image = svg("svg", { class: "matrix", width: wide, height: high, viewBox: `0 0 ${wide} ${high}` });
  grid = { left, top, step, size, cells: new Map(told.cells.map((cell) => [`${cell[0]},${cell[1]}`, cell])), columns: [], rows: [] };
  image.append(...blocks(), svg("path", { class: "self", d: `M${left} ${top}L${left + size * step} ${top + size * step}` }));
  image.append(svg("rect", { class: "cross", id: "row" }), svg("rect", { class: "cross", id: "column" }));
  const most = Math.max(...told.cells.map((cell) => cell[2]));
  for (const [i, j, events, cooperation, conflict] of told.cells) {
    const side = Math.max((step - 2) * Math.sqrt(events / most), 3), x = left + j * step + (step - side) / 2, y = top + i * step + (step - side) / 2;
    const fought = cooperation + conflict ? (side * conflict) / (cooperation + conflict) : 0;
    if (side - fought > 0.05) image.append(svg("rect", { class: "coop", x: x.toFixed(2), y: y.toFixed(2), width: side.toFixed(2), height: (side - fought).toFixed(2) }));
    if (fought > 0.05) image.append(svg("rect", { class: "conflict", x: x.toFixed(2), y: (y + side - fought).toFixed(2), width: side.toFixed(2), height: fought.toFixed(2) }));
  }
  names.forEach((name, i) => {
    const y = top + (i + 0.5) * step + 4, x = left + (i + 0.5) * step + 4;
    grid.rows.push(svg("text", { class: "label", x: left - 6, y, "text-anchor": "end" }, svg("title", {}, parties[i].label), name));
    grid.columns.push(svg("text", { class: "label", transform: `translate(${x} ${top - 6}) rotate(${(-SLANT * 180) / Math.PI})` }, svg("title", {}, parties[i].label), name));
  });
  image.append(...grid.rows, ...grid.columns, svg("rect", { class: "cursor", id: "cursor", width: 0, height: 0 }));
  canvas.replaceChildren(image);
  if (here) mark();
}

function blocks() {
  const { left, top, step } = grid, out = [];
  told.parties.forEach(({ group }, i) => {
    if (!group || (i && told.parties[i - 1].group === group)) return;
    const many = told.parties.filter((one) => one.group === group).length;
    out.push(svg("rect", { class: "block", x: left + i * step, y: top + i * step, width: many * step, height: many * step }));
  });
  return out;
}

let waiting = 0;
function point(i, j) {
  here = [Math.min(Math.max(i, 0), grid.size - 1), Math.min(Math.max(j, 0), grid.size - 1)];
  mark();
  const [one, other] = here.map((n) => told.parties[n]), cell = grid.cells.get(here.join());
  if (here[0] === here[1]) say(`${one.label}: what a party does to itself is left out`);
  else say(`${one.label} → ${other.label}: ${cell ? `${plural(cell[2], "event")}, ${share(cell[4], cell[3] + cell[4])} conflict, ${plural(cell[5], "independent report")}` : "no events"}`);
  clearTimeout(waiting);
  if (cell && pathable(one, other)) waiting = setTimeout(() => panel(one, other), PAUSE);
}

function mark() {
  const { left, top, step, size } = grid, [i, j] = here, x = left + j * step, y = top + i * step;
  const place = (id, values) => Object.entries(values).forEach(([name, value]) => $(id).setAttribute(name, value));
  place("cursor", { x, y, width: step, height: step });
  place("row", { x: left, y, width: size * step, height: step });
  place("column", { x, y: top, width: step, height: size * step });
  grid.rows.forEach((label, n) => label.classList.toggle("here", n === i));
  grid.columns.forEach((label, n) => label.classList.toggle("here", n === j));
  if (focused()) $("cursor").scrollIntoView({ block: "nearest", inline: "nearest" });
}

function cellAt(event) {
  if (!grid) return null;
  const box = canvas.getBoundingClientRect();
  const j = Math.floor((event.clientX - box.left + canvas.scrollLeft - grid.left) / grid.step), i = Math.floor((event.clientY - box.top - grid.top) / grid.step);
  return i >= 0 && j >= 0 && i < grid.size && j < grid.size ? [i, j] : null;
}

async function panel(one, other) {
  const query = new URLSearchParams(told.query);
  query.set("format", "json");
  const reply = await fetch(way(`/network/${encodeURIComponent(one.party)}/${encodeURIComponent(other.party)}?${query}`)).catch(() => null);
  if (!reply?.ok || here === null || told.parties[here[0]] !== one || told.parties[here[1]] !== other) return;
  const pair = await reply.json(), box = $("dyad"), both = pair.cooperation + pair.conflict, shift = pair.shifts.at(-1);
  box.replaceChildren(
    el("h2", {}, el("bdi", {}, one.label), " – ", el("bdi", {}, other.label)),
    el("dl", {},
      el("dt", {}, "Events"), el("dd", {}, `${count(pair.events)}${pair.first ? ` (${pair.first} to ${pair.last})` : ""}`),
      el("dt", {}, "Direction"), el("dd", {}, `${count(pair.directed[0])} from the first, ${count(pair.directed[1])} from the second`),
      el("dt", {}, "Cooperation"), el("dd", {}, share(pair.cooperation, both)),
      el("dt", {}, "Change"), el("dd", {}, shift ? `conflict share ${Math.round(100 * shift.before)} % to ${Math.round(100 * shift.after)} % in ${shift.quarter}` : "none stands out")));
  if (pair.quarters.length) box.append(pairChart(pair, Math.max(box.clientWidth, $("strongest").clientWidth), 110, { axis: false }));
  box.append(el("p", {}, el("a", { href: pairOf(one, other) }, "Quarters and latest events"), " · ", el("a", { href: eventsOf(one, other) }, `Events ${cut(one.label, 90)} → ${cut(other.label, 90)}`)));
  box.hidden = false;
}

// ---- the graph

function graph(width) {
  const { nodes, links } = told;
  if (!nodes.length) return void canvas.replaceChildren(el("p", { class: "note" }, "Nothing to draw."));
  const height = Math.round(Math.min(Math.max(width * 0.7, 380), 720)), edge = 46;
  const x = (node) => edge + node.x * (width - 2 * edge), y = (node) => 24 + node.y * (height - 56);
  const most = Math.max(...nodes.map((node) => node.events), 1), thick = Math.max(...links.map((link) => link[2]), 1);
  const radius = (node) => Math.max(18 * Math.sqrt(node.events / most), 4);
  const ties = links.map(([one, other, events, cooperation, conflict]) => {
    const part = cooperation + conflict ? conflict / (cooperation + conflict) : 0.5;
    const tie = svg("path", { class: `tie share-${Math.min(Math.floor(part * 5), 4)}`, d: `M${x(nodes[one]).toFixed(1)} ${y(nodes[one]).toFixed(1)}L${x(nodes[other]).toFixed(1)} ${y(nodes[other]).toFixed(1)}`, "stroke-width": Math.max(7 * Math.sqrt(events / thick), 1).toFixed(1) },
      svg("title", {}, `${nodes[one].label} – ${nodes[other].label}: ${plural(events, "event")}, ${share(conflict, cooperation + conflict)} conflict`));
    tie.dataset.to = pairOf(nodes[one], nodes[other]);
    tie.dataset.ends = `${one} ${other}`;
    return tie;
  });
  const taken = nodes.map((node) => [x(node) - radius(node), y(node) - radius(node), x(node) + radius(node), y(node) + radius(node)]);
  const order = [...nodes.keys()].sort((a, b) => nodes[b].events - nodes[a].events);
  const marks = order.map((number, rank) => {
    const node = nodes[number], size = radius(node), name = cut(node.label, 140), wide = widthOf(name);
    // Below, above, to the right, to the left: where nothing else is.
    const places = [[0, size + 12, "middle", -wide / 2], [0, -size - 4, "middle", -wide / 2], [size + 3, 4, "start", 0], [-size - 3, 4, "end", -wide]];
    const boxes = places.map(([dx, dy, , side]) => [x(node) + dx + side, y(node) + dy - 11, x(node) + dx + side + wide, y(node) + dy + 3]);
    const fits = (box) => box[0] > 0 && box[2] < width && !taken.some((one) => one[0] < box[2] && box[0] < one[2] && one[1] < box[3] && box[1] < one[3]);
    const place = boxes.findIndex(fits), free = rank < LABELLED ? place >= 0 || rank < FORCED : node.party === told.ego;
    const [dx, dy, anchor] = places[Math.max(place, 0)];
    if (free) taken.push(boxes[Math.max(place, 0)]);
    const query = asks();
    query.set("ego", node.party);
    const text = `${node.label}: ${plural(node.events, "event")} with those drawn`;
    const mark = svg("a", { href: way(`/network?${query}`), class: `party${free ? "" : " small"}${node.party === told.ego ? " ego" : ""}`, transform: `translate(${x(node).toFixed(1)} ${y(node).toFixed(1)})`, "aria-label": text },
      svg("title", {}, text), svg("circle", { class: "node", r: size.toFixed(1) }), svg("text", { y: dy, x: dx, "text-anchor": anchor }, name));
    for (const [when, on] of [["focus", true], ["blur", false], ["pointerenter", true], ["pointerleave", false]]) {
      mark.addEventListener(when, () => {
        if (on) say(text);
        for (const tie of ties) tie.classList.toggle("faded", on && !tie.dataset.ends.split(" ").includes(String(number)));
      });
    }
    return mark;
  });
  canvas.replaceChildren(svg("svg", { width, height, viewBox: `0 0 ${width} ${height}` }, ...ties, ...marks));
  $("known").replaceChildren(...told.known.map(([key, label]) => el("option", { value: label === key || told.known.filter((one) => one[1] === label).length > 1 ? key : label })));
  const field = $("ego"), own = told.known.find(([key]) => key === told.ego);
  if (own && field.value === told.ego) field.value = own[1];
}

// ---- beside both

function strongest() {
  const pairs = new Map();
  const all = kind === "matrix" ? told.cells.map((cell) => [told.parties[cell[0]], told.parties[cell[1]], cell]) : told.links.map((link) => [told.nodes[link[0]], told.nodes[link[1]], link]);
  for (const [one, other, cell] of all) {
    const key = [one.party, other.party].sort().join("~"), held = pairs.get(key) ?? { one, other, events: 0, cooperation: 0, conflict: 0 };
    pairs.set(key, { ...held, events: held.events + cell[2], cooperation: held.cooperation + cell[3], conflict: held.conflict + cell[4] });
  }
  const listed = [...pairs.values()].sort((a, b) => b.events - a.events).slice(0, STRONGEST);
  $("strongest").tBodies[0].replaceChildren(...listed.map((pair) => el("tr", {},
    el("td", {}, el("a", { href: pairOf(pair.one, pair.other) }, el("bdi", {}, `${pair.one.label} – ${pair.other.label}`))),
    el("td", { class: "num" }, count(pair.events)), el("td", { class: "num" }, share(pair.conflict, pair.cooperation + pair.conflict)))));
}

const goto = (name) => document.querySelector(`[data-view="${name}"]`).click();
const moving = (di, dj) => () => {
  if (!focused() || kind !== "matrix" || !grid) return false;
  if (here) point(here[0] + di, here[1] + dj);
  else point(0, 1);
  return true;
};
keys("Network", {
  ArrowUp: ["row above (in the matrix)", moving(-1, 0)], ArrowDown: ["row below (in the matrix)", moving(1, 0)],
  ArrowLeft: ["column before (in the matrix)", moving(0, -1)], ArrowRight: ["next column (in the matrix)", moving(0, 1)],
  Enter: ["the two parties (in the matrix)", () => (focused() && here && here[0] !== here[1] ? location.assign(pairOf(told.parties[here[0]], told.parties[here[1]])) : false)],
});
// g opens the graph while the drawing has the focus; elsewhere it begins the keys of the tabs.
canvas?.addEventListener("keydown", (event) => {
  if (event.key !== "g" || event.ctrlKey || event.metaKey || event.altKey || !keysAreOn()) return;
  event.preventDefault();
  event.stopPropagation();
  goto(kind === "matrix" ? "graph" : "matrix");
});

if (canvas) {
  table = twin();
  months = slider((time) => { put(time); show(); });
  canvas.addEventListener("pointermove", (event) => {
    const at = kind === "matrix" ? cellAt(event) : null;
    if (at && at.join() !== here?.join()) point(...at);
    canvas.classList.toggle("clickable", Boolean(at && grid.cells.has(at.join())) || Boolean(event.target.dataset?.to));
  });
  canvas.addEventListener("click", (event) => {
    const at = kind === "matrix" ? cellAt(event) : null;
    if (at && grid.cells.has(at.join())) location.assign(eventsOf(told.parties[at[0]], told.parties[at[1]]));
    else if (event.target.dataset?.to) location.assign(event.target.dataset.to);
  });
  whenSized(draw);
  show();
}
