from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from examples import STATION, an_edition, published

from bulletin.publication.listing import render_listing

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.mark.real
@pytest.mark.skipif(BROWSER is None, reason="no Chromium here")
def test_a_browser_shows_the_page_and_runs_nothing_foreign(tmp_path: Path) -> None:
    """
    In Chromium the page has its label, player, a button for each story, and markup from an article stays text.
    """
    folder = tmp_path / STATION.id
    edition = published(folder, an_edition(folder))
    page = render_listing(STATION, [edition])
    probe = """
<script>
addEventListener("load", function () {
  document.title = JSON.stringify({
    label: document.querySelector(".label").textContent,
    buttons: document.querySelectorAll("button").length,
    said: document.querySelector(".said").textContent,
    width: document.documentElement.scrollWidth,
    scripts: document.scripts.length,
    quoted: document.querySelector("blockquote") ? document.querySelector("blockquote").textContent : ""
  });
});
</script></body>"""
    (folder / "index.html").write_text(page.replace("</body>", probe), "utf-8")
    done = subprocess.run(
        [
            str(BROWSER),
            *FLAGS,
            f"--user-data-dir={tmp_path / 'profile'}",
            "--window-size=360,800",
            "--virtual-time-budget=3000",
            "--dump-dom",
            (folder / "index.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    title = done.stdout.partition("<title>")[2].partition("</title>")[0].replace("&quot;", '"')
    seen = json.loads(title)
    assert seen["label"] == "AI合成语音：本节目语音由人工智能合成。"
    assert seen["buttons"] == 1
    assert seen["said"] == "工程11月30日完工。"
    assert seen["scripts"] == 2  # the page's own, and the probe
    assert seen["width"] <= 500  # Chromium's narrowest window
