"""What every part of the build needs: spans, names, quoted texts, headings."""

import re
from typing import Any

from lark import Token
from lark.tree import Meta

from sladsl.diagnostics import Diagnostic
from sladsl.source import Span
from sladsl.syntax import tree
from sladsl.syntax.comma_numbers import like_thousands

# no decimal needs a last place of 0; `0.500` and `1.125` can only be decimals, or are needed as such
_LIKE_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})*\.[0-9]{2}0")


class BuildNames:
    """Names have one rule a role in the grammar and one form here."""

    def __init__(self, file: str, base: int = 0, found: list[Diagnostic] | None = None) -> None:
        self.file = file
        self.base = base  # where the parsed text begins in the file: 0, or a table's cell
        self.found: list[Diagnostic] = [] if found is None else found
        self.cells = 0

    def _span(self, meta: Meta) -> Span:
        start, end = getattr(meta, "start_pos", 0), getattr(meta, "end_pos", 0)
        return Span(self.file, self.base + start, self.base + end)

    def _raw(self, token: Token) -> tree.Raw:
        """A token as written; quotes of either kind are not part of a text."""
        text = str(token)
        if token.type == "NUMBER":
            self._unmistakable(token)
        if token.type == "STRING" or token.type == "BACKQUOTED":
            text = text[1:-1]
        start = self.base + (token.start_pos or 0)
        return tree.Raw(text, span=Span(self.file, start, start + len(token)))

    def _unmistakable(self, token: Token) -> None:
        """Twelve is not written `12.000`, which is twelve thousand in half of Europe."""
        if _LIKE_THOUSANDS.fullmatch(token):
            start = self.base + (token.start_pos or 0)
            span = Span(self.file, start, start + len(token))
            self.found.append(like_thousands(tree.Raw(str(token), span=span)))

    def _heading(self, children: list[Any]) -> tuple[tree.Name, tree.Raw | None, tuple[Any, ...]]:
        """A heading's name, its quoted title if it has one, and its sentences."""
        name, rest = children[0], children[1:]
        title = self._raw(rest[0]) if rest and isinstance(rest[0], Token) else None
        return name, title, tuple(rest[1:] if title else rest)

    def _name(self, meta: Meta, children: list[Any]) -> tree.Name:
        text = " ".join(str(token).strip("`") for token in children)
        return tree.Name(text, span=self._span(meta))

    agreement_name = party_name = calendar_name = exception_name = region_name = subdivision_name = _name
    holiday_kind = subject_name = form_name = form_ref = key_name = field_name = field_ref = _name
    heading_form = further_form = tier_name = fee_name = part_fee_name = capped_thing = _name
    unit_of_fee = units_name = units_of = counting_state = _name
    group_field = unit_name = event_name = state_name = state_ref = clock_name = clause_name = _name
    thing_name = announcement_name = notice_calendar = begin_field = end_field = reference_field = (
        during_name
    ) = part_name = _name
    amendment_name = amended_agreement = signer_name = signed_for = _name
    removed_clause = renumbered_clause = amount_unit = terminated_by = reviewed_by = base_name = _name
    service_name = needed_name = failing_name = limited_state = _name
    watched_name = counted_name = field_part = scope_name = excluded_name = left_out_name = owner_name = _name
    meant_clause = group_name = member_name = offered_party = _name
    requirement_name = asking_party = met_clause = permitted_name = _name
    missed_name = percentile_method = enough_name = missed_clause = _name
    service_name = needed_name = escalated_name = declared_role = declared_party = holder_name = _name
    role_party = supplier_name = covered_name = declarer = declared_state = _name
    judging_party = keeper_name = read_name = _name
    column_field = limit_field = clause_ref = said = role_name = term_name = source_name = means_name = (
        example_words
    ) = _name
