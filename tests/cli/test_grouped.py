"""Groups of options: one argument of a command, spelt out for typer."""

from dataclasses import dataclass
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from dateline.cli.grouped import grouped


@dataclass(frozen=True, kw_only=True)
class Size:
    width: Annotated[int, typer.Option(help="How wide.")] = 1
    height: Annotated[int, typer.Option(help="How high.")]


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()

    def draw(name: str, *, size: Size, loud: bool = False) -> None:
        typer.echo(f"{name} {size.width}x{size.height} {loud}")

    made.command()(grouped(draw))
    return made


def test_a_command_takes_a_group_as_one_argument(app):
    said = CliRunner().invoke(app, ["box", "--height", "3", "--loud"])
    assert (said.exit_code, said.output) == (0, "box 1x3 True\n")


def test_the_options_of_a_group_stand_in_the_help(app):
    said = CliRunner().invoke(app, ["--help"])
    assert (
        said.output.index("--width") < said.output.index("--height") < said.output.index("--loud")
    )


def test_a_field_without_default_has_to_be_given(app):
    assert CliRunner().invoke(app, ["box"]).exit_code != 0
