"""The surroundings that `dot` runs in: where its fonts are, and nothing of the program's own secrets."""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

_KEPT = ("PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "LD_LIBRARY_PATH")


def environment(font_folder: Path | None) -> dict[str, str]:
    """Environment variables for `dot`. SERVER_NAME makes it refuse to read files that a drawing names."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    kept |= {"LC_ALL": "C.UTF-8", "SERVER_NAME": "tracker"}
    if font_folder is not None and font_folder.is_dir():
        kept["FONTCONFIG_FILE"] = str(_configuration(font_folder.resolve()))
    return kept


@cache
def _configuration(font_folder: Path) -> Path:
    """A fontconfig file that adds a folder to the fonts of the machine, kept for the life of the process."""
    scratch = Path(tempfile.mkdtemp(prefix="tracker-fonts-"))
    atexit.register(_remove, scratch, os.getpid())
    configuration = scratch / "fonts.conf"
    configuration.write_text(
        '<?xml version="1.0"?>\n'
        '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        "<fontconfig>\n"
        f"  <dir>{escape(str(font_folder))}</dir>\n"
        '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"  <cachedir>{escape(str(scratch / 'cache'))}</cachedir>\n"
        "</fontconfig>\n",
        encoding="utf-8",
    )
    return configuration


def _remove(folder: Path, maker: int) -> None:
    """Only by the process that made it: workers inherit the registration of their master."""
    if os.getpid() == maker:
        shutil.rmtree(folder, ignore_errors=True)
