// The map: outlines in the Equal Earth projection, a circle for each cell, lists beside it.

import { $, asks, count, el, focused, keys, load, plural, put, say, slider, svg, tools, twin, whenSized, way } from "/static/drawn.js";

const canvas = $("canvas"), CLOSEST = Number(canvas.dataset.closest);
const WIDE = 2.7066, TALL = 1.3173; // half the width and the height of the projected world
const LARGEST = 19, SMALLEST = 3.5, LISTED = 40, DRAGGED = 4;
const table = twin();
let told = null, lands = [], width = 0, height = 0;
const view = { lon: 0, lat: 12, z: 0 };
// Where one looks: at=longitude,latitude beside z.
{
  const query = asks(), [lon, lat] = (query.get("at") ?? "").split(",").map(Number);
  if (Number.isFinite(lon) && Number.isFinite(lat) && query.get("at")) Object.assign(view, { lon, lat });
  view.z = Math.min(Math.max(Number(query.get("z")) || 0, 0), CLOSEST);
  $("shade").checked = query.get("shade") === "1";
}

const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796], ROOT = Math.sqrt(3) / 2;

/** Equal Earth (Šavrič, Patterson and Jenny 2018): degrees to a plane whose areas are true. */
function project(lon, lat) {
  const t = Math.asin(ROOT * Math.sin((lat * Math.PI) / 180)), t2 = t * t, t6 = t2 * t2 * t2;
  const slope = A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2);
  return [((lon * Math.PI) / 180 * Math.cos(t)) / (ROOT * slope), -t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))];
}

/** The plane back to degrees, by Newton's method. */
function unproject(x, y) {
  let t = Math.min(Math.max(-y, -TALL), TALL);
  for (let i = 0; i < 12; i++) {
    const t2 = t * t, t6 = t2 * t2 * t2;
    t -= (t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2)) + y) / (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2));
  }
  const t2 = t * t, t6 = t2 * t2 * t2;
  const lon = (x * ROOT * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2))) / Math.cos(t);
  const lat = Math.asin(Math.min(Math.max(Math.sin(t) / ROOT, -1), 1));
  return [Math.min(Math.max((lon * 180) / Math.PI, -180), 180), (lat * 180) / Math.PI];
}

/** The outlines of a TopoJSON as paths on the plane: [{id, name, d}, …]. */
function outlines(atlas) {
  const { scale, translate } = atlas.transform;
  const arcs = atlas.arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  const ring = (numbers) => parted(numbers.flatMap((n) => (n < 0 ? [...arcs[~n]].reverse() : arcs[n])))
    .map((points) => `M${points.map(([lon, lat]) => project(lon, lat).map((one) => one.toFixed(4)).join(" ")).join("L")}Z`).join("");
  return atlas.objects.countries.geometries.map(({ id, name, type, arcs: rings }) => ({ id, name, d: (type === "Polygon" ? rings : rings.flat()).map(ring).join("") }));
}

/** A ring that goes over the date line as one ring for each side. */
function parted(points) {
  const jumps = points.flatMap(([lon], i) => (i && Math.abs(lon - points[i - 1][0]) > 180 ? [i] : []));
  if (!jumps.length) return [points];
  const turned = [...points.slice(jumps[0]), ...points.slice(0, jumps[0])], out = [[]];
  turned.forEach((point, i) => {
    if (i && Math.abs(point[0] - turned[i - 1][0]) > 180) out.push([]);
    out.at(-1).push(point);
  });
  return out;
}

const zoomed = () => (width / (2 * WIDE)) * 2 ** view.z;

/** Keep some of the world in view. */
function bounded() {
  if (view.z === 0) Object.assign(view, { lon: 0, lat: 12 });
  view.lon = Math.min(Math.max(view.lon, -175), 175);
  view.lat = Math.min(Math.max(view.lat, -75), 80);
}

function at(lon, lat) {
  const [x, y] = project(lon, lat), [cx, cy] = project(view.lon, view.lat), k = zoomed();
  return [(x - cx) * k + width / 2, (y - cy) * k + height / 2];
}

/** West, south, east and north of what is in view. */
function inView() {
  const k = zoomed(), [cx, cy] = project(view.lon, view.lat);
  const corner = (x, y) => unproject(cx + (x - width / 2) / k, cy + (y - height / 2) / k);
  const corners = [[0, 0], [width, 0], [0, height], [width, height], [0, height / 2], [width, height / 2]].map(([x, y]) => corner(x, y));
  const side = (pick, all) => all(...corners.map((one) => one[pick]));
  return [side(0, Math.min), side(1, Math.min), side(0, Math.max), side(1, Math.max)].map((one) => one.toFixed(2));
}

async function show() {
  table();
  const query = asks();
  query.set("z", view.z);
  if (view.z >= 3) query.set("within", inView().join(","));
  const found = await load(way(`/map.json?${query}`));
  if (!found) return;
  told = found;
  months(told.months);
  draw(canvas.clientWidth);
  lists();
}

function draw(now) {
  width = now;
  height = Math.round(width * (TALL / WIDE) * (width < 500 ? 1.25 : 1));
  bounded();
  const [cx, cy] = project(view.lon, view.lat), k = zoomed();
  const image = svg("svg", { class: "world", width, height, viewBox: `0 0 ${width} ${height}` },
    svg("rect", { class: "sea", width, height }),
    svg("g", { id: "lands-drawn", transform: `translate(${width / 2 - cx * k} ${height / 2 - cy * k}) scale(${k})` }, ...lands.map(land)),
    svg("g", { id: "cells" }, ...(told?.cells ?? []).map(cell)));
  canvas.replaceChildren(image);
  $("shade-legend").hidden = !$("shade").checked;
  const only = $("only");
  only.hidden = view.z === 0;
  const query = asks();
  query.set("bbox", inView().join(","));
  only.href = way(`/map?${query}`);
}

function land({ id, name, d }) {
  const found = told?.countries.find((one) => one.country === id);
  const most = Math.max(...(told?.countries ?? []).map((one) => one.events), 1);
  const step = found ? Math.min(Math.floor((5 * Math.log1p(found.events)) / (Math.log1p(most) + 1e-9)), 4) : -1;
  const shaded = $("shade").checked && step >= 0 ? ` shade-${step}` : "";
  const text = `${name}: ${found ? `${plural(found.events, "event")}, ${count(found.coarse)} known to the country alone` : "no events"}`;
  const path = svg("path", { class: `land${shaded}`, d }, svg("title", {}, text));
  path.addEventListener("pointermove", () => say(text));
  if (shaded) path.dataset.to = way(`/events?${found.query}`);
  return path;
}

const largest = () => Math.max(...told.cells.map((one) => one.events), 1);

function cell(one) {
  const [x, y] = at(one.longitude, one.latitude);
  if (x < -30 || y < -30 || x > width + 30 || y > height + 30) return null;
  const radius = Math.max(LARGEST * Math.min(width / 900 + 0.3, 1) * Math.sqrt(one.events / largest()), SMALLEST);
  const text = inWords(one);
  const mark = svg("g", { class: `cell${one.areas === one.events ? " vague" : ""}`, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` },
    svg("title", {}, text), svg("circle", { r: radius.toFixed(1) }),
    one.conflict ? svg("circle", { class: "conflict", r: (radius * Math.sqrt(one.conflict / one.events)).toFixed(1) }) : null);
  mark.dataset.to = way(`/events?${one.query}`);
  mark.dataset.cell = `${one.x},${one.y}`;
  mark.addEventListener("pointermove", (event) => { event.stopPropagation(); say(text); });
  return mark;
}

const named = (one) => (one.places > 1 ? `${one.place} and ${plural(one.places - 1, "other")}` : one.place);

function inWords(one) {
  const vague = one.areas === 0 ? "" : one.areas === one.events ? "; known to the province or district alone" : `; ${count(one.areas)} known to the province or district alone`;
  return `${named(one)}: ${plural(one.events, "event")}, ${count(one.conflict)} of conflict, ${plural(one.reports, "independent report")}${vague}`;
}

function lists() {
  const [west, south, east, north] = inView().map(Number);
  const seen = told.cells.filter((one) => view.z === 0 || (one.longitude >= west && one.longitude <= east && one.latitude >= south && one.latitude <= north));
  const line = (text, events, query) => el("li", {}, el("a", { href: way(`/events?${query}`) }, el("bdi", {}, text)), el("span", { class: "num" }, count(events)));
  $("places").replaceChildren(...seen.slice(0, LISTED).map((one) => {
    const item = line(named(one), one.events, one.query), link = item.querySelector("a");
    const mark = () => canvas.querySelector(`[data-cell="${one.x},${one.y}"]`);
    for (const [kind, on] of [["focus", true], ["blur", false], ["pointerenter", true], ["pointerleave", false]]) {
      link.addEventListener(kind, () => { mark()?.classList.toggle("here", on); if (on) say(inWords(one)); });
    }
    return item;
  }));
  if (!seen.length) $("places").append(el("li", { class: "note" }, "no events with a place in view"));
  else if (seen.length > LISTED) $("places").append(el("li", { class: "note" }, `and ${plural(seen.length - LISTED, "cell")} more, in the table below`));
  const coarse = told.countries.filter((one) => one.coarse);
  $("lands").replaceChildren(...coarse.map((one) => line(one.name, one.coarse, `${one.query}&place_grain=country&place_grain=region&place_grain=none`)));
  if (!coarse.length) $("lands").append(el("li", { class: "note" }, "none"));
  $("nowhere").hidden = !told.nowhere;
  const link = $("nowhere").querySelector("a");
  link.href = way(`/events?${told.nowhere_query}`);
  link.textContent = `${plural(told.nowhere, "event")} with no place given`;
}

/** Look elsewhere, or closer; the circles come a moment later. */
let waiting = 0;
function look(values) {
  Object.assign(view, values);
  view.z = Math.min(Math.max(view.z, 0), CLOSEST);
  bounded();
  put({ z: view.z || "", at: view.z ? `${view.lon.toFixed(2)},${view.lat.toFixed(2)}` : "" });
  draw(canvas.clientWidth);
  clearTimeout(waiting);
  waiting = setTimeout(show, 200);
}

const step = () => 40 / 2 ** view.z;
const actions = {
  left: () => look({ lon: view.lon - step() }), right: () => look({ lon: view.lon + step() }),
  up: () => look({ lat: view.lat + step() / 2 }), down: () => look({ lat: view.lat - step() / 2 }),
  closer: () => look({ z: view.z + 1 }), wider: () => look({ z: view.z - 1 }), whole: () => look({ z: 0 }),
};
tools(actions);
const inDrawing = (action) => () => (focused() ? action() : false);
keys("Map", {
  ArrowLeft: ["west (in the drawing)", inDrawing(actions.left)], ArrowRight: ["east (in the drawing)", inDrawing(actions.right)],
  ArrowUp: ["north (in the drawing)", inDrawing(actions.up)], ArrowDown: ["south (in the drawing)", inDrawing(actions.down)],
  "+": ["zoom in", actions.closer], "-": ["zoom out", actions.wider],
});
$("shade").addEventListener("change", () => { put({ shade: $("shade").checked ? "1" : "" }); draw(canvas.clientWidth); });

let held = null;
canvas.addEventListener("pointerdown", (event) => {
  if (event.button === 0) held = { x: event.clientX, y: event.clientY, moved: false, to: event.target.closest("[data-to]")?.dataset.to, start: project(view.lon, view.lat) };
});
addEventListener("pointermove", (event) => {
  if (!held || (!held.moved && Math.hypot(event.clientX - held.x, event.clientY - held.y) < DRAGGED)) return;
  held.moved = true;
  if (view.z === 0) return;
  const k = zoomed();
  const [lon, lat] = unproject(held.start[0] - (event.clientX - held.x) / k, held.start[1] - (event.clientY - held.y) / k);
  Object.assign(view, { lon, lat });
  draw(canvas.clientWidth);
});
addEventListener("pointerup", () => {
  const was = held;
  held = null;
  if (was?.moved && view.z) look({});
  else if (was && !was.moved && was.to) location.assign(was.to);
});
canvas.addEventListener("wheel", (event) => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  look({ z: view.z + (event.deltaY < 0 ? 1 : -1) });
}, { passive: false });

const months = slider((time) => { put(time); show(); });
fetch("/static/vendor/countries.json").then((reply) => reply.json()).then((atlas) => { lands = outlines(atlas); draw(canvas.clientWidth); });
whenSized(draw);
show();
