"""Which languages a form is in, and which one its columns without a language are in."""

from dataclasses import dataclass, field

from services.xlsform.remark import Place, Remark
from services.xlsform.sheet import Sheets
from services.xlsform.translated import language_code, translated_headers

_FALLBACK = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLanguages:
    """The codes of all languages, the default first, and what could not be made one."""

    default: str
    codes: tuple[str, ...]
    remarks: list[Remark] = field(default_factory=list)


def languages_of(sheets: Sheets, *, asked_for: str) -> FormLanguages:
    """The languages of all labels. The default is what the settings say, else what is asked for."""
    codes: dict[str, None] = {}
    remarks: list[Remark] = []
    plain = False
    for name in ("survey", "choices"):
        rows = sheets.get(name, ())
        for header, written in translated_headers(rows, "label").items():
            code = language_code(written) if written else None
            plain = plain or not written
            if code is not None:
                codes[code] = None
            elif written:
                column = next(row.columns[header] for row in rows if header in row.columns)
                place = Place(sheet=rows[0].sheet, row=1, column=column, header=header)
                message = f'Which language "{written}" is cannot be told: write "{written} (en)".'
                remarks.append(Remark(place=place, message=message))
    default = _default(sheets, asked_for, plain=plain, codes=tuple(codes))
    others = (code for code in codes if code != default)
    return FormLanguages(default=default, codes=(default, *others), remarks=remarks)


def _default(sheets: Sheets, asked_for: str, *, plain: bool, codes: tuple[str, ...]) -> str:
    settings = next(iter(sheets.get("settings", ())), None)
    written = settings.text("default_language") if settings else ""
    chosen = language_code(asked_for) if asked_for else language_code(written)
    if chosen is not None and (plain or chosen in codes):
        return chosen
    return _FALLBACK if plain or not codes else codes[0]
