"""`/settings`: what somebody may do here, and where the pages of administrators are."""

from starlette.responses import Response

from services.access.scopes import Scope
from services.console.http.asked import Asked


async def show(asked: Asked) -> Response:
    """Show the rights of the visit."""
    rights = [(one.value, asked.may(one)) for one in Scope if one is not Scope.ADMIN]
    return asked.page("settings.html", rights=rights)
