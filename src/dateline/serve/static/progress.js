// How far coding is, and that there are newer events than the page shows.
const banner = document.getElementById("coding");
const [WHILE_CODING, OTHERWISE] = [2000, 20000]; // milliseconds

function put(id, text) {
  const found = document.getElementById(id);
  if (found.textContent !== text) found.textContent = text;
}

function show({ coding, snapshot }) {
  banner.hidden = !coding;
  tell(coding);
  document.getElementById("fresh").hidden = snapshot === banner.dataset.snapshot;
  if (!coding) return;
  put("coding-done", String(coding.done));
  put("coding-total", String(coding.total));
  put("coding-rate", `${coding.rate} a second${coding.failed ? `, ${coding.failed} problems` : ""}`);
  const bar = document.getElementById("coding-bar");
  bar.max = Math.max(coding.total, 1);
  bar.value = coding.done;
}

/** The same on the screen of runs, which says more of it. */
function tell(coding) {
  const shown = document.querySelector("[data-coding=shown]");
  if (!shown) return;
  shown.hidden = !coding;
  if (!coding) return;
  for (const part of ["done", "total", "failed", "rate"]) shown.querySelector(`[data-coding=${part}]`).textContent = String(coding[part]);
  const bar = shown.querySelector("[data-coding=bar]");
  [bar.max, bar.value] = [Math.max(coding.total, 1), coding.done];
  const minutes = Math.round((coding.total - coding.done) / coding.rate / 60);
  shown.querySelector("[data-coding=left]").textContent = !coding.done || !coding.rate ? "not known how long yet" : minutes < 1 ? "less than a minute left" : `${minutes} minute${minutes > 1 ? "s" : ""} left`;
}

let timer = 0;

async function look() {
  clearTimeout(timer);
  let wait = OTHERWISE;
  if (!document.hidden) {
    try {
      const reply = await fetch("/progress.json", { headers: { Accept: "application/json" } });
      if (reply.status === 401) return; // signed out meanwhile
      if (reply.ok) {
        const told = await reply.json();
        show(told);
        if (told.coding || told.building) wait = WHILE_CODING;
      }
    } catch {
      // The server is gone, or the network; it is asked again.
    }
  }
  clearTimeout(timer);
  timer = setTimeout(look, wait);
}

if (banner) {
  timer = setTimeout(look, banner.hidden ? OTHERWISE : WHILE_CODING);
  document.addEventListener("visibilitychange", () => document.hidden || look());
}
