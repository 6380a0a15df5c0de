// The settings of this browser.
import { keysAreOn, turnKeys } from "/static/keys.js";
import { setTheme } from "/static/page.js";

const form = document.getElementById("set");
const show = () => {
  form.elements.theme.value = document.documentElement.dataset.theme ?? "system";
  form.elements.keys.checked = keysAreOn();
};
form.hidden = false;
form.addEventListener("change", () => {
  turnKeys(form.elements.keys.checked);
  setTheme(form.elements.theme.value);
});
document.addEventListener("dateline:theme", show);
show();
