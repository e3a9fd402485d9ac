"""Pipes: that what they pipe in can be known."""

from collections.abc import Iterator

from services.engine.definition import Translations
from services.engine.piping import Pipe, pipes_in, with_pipes
from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding


def pipe_problems(examined: Examined) -> Iterator[Finding]:
    """Pipes to an answer that no question gives, and pipes to something that is not known at all."""
    answered = {element.id for _, element in examined.placed() if element.type.is_question}
    for path, translations in _piping_texts(examined):
        for language, text in translations.items():
            for pipe in pipes_in(text):
                problem = _problem(pipe, answered)
                if problem:
                    yield Finding(path=f"{path}.{language}", message=problem)
            if "{{" in with_pipes(text, lambda _: ""):
                message = 'A "{{" is never closed by "}}": customers would read it as it stands.'
                yield Finding(path=f"{path}.{language}", message=message)
    for path, element in examined.placed():
        for index, option in enumerate(element.options):
            if any("{{" in label for label in option.text.values()):
                message = "Nothing can be piped into the label of an option."
                yield Finding(path=f"{path}.options[{index}].text", message=message)


def _problem(pipe: Pipe, answered: set[str]) -> str:
    if pipe.source == "answer" and pipe.name in answered:
        return ""
    if pipe.source == "answer":
        return f'The text pipes in the answer to "{pipe.name}", which is no question.'
    if pipe.source == "var" and pipe.name:
        return ""
    name = f"{pipe.source}.{pipe.name}" if pipe.name else pipe.source
    return f'The text pipes in "{name}"; only answer.<element id> and var.<key> are known.'


def pipe_warnings(examined: Examined) -> Iterator[Finding]:
    """Pipes to answers that nobody has given yet where the text is said."""
    for path, element in examined.placed():
        if not examined.walks.is_reached(element.id):
            continue
        said = ((f"{path}.text", element.text), (f"{path}.error", element.error))
        for place, translations in said:
            for language, text in translations.items():
                for pipe in pipes_in(text):
                    if _comes_too_early(examined, pipe, element.id):
                        message = (
                            f'"{pipe.name}" is never asked before this text: {_instead(pipe)}.'
                        )
                        yield Finding(path=f"{place}.{language}", message=message)


def _comes_too_early(examined: Examined, pipe: Pipe, element: str) -> bool:
    if pipe.source != "answer" or pipe.name not in examined.questions:
        return False
    return not examined.walks.may_meet(element, after=pipe.name)


def _instead(pipe: Pipe) -> str:
    return f'it always says "{pipe.fallback}"' if pipe.fallback else "nothing is ever piped in"


def _piping_texts(examined: Examined) -> Iterator[tuple[str, Translations]]:
    for path, element in examined.placed():
        yield f"{path}.text", element.text
        yield f"{path}.error", element.error
        yield f"{path}.minLabel", element.min_label
        yield f"{path}.maxLabel", element.max_label
    for name, translations in examined.definition.texts.items():
        yield f"texts.{name}", translations
