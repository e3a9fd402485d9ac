"""The file of API keys: what it may hold, what is said about mistakes, and when it is read again."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from services.access.keys import DEVELOPMENT_KEY, DevelopmentKeys, digest_of, holder_of
from services.access.keys_file import MOST_KEYS, MOST_PROBLEMS, FileKeys, read_keys
from services.access.rates import Rate
from services.access.scopes import Scope, tenants_named
from services.runtime.errors import ConfigurationError
from tests.fakes.manual_seconds import Seconds

ENTRY = {"name": "flow", "tenant": "acme", "scopes": ["send"], "hash": digest_of(b"k")}


def write(path: Path, *entries: object) -> None:
    # A new file each time, so that the change shows even where times are coarse.
    path.unlink(missing_ok=True)
    path.write_text(yaml.safe_dump(list(entries)))


def test_a_key_is_found_by_its_hash_in_either_case(tmp_path: Path) -> None:
    path = tmp_path / "keys.yaml"
    write(path, ENTRY | {"hash": digest_of(b"k").upper()})

    key = FileKeys(path).find(digest_of(b"k"))

    assert key is not None
    assert (key.name, key.tenant) == ("flow", "acme")
    assert key.scopes == {Scope.SEND}
    assert not key.loopback_only


@pytest.mark.parametrize(
    ("written", "rate"),
    [
        ({}, None),
        ({"rate": 0}, Rate(per_second=0, burst=1)),
        ({"rate": 0.5}, Rate(per_second=0.5, burst=1)),
        ({"rate": 20}, Rate(per_second=20, burst=20)),
        ({"rate": 20, "burst": 100}, Rate(per_second=20, burst=100)),
    ],
)
def test_a_key_may_have_a_rate(
    written: dict[str, float], rate: Rate | None, tmp_path: Path
) -> None:
    path = tmp_path / "keys.yaml"
    write(path, ENTRY | written)

    assert read_keys(path)[digest_of(b"k")].rate == rate


@pytest.mark.parametrize(
    ("scopes", "more", "apart", "may"),
    [
        (["surveys"], {}, "", {Scope.SURVEYS, Scope.PUBLISH}),
        (["surveys"], {}, "other, a", {Scope.SURVEYS}),
        (["surveys"], {}, "*", {Scope.SURVEYS}),
        (["surveys", "publish"], {}, "*", {Scope.SURVEYS, Scope.PUBLISH}),
        (["results"], {}, "", {Scope.RESULTS, Scope.NUMBERS}),
        (["results"], {"made": "2026-11-29"}, "", {Scope.RESULTS}),
        (["results", "numbers"], {"made": "2026-11-29"}, "", {Scope.RESULTS, Scope.NUMBERS}),
        (["send"], {}, "", {Scope.SEND}),
        (["admin"], {"made": "2026-11-29"}, "*", set(Scope)),
    ],
)
def test_a_key_may_what_its_scopes_hold(
    scopes: list[str], more: dict[str, str], apart: str, may: set[Scope], tmp_path: Path
) -> None:
    path = tmp_path / "keys.yaml"
    write(path, ENTRY | {"tenant": "a", "scopes": scopes} | more)

    key = FileKeys(path, publish_apart=tenants_named(apart)).find(digest_of(b"k"))

    assert key is not None
    assert holder_of(key).scopes == may


def test_the_development_key_works_on_this_machine_only() -> None:
    key = DevelopmentKeys().find(digest_of(DEVELOPMENT_KEY.encode()))

    assert key is not None
    assert key.loopback_only
    assert key.scopes == {Scope.ADMIN}
    assert DevelopmentKeys().find(digest_of(b"other")) is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "it must be a list"),
        ("- {", "line 1"),
        ("a: 1", "it must be a list"),
        ("- 5", "[0] must be an object"),
        (yaml.safe_dump([ENTRY | {"scopes": ["send", "fly"]}]), "[0].scopes[1] must be one of"),
        (yaml.safe_dump([ENTRY | {"scopes": []}]), "[0].scopes must not be empty"),
        (yaml.safe_dump([ENTRY | {"hash": "12"}]), "[0].hash"),
        (yaml.safe_dump([ENTRY | {"key": "k"}]), "[0].key is not a property known here"),
        (yaml.safe_dump([ENTRY | {"rate": -1}]), "[0].rate must be"),
        (yaml.safe_dump([ENTRY | {"rate": float("nan")}]), "[0].rate must be"),
        (yaml.safe_dump([ENTRY | {"rate": 1, "burst": 0}]), "[0].burst must be"),
        (yaml.safe_dump([ENTRY | {"burst": 5}]), "[0].burst needs a rate beside it"),
        (yaml.safe_dump([{"name": "x"}]), "[0].tenant is missing"),
        (yaml.safe_dump([ENTRY, ENTRY | {"name": "b"}]), "[1].hash is the same as [0].hash"),
        (yaml.safe_dump([ENTRY, ENTRY | {"hash": "0" * 64}]), "[1].name is the same as [0].name"),
    ],
)
def test_a_mistake_is_named_with_its_place(content: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "keys.yaml"
    path.write_text(content)

    with pytest.raises(ConfigurationError) as raised:
        read_keys(path)

    assert any(sentence in problem for problem in raised.value.problems), raised.value.problems
    assert all(problem.startswith("SVAR_API_KEYS_FILE") for problem in raised.value.problems)


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "keys.yaml"
    write(path, {"name": "", "tenant": "a b", "scopes": ["fly"], "hash": "x"})

    with pytest.raises(ConfigurationError) as raised:
        read_keys(path)

    assert len(raised.value.problems) == 4


def test_a_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        FileKeys(tmp_path / "none.yaml")


def test_a_changed_file_is_read_again_within_a_second(tmp_path: Path) -> None:
    path, seconds = tmp_path / "keys.yaml", Seconds()
    write(path, ENTRY)
    keys = FileKeys(path, monotonic=seconds)

    write(path, ENTRY | {"name": "new one", "hash": digest_of(b"new")})
    seconds.now = 0.5
    assert keys.find(digest_of(b"new")) is None
    seconds.now = 1.0
    assert keys.find(digest_of(b"new")) is not None
    assert keys.find(digest_of(b"k")) is None


@pytest.mark.parametrize(
    "broken",
    ["- {", "- 5", "- name: 2026-99-99\n", "- &a [*a]\n", "\x00", "[" * 100_000, None],
    ids=["no YAML", "no entry", "a date", "in itself", "NUL", "deep", "gone"],
)
def test_a_broken_change_keeps_the_keys_read_before_and_says_so(
    broken: str | None, tmp_path: Path
) -> None:
    path, seconds = tmp_path / "keys.yaml", Seconds()
    write(path, ENTRY)
    keys = FileKeys(path, monotonic=seconds)
    assert (keys.warnings(), wrong()) == ((), 0)

    path.unlink()
    if broken is not None:
        path.write_text(broken)
    seconds.now = 2.0

    assert keys.find(digest_of(b"k")) is not None
    assert wrong() == 1
    assert "revoked ones too" in keys.warnings()[0]
    assert str(path) not in keys.warnings()[0]


def test_a_file_that_is_mended_counts_again(tmp_path: Path) -> None:
    path, seconds = tmp_path / "keys.yaml", Seconds()
    write(path, ENTRY)
    keys = FileKeys(path, monotonic=seconds)
    path.write_text("- {")
    seconds.now = 2.0
    keys.find("")

    write(path, ENTRY | {"hash": digest_of(b"new")})
    seconds.now = 4.0

    assert keys.find(digest_of(b"k")) is None
    assert keys.find(digest_of(b"new")) is not None
    assert (keys.warnings(), wrong()) == ((), 0)


def test_a_file_that_stays_wrong_is_complained_about_every_minute(tmp_path: Path) -> None:
    path, seconds = tmp_path / "keys.yaml", Seconds()
    write(path, ENTRY)
    keys = FileKeys(path, monotonic=seconds)
    path.write_text("- {")

    with capture_logs() as lines:
        for now in range(1, 200):
            seconds.now = float(now)
            keys.find("")

    assert [line["log_level"] for line in lines] == ["error"] * 4
    assert all("revoked ones too" in line["event"] for line in lines)


@pytest.mark.parametrize(
    "entries",
    [
        [
            {**ENTRY, "name": str(n), "hash": digest_of(str(n).encode())}
            for n in range(MOST_KEYS + 1)
        ],
        [{"name": 5}] * MOST_KEYS,
    ],
    ids=["too many", "all wrong"],
)
def test_a_file_of_any_size_is_refused_within_a_second(entries: list[Any], tmp_path: Path) -> None:
    path = tmp_path / "keys.yaml"
    write(path, *entries)

    started = time.process_time()
    with pytest.raises(ConfigurationError) as raised:
        read_keys(path)

    assert time.process_time() - started < 5
    assert len(raised.value.problems) <= MOST_PROBLEMS + 1


def test_as_many_keys_as_a_file_may_hold_are_read_quickly(tmp_path: Path) -> None:
    path = tmp_path / "keys.yaml"
    write(
        path,
        *({**ENTRY, "name": str(n), "hash": digest_of(str(n).encode())} for n in range(MOST_KEYS)),
    )

    started = time.process_time()
    keys = read_keys(path)

    assert len(keys) == MOST_KEYS
    assert time.process_time() - started < 5


def test_merge_keys_within_each_other_are_refused_within_a_second(tmp_path: Path) -> None:
    path = tmp_path / "keys.yaml"
    merges = [f"- &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}" for n in range(1, 12)]
    path.write_text("\n".join(["- &m0 {name: flow}", *merges]))

    started = time.process_time()
    with pytest.raises(ConfigurationError):
        read_keys(path)

    assert time.process_time() - started < 5


def wrong() -> float | None:
    return REGISTRY.get_sample_value("svar_keys_file_wrong")
