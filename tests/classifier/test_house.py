"""The classifier imports nothing of ours."""

from __future__ import annotations

import ast
from pathlib import Path

OURS = {"app", "bot", "casework", "data", "scheduler", "console"}


def test_it_imports_nothing_of_ours() -> None:
    for path in (Path(__file__).parents[2] / "classifier").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & OURS, path
