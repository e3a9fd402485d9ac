"""Writes the Python code under protos/gen from the protos; the only writer of that folder.

`python protos/generate.py` writes; `--check` says whether what is committed is current and exits 1
if it is not; `--image FILE` writes a descriptor set instead, which is what `buf` lints and compares,
since the imports from googleapis lie in a wheel where `buf` does not look. No import needs rewriting,
because each proto's folder equals its package.
"""

import argparse
import filecmp
import shutil
import sys
import tempfile
from pathlib import Path

import google
from grpc_tools import protoc

ROOT = Path(__file__).resolve().parent
GENERATED = ROOT / "gen"


def generate(target: Path) -> None:
    """Write messages, services and their type stubs for every proto into `target`."""
    _compile(
        f"--python_out={target}",
        f"--grpc_python_out={target}",
        f"--mypy_out=quiet:{target}",
        f"--mypy_grpc_out=quiet:{target}",
    )
    for folder in {path.parent for path in target.rglob("*_pb2.py")}:
        _mark_packages(folder, target)


def write_image(image: Path, *, protos: Path = ROOT) -> None:
    """Write all protos of a folder, with their imports and comments, as one descriptor set."""
    image.parent.mkdir(parents=True, exist_ok=True)
    outputs = (f"--descriptor_set_out={image}", "--include_imports", "--include_source_info")
    _compile(*outputs, protos=protos)


def _compile(*outputs: str, protos: Path = ROOT) -> None:
    sources = sorted(str(path.relative_to(protos)) for path in (protos / "svar").rglob("*.proto"))
    includes = [
        Path(protoc.__file__).parent / "_proto",
        *(Path(folder).parent for folder in google.__path__),
    ]
    arguments = [
        "protoc",
        f"-I{protos}",
        *(f"-I{folder}" for folder in includes),
        *outputs,
        *sources,
    ]
    if protoc.main(arguments) != 0:
        sys.exit("protoc failed; its messages are above")


def _mark_packages(folder: Path, target: Path) -> None:
    while folder != target:
        (folder / "__init__.py").touch()
        folder = folder.parent


def _files(folder: Path) -> set[Path]:
    return {
        path.relative_to(folder)
        for path in folder.rglob("*.py*")
        if path.suffix in {".py", ".pyi"} and "__pycache__" not in path.parts
    }


def stale_files(fresh: Path) -> list[str]:
    """Name every generated file that differs from a fresh one, is missing or is left over."""
    names = _files(fresh) | _files(GENERATED)
    _, differing, unreadable = filecmp.cmpfiles(
        fresh, GENERATED, [str(name) for name in sorted(names)], shallow=False
    )
    return sorted([*differing, *unreadable])


def main() -> None:
    """Write the generated code, or check it, or write the image."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when stale")
    parser.add_argument("--image", type=Path, help="write a descriptor set to this file instead")
    parser.add_argument(
        "--protos", type=Path, default=ROOT, help="take the protos of the image from this folder"
    )
    options = parser.parse_args()
    if options.image:
        write_image(options.image, protos=options.protos)
        return
    if not options.check:
        shutil.rmtree(GENERATED, ignore_errors=True)
        GENERATED.mkdir()
        generate(GENERATED)
        return
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder))
        stale = stale_files(Path(folder))
    if stale:
        sys.exit("Generated code is not current; run `make protos`:\n  " + "\n  ".join(stale))


if __name__ == "__main__":
    main()
