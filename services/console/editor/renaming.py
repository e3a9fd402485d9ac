"""Renames an element in everything that names it: rules, and what is piped into texts."""

import re
from collections.abc import Iterator

from svar.surveys.v1 import survey_pb2 as pb


def rename(definition: pb.SurveyDefinition, *, before: str, after: str) -> None:
    """Let everything name an element by its new id; nothing happens for no old or no new one."""
    if not before or not after or before == after:
        return
    for rule in definition.rules:
        if rule.at == before:
            rule.at = after
        if rule.then.WhichOneof("kind") == "go_to" and rule.then.go_to == before:
            rule.then.go_to = after
        for condition in (*rule.condition.all, *rule.condition.any):
            if condition.WhichOneof("subject") == "element" and condition.element == before:
                condition.element = after
    pipe = re.compile(r"(\{\{\s*answer\.)" + re.escape(before) + r"(?=\s*[|}])")
    for text in _texts(definition):
        for language, said in text.by_language.items():
            if before in said:
                text.by_language[language] = pipe.sub(lambda found: found[1] + after, said)


def users(definition: pb.SurveyDefinition, element: str) -> list[str]:
    """Return the ids of the rules that name an element."""
    return [
        rule.id
        for rule in definition.rules
        if element in (rule.at, rule.then.go_to)
        or any(one.element == element for one in (*rule.condition.all, *rule.condition.any))
    ]


def _texts(definition: pb.SurveyDefinition) -> Iterator[pb.Translations]:
    for element in definition.elements:
        yield from (element.text, element.error, element.min_label, element.max_label)
        yield from (option.text for option in element.options)
    yield from definition.texts.values()
