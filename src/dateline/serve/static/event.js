// Keys of the page of one event, and claims that light up where they are named.
import { addKeys } from "/static/keys.js";
import { copy } from "/static/page.js";

function go(rel) {
  const link = document.querySelector(`a[rel=${rel}]`);
  if (!link) return false;
  link.click();
  return true;
}

function open(id) {
  const panel = document.getElementById(id);
  if (!panel) return false;
  panel.open = true;
  panel.scrollIntoView({ block: "nearest" });
  (panel.querySelector("input:not([type=hidden]), select, textarea") ?? panel.querySelector("summary")).focus();
  return true;
}

function save(event) {
  const form = event.target.closest("form.act") ?? document.querySelector("#correct[open] form.act");
  if (!form) return false;
  form.requestSubmit();
  return true;
}

addKeys("This event", {
  a: ["accept", () => document.getElementById("accept")?.requestSubmit()],
  c: ["correct", () => open("correct")],
  x: ["reject", () => open("reject")],
  m: ["merge with another event", () => open("merge")],
  s: ["split off claims", () => open("split")],
  "Ctrl+Enter": ["save the form", save],
  y: ["copy the citation", () => copy(document.getElementById("citation").textContent, "citation copied")],
  "[": ["the event before in the list", () => go("prev")],
  "]": ["the event after in the list", () => go("next")],
});

for (const link of document.querySelectorAll(".from a")) {
  const row = document.getElementById(link.hash.slice(1));
  for (const [name, on] of [["pointerenter", true], ["focus", true], ["pointerleave", false], ["blur", false]]) {
    link.addEventListener(name, () => row?.classList.toggle("hover", on));
  }
}
