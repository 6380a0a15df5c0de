// The keys of the page. A screen's module adds its own:
//
//   import { addKeys } from "/static/keys.js";
//   addKeys("Events", { j: ["next row", () => …], "Ctrl+Enter": ["save", () => …] });
//
// A key added later goes before the same key added earlier. Single keys never act while somebody
// types, nor when keys are turned off on the help page; keys with Ctrl and Escape always act.

const groups = new Map();
const FIELDS = "input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=true]";
const FIRST_KEY_LASTS = 1500; // milliseconds in which the second key of a pair has to follow
let first = "";
let forget = 0;

/** Add keys under a heading: a map from a key ("j", "g e", "Ctrl+Enter") to [meaning, action]. */
export function addKeys(title, keys) {
  const held = groups.get(title) ?? new Map();
  for (const [key, [meaning, action]] of Object.entries(keys)) held.set(key, { meaning, action });
  groups.delete(title);
  groups.set(title, held);
}

/** All keys by heading, the screen's own first: [title, [[key, meaning], …]]. */
export function allKeys() {
  return [...groups].reverse().map(([title, keys]) => [title, [...keys].map(([key, { meaning }]) => [key, meaning])]);
}

/** Whether single keys act. */
export function keysAreOn() {
  return localStorage.getItem("dateline.keys") !== "off";
}

/** Turn single keys on or off, on this machine. */
export function turnKeys(on) {
  localStorage.setItem("dateline.keys", on ? "on" : "off");
}

function action(key) {
  for (const keys of [...groups.values()].reverse()) if (keys.has(key)) return keys.get(key).action;
  return undefined;
}

function opensPair(key) {
  return [...groups.values()].some((keys) => [...keys.keys()].some((one) => one.startsWith(`${key} `)));
}

function pressed(event) {
  const name = `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.key}`;
  const always = name.startsWith("Ctrl+") || event.key === "Escape";
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  if (!always && (!keysAreOn() || event.target.closest?.(FIELDS))) return;
  // Enter and Space belong to whatever link or button has the focus.
  if ((event.key === "Enter" || event.key === " ") && !always && event.target.closest?.("a, button, summary, input")) return;
  const pair = first ? `${first} ${name}` : "";
  first = "";
  clearTimeout(forget);
  const found = (pair && action(pair)) || action(name);
  if (found) {
    if (found(event) !== false) event.preventDefault();
  } else if (opensPair(name)) {
    first = name;
    forget = setTimeout(() => (first = ""), FIRST_KEY_LASTS);
  }
}

document.addEventListener("keydown", pressed);
