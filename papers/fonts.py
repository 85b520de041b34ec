"""Where a typeface with Chinese characters is found: on the system, or in a package that carries one."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

# Where Linux distributions and macOS keep fonts.
FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / "Library/Fonts",
    Path("/Library/Fonts"),
)
NAMES = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "NotoSansSC-Regular.ttf",
    "NotoSansCJKtc-Regular.otf",
)
PACKAGE = "cvttf_NotoSansCJK_Regular"  # on PyPI: cvttf-notosanscjk-regular
# Faces of the collection: 0 Japanese, 1 Korean, 2 Simplified, 3 Traditional (Taiwan), 4 Hong Kong.
_FACES = {"zh-Hant": 3}
_SIMPLIFIED = 2


class NoFont(Exception):
    """No typeface with Chinese characters was found; the message has the mend."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font file and, in a collection, which of its faces is meant."""

    path: Path
    face: int = 0


def find(language: str, folders: Iterable[Path] | None = None) -> Font:
    """Return the font to write a language with; raise NoFont with the mend where there is none."""
    searched = (*FOLDERS, *_package()) if folders is None else tuple(folders)
    for name in NAMES:
        for folder in searched:
            path = next(iter(sorted(folder.rglob(name))), None) if folder.is_dir() else None
            if path is not None:
                return Font(path, _FACES.get(language, _SIMPLIFIED) if path.suffix == ".ttc" else 0)
    raise NoFont(
        "no font with Chinese characters was found: install Noto Sans CJK (Debian, Ubuntu: apt install "
        "fonts-noto-cjk; Fedora: dnf install google-noto-sans-cjk-fonts; macOS: brew install "
        "font-noto-sans-cjk-sc) or, without rights on the system, pip install cvttf-notosanscjk-regular."
    )


def _package() -> list[Path]:
    spec = find_spec(PACKAGE)
    return [Path(place) for place in spec.submodule_search_locations or ()] if spec else []
