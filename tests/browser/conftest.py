"""The page in a real browser: one `dateline serve` process, and Debian's Chromium.

Every page that a test opens is watched: a dialog, a script that fails, anything that the content
policy had to stop, and any request to another server fail the test.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
FLAGS = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
PATIENCE = 60_000  # milliseconds that an action may take where the machine is busy
STATUS = "Failed to load resource: the server responded with a status of 4"
expect.set_options(timeout=PATIENCE)
PRINTED = 3  # dialogs or requests named where there are many


@dataclass(frozen=True)
class Site:
    """A page that is served: its address, its record, and a snapshot of it."""

    url: str
    record: Path
    snapshot: str = ""


@dataclass
class Watch:
    """What must not happen, as far as it happened."""

    url: str
    wrong: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch all that the pages of a context do."""
        context.on("request", lambda request: self.asked(request.url))
        context.on("console", self.said)
        context.on("weberror", lambda error: self.wrong.append(f"script: {error.error}"))
        context.on("page", self.opened)

    def opened(self, page: Page) -> None:
        """Watch a page for dialogs, which are closed so that the walk goes on."""
        page.on("dialog", lambda dialog: (self.wrong.append("dialog"), dialog.dismiss()))

    def asked(self, url: str) -> None:
        """A request has to be to our own server."""
        if not url.startswith((f"{self.url}/", "data:", "blob:")):
            self.wrong.append(f"request to {url}")

    def said(self, message: ConsoleMessage) -> None:
        """An error on the console; a status of 4xx is what some tests are for."""
        if message.type == "error" and not message.text.startswith(STATUS):
            self.wrong.append(f"console: {message.text}")


@contextmanager
def served(command: str, record: Path, *options: str) -> Iterator[str]:
    """Serve a record on a free port until the end; gives the address."""
    with subprocess.Popen(
        [command, "serve", "-p", "0", "--record", str(record), *options],
        stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            said = process.stderr.readline() if process.stderr else ""
            assert "Dateline is at http" in said, said
            yield said.split()[3].rstrip("/")
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def serving(command: str) -> Callable[..., Any]:
    """Serves a record for the length of a `with`."""

    def started(record: Path, *options: str) -> Any:
        return served(command, record, *options)

    return started


@pytest.fixture(scope="session")
def site(coded: Path, tmp_path_factory: pytest.TempPathFactory, command: str) -> Iterator[Site]:
    """The examples, served by the real command; tests may decide on them and take it back."""
    if CHROMIUM is None:
        pytest.skip("no browser is installed here (Debian: apt-get install chromium)")
    record = shutil.copytree(coded, tmp_path_factory.mktemp("site") / "examples.dateline")
    frozen = subprocess.run(
        [command, "snapshot", "-m", "for the tests", "--record", record],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    with served(command, record) as url:
        yield Site(url, record, frozen.stdout.strip())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window; one for each module, for its loop may not outlive the tests."""
    if CHROMIUM is None:
        pytest.skip("no browser is installed here (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens contexts on a site, each a visitor of its own; what goes wrong fails the test."""
    made: list[tuple[BrowserContext, Watch]] = []

    def context(site: Site, **options: Any) -> BrowserContext:
        whole = {"viewport": {"width": 1280, "height": 900}, "base_url": site.url, **options}
        one = browser.new_context(**whole)
        one.set_default_timeout(PATIENCE)
        watch = Watch(site.url)
        watch.over(one)
        made.append((one, watch))
        return one

    yield context
    wrong = [line for _, watch in made for line in watch.wrong]
    for one, _ in made:
        one.close()
    assert not wrong, f"{len(wrong)} things went wrong: {wrong[:PRINTED]}"


@pytest.fixture
def page(site: Site, opened: Callable[..., BrowserContext]) -> Page:
    """An analyst's window."""
    allowed = ["clipboard-read", "clipboard-write"]
    return opened(site, permissions=allowed, accept_downloads=True).new_page()
