"""Copy from node_modules into static/vendor what the pages and the diagrams use, and nothing else.

Layout: ``static/vendor/dkfds/{css,js,img,fonts}`` and ``static/vendor/htmx``. The design system's
stylesheet is changed in three ways: fonts come as WOFF2 only (as published, the regular face asks for
EOT first), its logos, which are not ours to show, are not asked for, and the source map, which is not
shipped, is not named.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"

FONTS = "fonts/IBMPlexSans/complete"
# dot reads no WOFF2: these faces, the ones that diagrams are set in, come as TrueType too
DIAGRAM_FACES = ("Regular", "Italic", "Medium", "SemiBold", "Bold")

SOURCES = re.compile(r"src:(?=url)([^;}]+)")
WOFF2 = re.compile(r"url\([^)]+\.woff2\) format\(\"woff2\"\)")
LOGO = re.compile(r"url\([^)]*/logo[^)]*\)")
SOURCE_MAP = re.compile(r"\s*(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*$")
ADDRESS = re.compile(r"url\([\"']?([^)\"']+)[\"']?\)")


def stylesheet(text: str) -> str:
    """The design system's stylesheet, asking only for files that are copied."""
    text = SOURCES.sub(lambda found: "src:" + ",".join(WOFF2.findall(found[1])), text)
    return SOURCE_MAP.sub("\n", LOGO.sub("none", text))


def copy_dkfds(target: Path) -> None:
    dist = MODULES / "dkfds" / "dist"
    css = target / "css" / "dkfds.min.css"
    css.parent.mkdir(parents=True)
    css.write_text(stylesheet((dist / "css" / css.name).read_text("utf-8")), "utf-8")
    js = target / "js" / "dkfds.min.js"
    js.parent.mkdir()
    js.write_text(SOURCE_MAP.sub("\n", (dist / "js" / js.name).read_text("utf-8")), "utf-8")
    files = {
        "LICENSE.md",
        "img/all-svg-icons.svg",
        *(f"{FONTS}/ttf/IBMPlexSans-{face}.ttf" for face in DIAGRAM_FACES),
        *(address.removeprefix("../") for address in ADDRESS.findall(css.read_text("utf-8"))),
    }
    for name in sorted(files):
        copy(dist / name, target / name)


def copy_htmx(target: Path) -> None:
    htmx = MODULES / "htmx.org"
    copy(htmx / "dist" / "htmx.min.js", target / "htmx.min.js")
    copy(htmx / "LICENSE", target / "LICENSE")


def copy(source: Path, target: Path) -> None:
    if not source.is_file():
        sys.exit(f"script/vendor.py: {source.relative_to(ROOT)} is missing; run script/bootstrap.")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def main() -> None:
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    copy_dkfds(fresh / "dkfds")
    copy_htmx(fresh / "htmx")
    # a folder that is complete takes the old one's place: a server that runs never sees half of it
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


if __name__ == "__main__":
    main()
