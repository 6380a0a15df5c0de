"""Pictures of the page for the documentation: the bundled examples, in a real browser.

Usage: .venv/bin/python scripts/screenshots.py [--browser /usr/bin/chromium]
Writes docs/pictures/*.png, each below 150 kB. Needs Chromium (Debian: apt-get install chromium).
"""

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
COMMAND = str(Path(sys.executable).with_name("dateline"))
MOST = 150_000  # bytes
SIZE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 800}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Code the examples into a new record and serve it; gives the address."""
    record = folder / "examples.dateline"
    subprocess.run([COMMAND, "code", ROOT / "examples", "--record", record, "-q"], check=True)
    call = [COMMAND, "serve", "-p", "0", "--record", str(record)]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield (process.stderr.readline() if process.stderr else "").split()[3].rstrip("/")
        finally:
            process.terminate()


def window(browser: Browser, url: str, *, dark: bool = False, phone: bool = False) -> Page:
    """A window of a reader who has no settings."""
    context = browser.new_context(
        viewport=PHONE if phone else SIZE, color_scheme="dark" if dark else "light", base_url=url
    )  # type: ignore[arg-type]
    return context.new_page()


def keep(page: Page, name: str) -> None:
    """Save what a window shows, with a palette so that it stays small."""
    if page.locator("#drawing").count():
        page.locator("#canvas svg").first.wait_for()
    page.wait_for_load_state("networkidle")
    whole = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    path = PICTURES / f"{name}.png"
    whole.quantize(256, kmeans=2, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {size:,} bytes")
    if size > MOST:
        raise SystemExit(f"{path} is larger than {MOST:,} bytes")


def pictures(browser: Browser, url: str) -> None:
    """All pictures, each of a screen as somebody finds it."""
    light, dark = window(browser, url), window(browser, url, dark=True)
    light.goto("/events?sort=-reports")
    keep(light, "events")
    light.locator("table.events .date a").first.click()
    keep(light, "event")
    light.locator("table.says a[href*='#s']").first.click()
    keep(light, "document")
    light.goto("/timeline")
    keep(light, "timeline")
    dark.goto("/map")
    keep(dark, "map-dark")
    light.goto("/network")
    keep(light, "network")
    dark.goto("/review")
    keep(dark, "review-dark")
    phone = window(browser, url, phone=True)
    phone.goto("/events?sort=-reports")
    keep(phone, "phone")


def main() -> None:
    """Make the pictures again."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--browser", default=shutil.which("chromium"))
    browser = asked.parse_args().browser
    if not browser:
        raise SystemExit("no chromium here; Debian: apt-get install chromium")
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        started = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        pictures(started, url)
        started.close()


if __name__ == "__main__":
    main()
