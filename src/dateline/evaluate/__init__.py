"""How well the stages do: gold files in, the field's usual measures out."""

from dateline.evaluate.tasks import TASKS, evaluate_file

__all__ = ["TASKS", "evaluate_file"]
