"""/healthz, /readyz and /metrics: whether the gateway and what it needs are well."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from gateway.calls.readiness import OPTIONAL, Readiness
from services.access.access import Access

router = APIRouter(tags=["Health"])


@router.get("/healthz", summary="Whether the gateway runs")
async def healthz() -> dict[str, str]:
    """Answer `ok` as long as the process can answer at all."""
    return {"status": "ok"}


@router.get(
    "/readyz",
    summary="Whether work can be done",
    responses={503: {"description": "A service does not answer; `missing` names it."}},
)
async def readyz(request: Request) -> JSONResponse:
    """Say whether every service serves, as it was at most a second ago; 503 names those that do not.

    Without `results` there are no figures; conversations go on, so it is shown and not missed.

    `warnings` are sentences for whoever runs it, about what works and needs a hand.
    """
    readiness: Readiness = request.app.state.readiness
    access: Access = request.app.state.access
    checks = await readiness.checks()
    missing = [name for name, well in checks.items() if not well and name not in OPTIONAL]
    body: dict[str, Any] = {
        "ready": not missing,
        "checks": checks,
        "missing": missing,
        "warnings": access.keys.warnings(),
    }
    return JSONResponse(body, status_code=503 if missing else 200)


@router.get("/metrics", summary="Figures for Prometheus", response_class=Response)
async def metrics() -> Response:
    """Show counts and times in the format of Prometheus."""
    return Response(generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})
