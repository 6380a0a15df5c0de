// What a page tells of itself while it works: a spoken line, a banner, a thin bar.

const PATIENCE = 300; // milliseconds before a wait is shown
let waits = 0;

/** Say something to who cannot see it change: in the live region. */
export function say(text) {
  const region = document.getElementById("live");
  if (region) region.textContent = text;
}

/** Show a banner above the content, or take it away with no text. */
export function banner(text) {
  const place = document.getElementById("banner");
  if (!place) return;
  place.textContent = text;
  place.hidden = !text;
}

/** Show the thin bar, if the wait is not over soon; returns what ends it. */
export function waiting() {
  waits += 1;
  const later = setTimeout(() => {
    document.documentElement.dataset.loading = "";
    say("counting…");
  }, PATIENCE);
  let over = false;
  return () => {
    if (over) return;
    over = true;
    clearTimeout(later);
    waits -= 1;
    if (waits === 0) delete document.documentElement.dataset.loading;
  };
}

export const LOST = "Dateline is not running – start it with: dateline serve. What you wrote is still here.";

/** Every fetch of every screen: the bar while it lasts, the banner where nobody answers. */
export function watchFetch() {
  const send = window.fetch.bind(window);
  window.fetch = async (...asked) => {
    const done = waiting();
    try {
      const reply = await send(...asked);
      banner("");
      return reply;
    } catch (error) {
      if (error.name !== "AbortError") banner(LOST);
      throw error;
    } finally {
      done();
    }
  };
}
