"""The budgets that ruff does not know: lines a file, and public methods a class."""

import ast
import sys
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1] / "src/dateline"
MOST_LINES, MEDIAN_LINES, MOST_METHODS = 400, 150, 12


def public_methods(node: ast.ClassDef) -> int:
    """How many public methods a class has, constructors and properties apart."""
    defined = [one for one in node.body if isinstance(one, ast.FunctionDef)]
    return sum(not one.name.startswith("_") and not one.decorator_list for one in defined)


def main() -> int:
    """Print every budget that is overdrawn; 1 if any is."""
    faults = []
    lengths = []
    for path in sorted(ROOT.rglob("*.py")):
        text = path.read_text("utf-8")
        name = path.relative_to(ROOT)
        lengths.append(text.count("\n"))
        if lengths[-1] > MOST_LINES:
            faults.append(f"{name}: {lengths[-1]} lines, at most {MOST_LINES}")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef) and public_methods(node) > MOST_METHODS:
                count = public_methods(node)
                faults.append(f"{name}: {node.name} has {count} methods, at most {MOST_METHODS}")
    if median(lengths) > MEDIAN_LINES:
        faults.append(f"half of the files are over {median(lengths)} lines; {MEDIAN_LINES} wanted")
    print("\n".join(faults) or f"{len(lengths)} files, median {median(lengths):.0f} lines")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
