// What the drawn screens share: data loaded apart from the page, SVG, keys, the period slider, the
// table twin. Text from reports only ever becomes textContent.

import { PREFIX } from "/static/home.js";

export { way } from "/static/home.js";
export { addKeys as keys, keysAreOn } from "/static/keys.js";

const SVG = "http://www.w3.org/2000/svg";
const SLOW = 300; // milliseconds until "counting…" is said
export const GLYPHS = {
  "verbal cooperation": "◇", "material cooperation": "◆", "verbal conflict": "△", "material conflict": "▲",
};
export const $ = (id) => document.getElementById(id);
export const count = (number) => Number(number).toLocaleString("en");
export const plural = (number, one, more = `${one}s`) => `${count(number)} ${number === 1 ? one : more}`;
export const share = (part, whole) => (whole ? `${Math.round((100 * part) / whole)} %` : "–");
export const classOf = (quad) => (quad in GLYPHS ? quad.replace(" ", "-") : "no-class");

function filled(node, given, kids) {
  for (const [name, value] of Object.entries(given ?? {})) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...kids.filter((kid) => kid !== null && kid !== undefined).map(asNode));
  return node;
}

function asNode(kid) {
  return kid instanceof Node ? kid : document.createTextNode(String(kid));
}

/** An HTML element. */
export const el = (name, given, ...kids) => filled(document.createElement(name), given, kids);

/** An SVG element. */
export const svg = (name, given, ...kids) => filled(document.createElementNS(SVG, name), given, kids);

/** The query string of the page as it now stands. */
export const asks = () => new URLSearchParams(location.search);

/** Put values into the query string, take empty ones out, and have links and fields follow. */
export function put(values) {
  const now = asks();
  for (const [name, value] of Object.entries(values)) {
    now.delete(name);
    if (value !== "" && value !== null && value !== undefined) now.set(name, value);
    const field = document.querySelector(`#choices [name="${name}"]`);
    if (field) field.value = value ?? "";
  }
  const query = now.toString();
  history.replaceState(null, "", query ? `${location.pathname}?${query}` : location.pathname);
  for (const link of document.querySelectorAll("header nav a, main .links a")) {
    const place = new URL(link.href);
    if (link.dataset.view || ["/", "/review", "/sources"].includes(place.pathname.slice(PREFIX.length))) continue;
    const fixed = place.searchParams.get("format");
    place.search = query;
    if (fixed) place.searchParams.set("format", fixed);
    link.href = place.pathname + place.search;
  }
}

let asked = null;

/** The data behind the drawing: from an address, or null if a later call took its place or it failed. */
export async function load(address) {
  asked?.abort();
  const mine = (asked = new AbortController());
  const slow = setTimeout(() => { $("counting").hidden = false; document.documentElement.dataset.loading = ""; }, SLOW);
  try {
    const reply = await fetch(address, { signal: mine.signal });
    if (!reply.ok) throw new Error(await why(reply));
    const told = await reply.json();
    $("failed").hidden = true;
    $("summary").textContent = told.summary;
    return told;
  } catch (error) {
    if (error.name !== "AbortError") fail(error instanceof TypeError ? "Dateline is not running, or cannot be reached. Start it with: dateline serve" : error.message);
    return null;
  } finally {
    clearTimeout(slow);
    if (asked === mine) { $("counting").hidden = true; delete document.documentElement.dataset.loading; }
  }
}

async function why(reply) {
  const text = await reply.text();
  if (reply.headers.get("content-type")?.includes("json")) {
    const told = JSON.parse(text);
    return [told.title, told.detail].filter(Boolean).join(": ");
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  const lines = [...page.querySelectorAll("main h1, main p")].map((one) => one.textContent.trim()).filter(Boolean);
  return lines.slice(0, 3).join(". ") || `the server answered ${reply.status}`;
}

function fail(message) {
  const line = $("failed");
  line.replaceChildren(`The figures did not arrive: ${message} `, el("br"), "On the command line: ", el("code", {}, $("drawing").dataset.command));
  line.hidden = false;
}

/** Say what is under the pointer or the cursor. */
export function say(text) {
  if ($("readout").textContent !== text) $("readout").textContent = text;
}

/** Draw now and whenever the width changes. */
export function whenSized(draw) {
  let width = 0;
  new ResizeObserver(([entry]) => {
    if (Math.abs(entry.contentRect.width - width) < 1) return;
    width = entry.contentRect.width;
    requestAnimationFrame(() => draw(width));
  }).observe($("canvas"));
}

/** Whether the drawing has the focus: arrows belong to it only then. */
export const focused = () => $("canvas").contains(document.activeElement);

/** Wire the buttons of the tools to what they do. */
export function tools(actions) {
  for (const button of document.querySelectorAll("[data-do]")) button.addEventListener("click", () => actions[button.dataset.do]());
}

const ruler = document.createElement("canvas").getContext("2d");

/** The width of a text in pixels, at a size (as "bold 12" too). */
export function widthOf(text, size = 12) {
  ruler.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(text).width;
}

/** A text cut to a width, with … where something is cut. */
export function cut(text, width, size = 12) {
  if (widthOf(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && widthOf(`${letters.join("")}…`, size) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/** The table twin: fetched when it is opened, and again after the drawing has changed. */
export function twin() {
  const held = $("twin");
  let shown = "";
  const fetched = async () => {
    const query = asks();
    query.set("as", "table");
    const address = `${location.pathname}?${query}`;
    held.querySelector("a").href = address;
    if (!held.open || shown === address) return;
    shown = address;
    const reply = await fetch(address).catch(() => null);
    const page = reply?.ok ? new DOMParser().parseFromString(await reply.text(), "text/html") : null;
    const table = page?.querySelector(".wide");
    if (address !== shown) return;
    held.querySelector(".wide")?.remove();
    if (table) held.append(document.importNode(table, true));
    else shown = "";
  };
  held.addEventListener("toggle", fetched);
  return fetched;
}

/** The period slider over months [["2024-03", events], …]; `moved` is called with the days of the window. */
export function slider(moved) {
  const range = $("month");
  const span = $("window");
  let months = [];
  let whole = [];
  let waiting = 0;
  const step = () => Math.max(Number(span.value), 1);
  const tell = () => {
    const length = Number(span.value);
    range.disabled = !length;
    for (const button of document.querySelectorAll("[data-month]")) button.disabled = !length;
    const [from, to] = [months[range.value], months[Math.min(Number(range.value) + length, months.length) - 1]];
    const time = length ? (from === to ? from : `${from} to ${to}`) : whole.join(" to ");
    $("month-told").textContent = time;
    range.setAttribute("aria-valuetext", time);
  };
  const go = () => {
    tell();
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const length = Number(span.value);
      if (!length) moved({ after: "", before: "" });
      else moved({ after: `${months[range.value]}-01`, before: lastDay(months[range.value], length) });
    }, 150);
  };
  range.addEventListener("input", go);
  span.addEventListener("change", () => { range.step = 1; go(); });
  for (const button of document.querySelectorAll("[data-month]")) {
    button.addEventListener("click", () => { range.value = Number(range.value) + Number(button.dataset.month) * step(); go(); });
  }
  return (told) => {
    $("months").hidden = told.length < 2;
    if (told.length < 2 || months.length) return;
    whole = [told[0][0], told.at(-1)[0]];
    months = between(...whole);
    range.max = months.length - 1;
    const { after, before } = Object.fromEntries(asks());
    const start = months.indexOf((after ?? "").slice(0, 7));
    if (start >= 0 && before) {
      const length = between(after.slice(0, 7), before.slice(0, 7)).length;
      if (["1", "3", "12"].includes(String(length))) span.value = String(length);
      range.value = start;
    } else range.value = months.length - 1;
    tell();
  };
}

/** The months from one to another, at most the last 6,000 of them: 500 years. */
function between(first, last) {
  const out = [];
  let [year, month] = last.split("-").map(Number);
  for (; out.length < 6000; month === 1 ? ((month = 12), year--) : month--) {
    out.unshift(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`);
    if (out[0] <= first) return out;
  }
  return out;
}

function lastDay(month, length) {
  const [year, number] = month.split("-").map(Number);
  return dayOf(new Date(Date.UTC(year, number - 1 + length, 0)));
}

/** A day as text, of a date in UTC. */
export const dayOf = (date) => date.toISOString().slice(0, 10);

/** A day as a number of days. */
export const days = (text) => Date.parse(`${text}T00:00:00Z`) / 86400000;

/** A number of days as a day. */
export const fromDays = (number) => dayOf(new Date(Math.round(number) * 86400000));

/** The day after another, or some days later. */
export const later = (text, more = 1) => fromDays(days(text) + more);
