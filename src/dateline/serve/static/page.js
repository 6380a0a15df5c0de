// What every screen has: keys, their overview, the theme, links to copy, and a server that may go.
import { addKeys, allKeys } from "/static/keys.js";
import { banner, LOST, say, waiting, watchFetch } from "/static/tell.js";

const SIGNED_OUT = "You are signed out. Sign in in another tab, then send this again: what you wrote is still here.";

const THEMES = { system: "◐ as the system", light: "☀ light", dark: "☾ dark" };
const root = document.documentElement;

function theme() {
  return root.dataset.theme ?? "system";
}

export function setTheme(name) {
  if (name === "system") delete root.dataset.theme;
  else root.dataset.theme = name;
  localStorage.setItem("dateline.theme", name);
  document.dispatchEvent(new CustomEvent("dateline:theme", { detail: name }));
}

function themeSwitch() {
  const button = document.getElementById("theme");
  if (!button) return;
  const names = Object.keys(THEMES);
  const show = () => {
    button.textContent = THEMES[theme()].slice(0, 1);
    button.setAttribute("aria-label", `Theme: ${THEMES[theme()].slice(2)}; change it`);
    button.title = `Theme: ${THEMES[theme()].slice(2)}`;
  };
  button.hidden = false;
  button.addEventListener("click", () => setTheme(names[(names.indexOf(theme()) + 1) % names.length]));
  document.addEventListener("dateline:theme", show);
  show();
}

export async function copy(text, told = "copied") {
  try {
    await navigator.clipboard.writeText(text);
    say(told);
    toast(told);
  } catch {
    toast("the browser does not allow copying");
  }
}

function toast(text) {
  const note = document.getElementById("toast");
  note.textContent = text;
  note.hidden = false;
  setTimeout(() => (note.hidden = true), 2000);
}

function overview() {
  const dialog = document.getElementById("all-keys");
  if (dialog.open) {
    dialog.close();
    return;
  }
  const list = dialog.querySelector("div");
  list.replaceChildren();
  for (const [title, keys] of allKeys()) {
    const section = document.createElement("section");
    const heading = section.appendChild(document.createElement("h3"));
    heading.textContent = title;
    const pairs = section.appendChild(document.createElement("dl"));
    for (const [key, meaning] of keys) {
      const term = pairs.appendChild(document.createElement("dt"));
      for (const part of key.split(" ")) term.appendChild(document.createElement("kbd")).textContent = part || "Space";
      pairs.appendChild(document.createElement("dd")).textContent = meaning;
    }
    list.append(section);
  }
  dialog.show(); // not modal: the page stays readable
  dialog.querySelector("button").focus();
}

function escape() {
  const dialog = document.getElementById("all-keys");
  if (dialog.open) {
    dialog.close();
    return true;
  }
  if (document.activeElement && document.activeElement !== document.body) {
    document.activeElement.blur();
    return true;
  }
  return false;
}

function tabs() {
  return [...document.querySelectorAll("header.top nav a")];
}

function goTo(letter) {
  tabs().find((link) => link.dataset.key === letter)?.click();
}

function sharedKeys() {
  const keys = {
    "/": ["search", () => document.getElementById("q").select()],
    "?": ["all keys", overview],
    y: ["copy the link to this view", () => copy(location.href, "link copied")],
    Escape: ["close, leave the field", escape],
  };
  for (const link of tabs()) keys[`g ${link.dataset.key}`] = [`go to ${link.textContent.trim()}`, () => goTo(link.dataset.key)];
  for (const [number, link] of tabs().entries()) keys[number + 1] = [link.textContent.trim(), () => link.click()];
  addKeys("Everywhere", keys);
}

// A reply may be long in coming: the bar shows while the browser waits for the next page.
function watchLeaving() {
  let done = () => {};
  const leave = () => (done = waiting());
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const stays = !link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey;
    if (stays || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.pathname === location.pathname && link.search === location.search && link.hash) return;
    if (!/\.(csv|tsv|json|jsonl|geojson|parquet)$/.test(link.pathname)) leave();
  });
  addEventListener("pageshow", () => done());
  addEventListener("pagehide", () => done());
  document.addEventListener("submit", (event) => keepText(event, leave));
}

// A server that was started again knows another token than a page
// that was open meanwhile: the form gets it. Whether there is one for whoever asks.
async function renewed(form) {
  const signing = new URL(form.action).pathname === "/login";
  const reply = await fetch(signing ? "/static/theme.js" : "/help", { cache: "no-store" });
  if (signing) return true;
  if (!reply.ok || reply.redirected) return false;
  const token = new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("meta[name=token]")?.content;
  if (token && form.elements.token) form.elements.token.value = token;
  return true;
}

// A form is only let go while the server answers; else its text would be lost with the page.
async function keepText(event, leave) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.alive) {
    if (!event.defaultPrevented && !form.dataset.alive) leave();
    return;
  }
  event.preventDefault();
  try {
    if (!await renewed(form)) {
      banner(SIGNED_OUT);
      return;
    }
  } catch {
    banner(LOST);
    return;
  }
  form.dataset.alive = "yes";
  leave();
  form.requestSubmit(event.submitter);
  delete form.dataset.alive;
}

function copyButtons() {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button.dataset.copy));
  }
}

// A page that waits for something looks again by itself.
function lookAgain() {
  const seconds = document.querySelector("[data-again]")?.dataset.again;
  if (seconds) setTimeout(() => location.reload(), seconds * 1000);
}

watchFetch();
lookAgain();
sharedKeys();
themeSwitch();
watchLeaving();
copyButtons();
document.querySelector("#all-keys button")?.addEventListener("click", () => document.getElementById("all-keys").close());
const help = document.getElementById("help-keys");
if (help) {
  help.hidden = false;
  help.addEventListener("click", overview);
}
