"""Is a page usable without good eyes and without a mouse? Each check returns what is wrong, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).with_name("audit.js").read_text(encoding="utf-8")
NAMED = frozenset(
    [
        "button",
        "link",
        "textbox",
        "combobox",
        "checkbox",
        "radio",
        "switch",
        "slider",
        "tab",
        "image",
        "img",
        "listbox",
        "spinbutton",
        "searchbox",
        "Video",
    ]
)
"""Roles, as the browser tells them, that are nothing to a screen reader without a name."""

MOST_STEPS = 160
STEP = """(() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return ["", false, true];
  const words = `${at.tagName} ${(at.ariaLabel || at.textContent || at.id || at.type || "").trim().slice(0, 40)}`;
  window.__first ??= at;
  const again = at === window.__first && window.__steps > 3;
  window.__steps = (window.__steps ?? 0) + 1;
  at.setAttribute("data-reached", "");
  const other = ["IFRAME", "VIDEO", "MAIN"].includes(at.tagName);  // what is inside them shows it
  return [words, again, other || !__calm.has(at) || __calm.get(at) !== __audit.ring(at)];
})()"""
"""One step of the Tab key: where it led, whether that is where it began, and whether the focus shows there."""


MISSED = """(() => {
  const seen = (each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const shut = "[inert], [aria-hidden=true], details:not([open]) > :not(summary)";
  return [...document.querySelectorAll("button, a[href], input, select, textarea")]
    .filter((each) => each.tabIndex >= 0 && !each.disabled && !each.matches('[data-reached]') && each.type !== "file")
    .filter((each) => seen(each) && !each.closest(shut))
    // Of a group the arrow keys choose from, the Tab key comes to one.
    .filter((each) => !each.closest("[role=radiogroup]:has([data-reached])"))
    .map((each) => [each.tagName, (each.ariaLabel || each.textContent || each.type).trim().slice(0, 40)])
    .map(([tag, words]) => `${tag} ${words} is never reached`);
})()"""


def look(page: Page, check: str) -> list[str]:
    """Run one of the checks of the script."""
    found: list[str] = page.evaluate(f"{SCRIPT}.{check}()")
    return found


def wait_until_quiet(page: Page) -> None:
    """Wait until nothing of the page has changed for a while, half a minute at most."""
    page.evaluate(
        """new Promise((done) => {
          let last = performance.now();
          const first = last, watch = new MutationObserver(() => (last = performance.now()));
          watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
          const timer = setInterval(() => {
            const now = performance.now();
            if (now - last > 600 || now - first > 30000) { clearInterval(timer); watch.disconnect(); done(); }
          }, 50);
        })"""
    )


def nameless(page: Page) -> list[str]:
    """What can be used or seen and has no name, in the browser's own accessibility tree."""
    session = page.context.new_cdp_session(page)
    try:
        nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.detach()
    return [
        f"a {role} without a name ({node.get('backendDOMNodeId')})"
        for node in nodes
        if not node.get("ignored")
        and (role := node.get("role", {}).get("value")) in NAMED
        and not str(node.get("name", {}).get("value", "")).strip()
    ]


def unreachable(page: Page) -> list[str]:
    """Buttons, links and fields that the Tab key never comes to, and those that do not show that it did."""
    page.evaluate(
        f"window.__audit = {SCRIPT}; window.__calm = new WeakMap();"
        "delete window.__first; window.__steps = 0; document.activeElement?.blur(); window.scrollTo(0, 0);"
        "for (const each of document.querySelectorAll('*'))"
        " if (each.tabIndex >= 0) __calm.set(each, __audit.ring(each))"
    )
    wrong: list[str] = []
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        words, round_again, shown = page.evaluate(STEP)
        if round_again:
            break
        if not shown:
            wrong.append(f"{words} does not show the focus")
    missed: list[str] = page.evaluate(MISSED)
    return wrong + missed
