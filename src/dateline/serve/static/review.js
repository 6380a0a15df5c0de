// Keys of review: decide, skip, undo, go to a field, and look at what differs alone.
import { addKeys } from "/static/keys.js";

const form = document.getElementById("yours");
const FIELDS = ["type", "actor", "recipient", "attendee", "when.first", "place", "quantity", "item", "factuality"];

function press(id) {
  const button = document.getElementById(id);
  if (!button) return false;
  button.click();
  return true;
}

function field(number) {
  const name = FIELDS[number - 1];
  const found = form?.elements[name] ?? form?.elements[`${name}.0.name`] ?? form?.elements[`${name}.0.low`];
  if (!found) return false;
  found.focus();
  found.select?.();
  return true;
}

// After x the reason is typed, and what sends it rejects: until the reason is left.
const why = document.getElementById("why");
let rejecting = "";
why?.addEventListener("blur", () => { rejecting = ""; why.placeholder = ""; });

function reject(button) {
  if (!document.getElementById(button)) return false;
  if (why && !why.value.trim()) {
    why.focus();
    rejecting = button;
    why.placeholder = "Why is it no event? Ctrl+Enter rejects it, Esc does not (a reason helps whoever looks later)";
    return true;
  }
  return press(button);
}

const differ = document.getElementById("differ");
function only() {
  const on = document.body.classList.toggle("only-differing");
  differ?.setAttribute("aria-pressed", String(on));
}
if (differ) {
  differ.hidden = false;
  differ.addEventListener("click", only);
}
document.getElementById("order")?.addEventListener("change", (event) => event.target.form.requestSubmit());

const keys = {
  a: ["accept", () => press("accept")],
  "Ctrl+Enter": ["save the correction; after x, reject", () => press(rejecting || "save")],
  x: ["reject, with a reason", () => reject("reject")],
  X: ["reject this claim alone", () => reject("reject-alone")],
  " ": ["skip", () => press("skip")],
  u: ["undo the last decision", () => press("undo")],
  d: ["only what differs", only],
};
for (let number = 1; number <= FIELDS.length; number += 1) keys[number] = [`go to ${FIELDS[number - 1].split(".")[0]}`, () => field(number)];
addKeys("Review", keys);
