// A report: the cards of its events follow the text, and its sentences follow the keys.
import { addKeys } from "/static/keys.js";

const text = document.getElementById("text");
const sentences = [...text.querySelectorAll(".s")];
const cards = [...document.querySelectorAll(".stack .card")];
const bySentence = new Map();
for (const card of cards) {
  for (const number of card.dataset.sentences.split(" ")) {
    const id = `s${number}`;
    bySentence.set(id, [...(bySentence.get(id) ?? []), card]);
  }
}
let at = -1;
let following = true;

function near(ids) {
  const wanted = new Set(ids.flatMap((id) => bySentence.get(id) ?? []));
  let first = null;
  for (const card of cards) {
    card.classList.toggle("near", wanted.has(card));
    if (!first && wanted.has(card)) first = card;
  }
  const stack = first?.parentElement;
  if (stack && stack.scrollHeight > stack.clientHeight) {
    stack.scrollTop = first.offsetTop - stack.offsetTop - stack.clientHeight / 4;
  }
}

// The sentences in the middle band of the window are those that are read.
const seen = new Set();
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) entry.isIntersecting ? seen.add(entry.target) : seen.delete(entry.target);
  if (following) near(sentences.filter((one) => seen.has(one)).map((one) => one.id));
}, { rootMargin: "-30% 0px -50% 0px" });
for (const one of sentences) if (bySentence.has(one.id)) watcher.observe(one);

function move(step) {
  if (!sentences.length) return;
  sentences[at]?.classList.remove("now");
  at = Math.min(Math.max(at + step, 0), sentences.length - 1);
  const now = sentences[at];
  now.classList.add("now");
  following = false;
  now.scrollIntoView({ block: "center" });
  near([now.id]);
  setTimeout(() => (following = true), 400);
}

function enter() {
  const card = document.querySelector(".stack .card.near") ?? document.querySelector(".stack .card.lit");
  if (!card) return false;
  card.querySelector("a.to").click();
  return true;
}

const button = document.getElementById("toggle-marks");
function toggle() {
  const off = document.body.classList.toggle("marks-off");
  button.setAttribute("aria-pressed", String(!off));
}
button.hidden = false;
button.addEventListener("click", toggle);

function light(rows, on) {
  for (const row of rows) {
    for (const mark of text.querySelectorAll(`mark[data-rows~="${CSS.escape(row)}"]`)) mark.classList.toggle("hover", on);
  }
}
for (const card of cards) {
  const rows = card.dataset.rows.split(" ");
  for (const [name, on] of [["pointerenter", true], ["focusin", true], ["pointerleave", false], ["focusout", false]]) {
    card.addEventListener(name, () => light(rows, on));
  }
}

// A new event from the words that are selected: where they stand is told in code points, as the
// record does, and the numbers of sentences are no words of the report.
const panel = document.getElementById("tell");

function selected() {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  const inside = range && !range.collapsed && text.contains(range.commonAncestorContainer);
  const sentence = inside && (range.startContainer.nodeType === 3 ? range.startContainer.parentElement : range.startContainer).closest(".s");
  if (!sentence) return null;
  const number = sentence.querySelector(".no");
  const before = document.createRange();
  before.selectNodeContents(sentence);
  if (number) before.setStartAfter(number);
  if (before.comparePoint(range.startContainer, range.startOffset) < 0) return null;
  before.setEnd(range.startContainer, range.startOffset);
  const said = range.cloneContents();
  for (const one of said.querySelectorAll(".no")) one.remove();
  const raw = said.textContent;
  const words = raw.trim();
  const start = Number(sentence.dataset.start) + [...before.toString()].length + [...raw.slice(0, raw.indexOf(words))].length;
  return words ? { words: words.replace(/\s+/g, " "), start, end: start + [...words].length } : null;
}

function tell() {
  if (!panel) return false;
  const found = selected();
  const form = panel.querySelector("form");
  if (found) {
    for (const [name, value] of Object.entries(found)) form.elements[name].value = value;
    form.elements.nth.value = "";
  }
  panel.open = true;
  panel.scrollIntoView({ block: "nearest" });
  form.elements[found ? "type" : "words"].focus();
  return true;
}

function save(event) {
  const form = event.target.closest("form.act");
  if (!form) return false;
  form.requestSubmit();
  return true;
}

// What is typed by hand is looked for anew.
panel?.querySelector("[name=words]").addEventListener("input", (event) => {
  for (const name of ["start", "end"]) event.target.form.elements[name].value = "";
});

const lit = document.querySelector(".stack .card.lit");
if (lit) lit.parentElement.scrollTop = lit.offsetTop - lit.parentElement.offsetTop - lit.parentElement.clientHeight / 4;
const start = sentences.findIndex((one) => `#${one.id}` === location.hash);
if (start >= 0) {
  at = start;
  near([sentences[start].id]);
}
addKeys("This report", {
  j: ["next sentence", () => move(1)],
  k: ["sentence before", () => move(-1)],
  m: ["marks on or off", toggle],
  Enter: ["open the event beside the sentence", enter],
  e: ["new event from the words selected", tell],
  "Ctrl+Enter": ["write the new event down", save],
});
