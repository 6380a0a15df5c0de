"""axe-core on every screen: wide and narrow, light and dark."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
SCREENS = {
    "start": "/", "events": "/events?quad=verbal+conflict", "nothing": "/events?place=nowhere",
    "timeline": "/timeline", "timeline as a table": "/timeline?as=table", "map": "/map",
    "matrix": "/network", "graph": "/network?view=graph", "pairs": "/network?view=table",
    "dyad": "/network/RUS/UKR", "review": "/review", "sources": "/sources?kind=named",
    "actors": "/actors", "said": "/sources/said?who=KCNA",
    "documents": "/docs", "runs": "/jobs", "help": "/help", "missing": "/events/e-none",
    "viewer of the API": "/api/docs",
}  # fmt: skip
FOUND = ("event", "all forms", "history", "document", "actor", "snapshot")
LOOKS = {
    "wide and light": ({"color_scheme": "light"}, OPTIONS),
    "wide and dark": ({"color_scheme": "dark"}, COLOURS),
    "a phone in the dark": (
        {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark", "has_touch": True},
        OPTIONS,
    ),
}  # fmt: skip
TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  return ids.filter((id, i) => ids.indexOf(id) !== i);
}"""


def addresses(page: Page, site: Any) -> dict[str, str]:
    """The address of each screen, those of single things taken from the lists."""
    page.goto("/events?sort=-reports")
    event = page.locator("tr[data-id]").first
    key, report = event.get_attribute("data-id"), event.get_attribute("data-document")
    actor = page.locator(".who a").first.get_attribute("href")
    found = (
        f"/events/{key}", f"/events/{key}?near={key}", f"/events/{key}/history", report, actor,
        f"/@{site.snapshot}/events?type=AID",
    )  # fmt: skip
    return SCREENS | dict(zip(FOUND, map(str, found), strict=True))


@pytest.mark.slow(40)
@pytest.mark.parametrize("look", LOOKS)
def test_no_screen_violates_a_rule(
    site: Any, opened: Callable[..., BrowserContext], look: str
) -> None:
    options, rules = LOOKS[look]
    page = opened(site, bypass_csp=True, **options).new_page()
    wrong = []
    for name, address in addresses(page, site).items():
        page.goto(address)
        if page.locator("#drawing").count():
            page.locator("#canvas svg").wait_for()
        if address == "/api/docs":
            page.locator("#viewer main").wait_for()  # Swagger draws it when it has the description
        if name == "all forms":
            page.eval_on_selector_all("details", "all => all.forEach((one) => (one.open = true))")
        # What Swagger draws is not ours.
        context = {"exclude": [["#viewer"]]} if address == "/api/docs" else None
        for one in Axe().run(page, context, rules).response["violations"]:
            nodes = [f"{node['target']} {node['html'][:120]}" for node in one["nodes"][:2]]
            wrong.append(f"{name}: {one['id']} ({len(one['nodes'])}): {nodes}")
        if context is None:
            wrong += [f"{name}: two elements have the id {key}" for key in page.evaluate(TWICE)]
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if beyond > 0:
            wrong.append(f"{name}: {beyond} pixels wider than the window")
    assert not wrong, "\n".join(wrong)
