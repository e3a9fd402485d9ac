"""/healthz, /readyz and /metrics: whether the gateway and what it needs are well."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from gateway.http.dependencies import Services

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
async def readyz(services: Services) -> JSONResponse:
    """Ask every service whether it serves; 503 names those that do not."""
    checks = await services.health()
    missing = [name for name, well in checks.items() if not well]
    body: dict[str, Any] = {"ready": not missing, "checks": checks, "missing": missing}
    return JSONResponse(body, status_code=503 if missing else 200)


@router.get("/metrics", summary="Figures for Prometheus", response_class=Response)
async def metrics() -> Response:
    """Show counts and times in the format of Prometheus."""
    return Response(generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})
