"""How does the site look today? Takes the pictures of README.md and the guides from a running demonstration.

`make screenshots` writes them to `docs/pictures/`: the same demonstration, the same day, so a picture changes
only when a page does.
"""

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.site import HOUSE, Site, build, chromium, serving, sign_in

PICTURES = HOUSE / "docs" / "pictures"
COLOURS = 128  # of a palette: enough for pages without photographs, and a third of the bytes
LARGEST = 300_000  # bytes


@dataclass(frozen=True)
class Picture:
    """A page, seen by somebody on a device."""

    name: str
    path: str
    width: int = 1280
    height: int = 960
    scheme: str = "light"
    reader: str = ""  # who is signed in


SHOWN = [
    Picture("plan", "/en/plans/nor-4/", height=1560),
    Picture("plan-dark", "/en/plans/nor-4/", scheme="dark"),
    Picture("plan-phone", "/nb/plans/nor-4/", width=390, height=844),
    Picture("theme-nynorsk", "/nn/plans/nor-4/themes/open-data/", height=1100),
    Picture("commitment", "/en/plans/nor-4/commitments/3/", height=1100),
    Picture("desk", "/en/desk/", reader="culture"),
]


def take(picture: Picture, browser: Browser, site: Site) -> None:
    """Writes one picture, sharp also on a fine screen."""
    context = browser.new_context(
        base_url=site.address,
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        device_scale_factor=2,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/Oslo",
    )
    page = context.new_page()
    if picture.reader:
        sign_in(page, picture.reader)
    page.goto(picture.path, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    target = PICTURES / f"{picture.name}.png"
    save(page.screenshot(), target)
    context.close()
    assert target.stat().st_size < LARGEST, f"{target} has {target.stat().st_size} bytes."


def save(png: bytes, target: Path) -> None:
    """Keeps a picture small: its few colours as a palette."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


def main() -> None:
    """Takes every picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        build(folder)
        with serving(folder) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            for picture in SHOWN:
                take(picture, browser, site)
            browser.close()


if __name__ == "__main__":
    main()
