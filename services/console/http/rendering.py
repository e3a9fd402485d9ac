"""Renders templates; escapes whatever stands in them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.access.scopes import Scope

_FOLDER: Final = Path(__file__).parents[1] / "templates"


class Rendering:
    """The templates, and what all of them may use."""

    def __init__(self, *, assets: str, values: Mapping[str, Any] | None = None) -> None:
        """`assets` is the address below which scripts and styles lie."""
        self._templates = Environment(
            loader=FileSystemLoader(_FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates.globals.update(assets=assets, Scope=Scope, **(values or {}))

    def html(self, template: str, **values: Any) -> str:
        """Return a template with values filled in."""
        return self._templates.get_template(template).render(values)
