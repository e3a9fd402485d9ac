"""YAML that people wrote: what plain values mean, what is refused, and that refusing takes no time."""

import time
from pathlib import Path

import pytest
import yaml

from services.runtime.yaml_mistakes import sentence_of
from services.runtime.yaml_reader import (
    DEEPEST,
    MOST_BYTES,
    MOST_VALUES,
    YamlError,
    read_nodes,
    read_yaml,
    read_yaml_file,
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("20:00", "20:00"),
        ("2026-99-99", "2026-99-99"),
        ("2026-01-01", "2026-01-01"),
        ("010", 10),
        ("08", 8),
        ("-3", -3),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("12345678901234567890", "12345678901234567890"),
        ("~", None),
        ("", None),
        ("'5'", "5"),
    ],
)
def test_a_plain_value_is_what_it_looks_like(written: str, meant: object) -> None:
    read = read_yaml(f"value: {written}")

    assert read == {"value": meant}
    assert type(read["value"]) is type(meant)


def test_an_anchor_and_a_merge_serve_as_always() -> None:
    text = "usual: &usual {a: 1, b: 2}\nhere: {<<: *usual, b: 3}\nthere: *usual"

    assert read_yaml(text) == {
        "usual": {"a": 1, "b": 2},
        "here": {"a": 1, "b": 3},
        "there": {"a": 1, "b": 2},
    }


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("text: What: now", 1, "put the text in quotes"),
        ("a:\n  b: 1\n c: 2", 3, "does not line up"),
        ("- a\nb: c", 2, "does not line up"),
        ("a:\n\tb: 1", 2, "begins with a tab"),
        ("a: @x", 1, "put such a text in quotes"),
        ('a: "b', 1, "in quotes that is not closed"),
        ("b:\n- a: [1, 2", 2, "a [ that is not closed"),
        ("a: {{answer.x}}", 1, "a text with { or [ needs quotes"),
        ("a: *x", 1, "*x stands for nothing"),
        ("a: &x [*x]", 1, "*x stands for what it is in"),
        ("a: !!timestamp 2026-99-99", 1, "begins with !"),
        ("a: 1\nb: 2\na: 3", 3, '"a" is given twice'),
        ("- id: a\n  id: b", 2, 'a "- " is missing before the next item'),
        ("a: 1\n'a': 3", 2, '"a" is given twice'),
        ("a: 1\n---\nb: 1", 2, "a second document"),
        ("a: b\x07", 1, "the control character U+0007"),
        ("a: 1e999", 1, "too large a number"),
        ("<<: 3", 1, "merges (<<) what is no mapping"),
        ("%FOO\n---\na", 1, "begins with %"),
    ],
)
def test_a_mistake_is_a_sentence_with_its_line(text: str, line: int, sentence: str) -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml(text)

    assert caught.value.line == line
    assert sentence in str(caught.value)


def test_the_sentences_hold_without_libyaml() -> None:
    """The plain parser, which some systems have only, words its complaints otherwise."""
    for text in ("a: b: c", "a:\n  b: 1\n c: 2", "- a\nb: c", "a: [1", "a: *", "a: - b", "a: | x"):
        with pytest.raises(YamlError) as ours:
            read_yaml(text)
        with pytest.raises(yaml.MarkedYAMLError) as plain:
            list(yaml.parse(text, Loader=yaml.SafeLoader))

        assert sentence_of(plain.value.problem or "") != "cannot be read as YAML"
        assert "cannot be read as YAML" not in str(ours.value)


_MERGES = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}, *a{n - 1}], k{n}: 1}}\n" for n in range(1, 2_000)
)
_LAUGHS = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)
)
_CHAIN = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 2_000))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(_MERGES, f"at most {MOST_VALUES:,}", id="98 kB of merge keys"),
        pytest.param(_LAUGHS, f"at most {MOST_VALUES:,}", id="a billion laughs"),
        pytest.param(_CHAIN, f"more than {DEEPEST} levels", id="a chain of aliases"),
        pytest.param("[" * 500_000, f"more than {DEEPEST} levels", id="brackets"),
        pytest.param("- " * 500_000, f"more than {DEEPEST} levels", id="dashes"),
        pytest.param("a: [" + "1," * 500_000 + "]", f"at most {MOST_VALUES:,}", id="many values"),
        pytest.param("a: " + "x" * MOST_BYTES, "larger than 1 MiB", id="a long text"),
        pytest.param("a: " + "å" * (MOST_BYTES // 2), "larger than 1 MiB", id="bytes count"),
    ],
)
def test_what_would_take_long_is_refused_within_a_second(text: str, sentence: str) -> None:
    began = time.process_time()

    with pytest.raises(YamlError, match=sentence):
        read_yaml(text)

    assert time.process_time() - began < 5


def test_the_most_that_is_taken_is_read_within_two_seconds() -> None:
    # Each line is a key and a mapping of two pairs: six values.
    text = "".join(f"k{number}: {{a: b, c: d}}\n" for number in range(MOST_VALUES // 6 - 1))
    began = time.process_time()

    assert len(read_yaml(text)) == MOST_VALUES // 6 - 1  # type: ignore[arg-type]  # a mapping

    assert time.process_time() - began < 5


def test_nodes_know_their_lines() -> None:
    nodes = read_nodes("- a\n- b\n")

    assert isinstance(nodes, yaml.SequenceNode)
    assert [node.start_mark.line for node in nodes.value] == [0, 1]


@pytest.mark.parametrize(
    ("content", "line", "sentence"),
    [
        (b"a: 1\nb: bl\xe5b\xe6r\n", 2, "not UTF-8"),
        (b"\xff\xfea\x00", 1, "not UTF-8"),
        (b"a" * (MOST_BYTES + 1), 0, "larger than 1 MiB"),
    ],
)
def test_a_file_that_is_no_text_is_refused(
    content: bytes, line: int, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)

    with pytest.raises(YamlError, match=sentence) as caught:
        read_yaml_file(path)

    assert caught.value.line == line


def test_a_byte_order_mark_is_no_part_of_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")

    assert read_yaml_file(path) == {"a": 1}


def test_a_file_that_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(YamlError, match="cannot be read"):
        read_yaml_file(tmp_path / "none.yaml")
    with pytest.raises(YamlError, match="cannot be read"):
        read_yaml_file(tmp_path)
