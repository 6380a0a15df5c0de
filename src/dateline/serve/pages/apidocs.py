"""The screen on which the API is described and can be tried."""

from fastapi import APIRouter, Request, Response

from dateline.serve.doors import READER
from dateline.serve.show import TEMPLATES

router = APIRouter(include_in_schema=False, dependencies=[READER])


@router.get("/api/docs")
def apidocs(request: Request) -> Response:
    """The viewer of the OpenAPI document; a small script starts it, for none stands in a page."""
    token = getattr(request.state, "token", "")
    return TEMPLATES.TemplateResponse(request, "apidocs.html", {"token": token})
