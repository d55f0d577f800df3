"""The grammar has no conflict, and reserves no more words inside names than this table says.

LALR resolves a shift/reduce conflict silently, and a key word that may follow a name cannot stand in it: a change
of the grammar can take words away from everybody's names without a test that fails. Here it does.
"""

import logging
from collections.abc import Iterator
from functools import cache
from io import StringIO

import pytest
from lark import Lark, Token, logger
from lark.exceptions import UnexpectedInput
from lark.parsers.lalr_analysis import Reduce

from sladsl.bundled import grammar_text
from sladsl.syntax.parse import parser
from sladsl.syntax.tables import CELLS
from sladsl.syntax.terminals import keywords

# By the rule of a name: the key words that cannot be its first word, and those that cannot be a later one.
# A word stands for all its forms: `is` for `are`, `the` for `a` and `their`, `event` for `events`.
RESERVED = {
    "agreement_name": ("", ""),
    "party_name": ("the", "as"),
    "calendar_name": ("the", "and except is or"),
    "exception_name": (
        "every friday monday on saturday sunday the thursday tuesday wednesday",
        "except holidays",
    ),
    "region_name": ("the", "except from in"),
    "subdivision_name": ("the", "except from"),
    "holiday_kind": ("every friday monday on saturday sunday the thursday tuesday wednesday", "holidays"),
    "subject_name": ("", "among those where is less the share per shall where"),
    "form_name": ("plural", ""),
    "heading_form": ("otherwise plural said", "is"),
    "further_form": ("", ""),
    "tier_name": ("", ""),
    "unit_of_fee": ("calendar contract day month quarter rolling week year", "per"),
    "fee_name": ("the", ""),
    "part_fee_name": (
        "amount at risk fee for the downtime fee for the period monthly fee quarterly fee the yearly fee",
        "fee fee for the downtime fee for the period",
    ),
    "capped_thing": ("", "over the term per"),
    "units_name": ("from", "from"),
    "units_of": ("", "while"),
    "counting_state": ("", ""),
    "form_ref": ("the", "per"),
    "key_name": ("", ""),
    "field_name": ("event is readings of the", "is"),
    "field_ref": ("next the", ""),
    "group_field": ("", "and and no"),
    "unit_name": (
        "among those where and and at the same time as day hour less the share minute ms or or under per second shall week",
        "among those where and and at the same time as less the share or or under per shall",
    ),
    "event_name": ("first id is", "is or until within"),
    "state_name": ("", "of"),
    "state_ref": ("", "or"),
    "clock_name": ("", "of"),
    "clause_name": ("", ""),
    "clause_ref": ("", ""),
    "said": ("", "by for at least for at most within"),
    "role_name": ("the", "at when the budget burns more than"),
    "term_name": (
        "above after at before below between in known not one",
        "among those where and and at the same time as in is less the share not or or under per shall",
    ),
    "source_name": ("", "of"),
    "means_name": ("", ""),
    "example_words": ("is", "with"),
    "thing_name": (
        "a credit is owed when missed adds clause agreement amendment average calendar clause clock credit credits are capped at credits are claimed credits are earned back when met credits are paid within credits are set against the next credits go by customer may escalate to every example for at least highest in clause interpolated it cannot be weakened it watches lowest median net promoter score no nothing but nothing is credited between the steps nothing may be excluded number outcome party plan provider may removes clause replaces clause replaces tier requirement role service service group share source state subject the there tier total use warn",
        "shall",
    ),
    "failing_name": ("the", "and"),
    "meant_clause": ("clause", "is meant"),
    "limited_state": ("the", "per"),
    "service_name": ("", "needs offered to"),
    "group_name": ("", "has"),
    "member_name": ("", "and"),
    "offered_party": ("all customers the", "and"),
    "needed_name": ("all of any of at the", "and or"),
    "escalated_name": ("the", "on"),
    "declared_role": ("", "is"),
    "declared_party": ("", ""),
    "holder_name": ("the", "of"),
    "role_party": ("the", ""),
    "supplier_name": ("the", "and as"),
    "covered_name": ("", "and where"),
    "declarer": ("the", "may declare or"),
    "declared_state": ("the", ""),
    "judging_party": ("the", ""),
    "keeper_name": ("the", ""),
    "announcement_name": ("", "from"),
    "begin_field": ("", "until"),
    "end_field": ("", ""),
    "reference_field": ("", ""),
    "during_name": ("the", ""),
    "part_name": ("during the", "and except or"),
    "counted_name": ("misses of", "of per shall where"),
    "field_part": ("of over every time between", "among is of shall where"),
    "scope_name": ("every the", "among those where less the share of every per shall where"),
    "excluded_name": ("the", "and"),
    "watched_name": ("", "and"),
    "limit_field": ("next the", "and"),
    "left_out_name": ("the", "and of"),
    "owner_name": ("the", "and"),
    "notice_calendar": ("the", ""),
    "supported_name": ("", "and"),
    "planned_clock": ("the", "of"),
    "planned_subject": ("", "under"),
    "planned_agreement": ("", ""),
    "step_name": ("the", "and at the same time by under"),
    "performer_name": ("the", "and at the same time under"),
    "relied_name": ("", "and at the same time or under where"),
    "assumed_name": ("at cases count in the same window the", "and comes at once after stays as opened"),
    "event_before": ("the", "and"),
    "shared_clause": ("", "are of"),
    "shared_agreement": ("", ""),
    "missed_name": ("credits exceed", "is"),
    "percentile_method": ("the", "of"),
    "requirement_name": ("", "of"),
    "asking_party": ("the", ""),
    "met_clause": ("", "and"),
    "permitted_name": ("the", "and may be excluded"),
    "enough_name": ("", ""),
    "missed_clause": ("", "and per"),
    "read_name": ("the", "is where"),
    "amendment_name": ("", "of"),
    "amended_agreement": ("", "makes"),
    "signer_name": ("the", "and for on"),
    "signed_for": ("the", "and on"),
    "removed_clause": ("", ""),
    "terminated_by": ("", ""),
    "reviewed_by": ("the", ""),
    "base_name": ("", "and"),
    "renumbered_clause": ("", ""),
    "amount_unit": (
        "and become day hour minute month ms second week working day year",
        "and become",
    ),
}

_PROMISE = "clause C: Every s shall be r within 1 hour"
# where a name of each rule stands; a word is free for it if it is in all of these places
PLACES = {
    "agreement_name": ["agreement {}:"],
    "party_name": ["agreement A: between {} as provider and B as customer."],
    "calendar_name": ["calendar {}: open always.", "calendar c is {}.", _PROMISE + ", counting {}."],
    "exception_name": ["calendar c is d except {}."],
    "region_name": ["calendar c: closed on public holidays of {}."],
    "subdivision_name": ["calendar c: closed on public holidays of G in {}."],
    "holiday_kind": ["calendar c: closed on {} holidays of G.", "calendar c: closed {} holidays of G."],
    "subject_name": ["subject {}:", "clause C: Every {} shall be r within 1 hour."],
    "form_name": ["subject s, {}:"],
    "heading_form": [
        "subject s: has events a. state x of s, {}: from a until b.",
        "clock x of s, {}: starts when a.",
        "calendar c, {} is d.",
    ],
    "further_form": ["subject s: has f (also {}).", "subject s: has events a (also {})."],
    "tier_name": ["tier {}:"],
    "unit_of_fee": ["agreement A: fee EUR 2 per {} per calendar month."],
    "fee_name": ["agreement A: fee for {} EUR 2 per calendar month."],
    "part_fee_name": [
        "clause C: Credit 5% of {} fee when missed.",
        "clause C: Credit 5 times {} fee for the downtime.",
    ],
    "capped_thing": ["agreement A: credits are capped at EUR 2 for each {}."],
    "units_name": ["agreement A: there are 200 {}."],
    "units_of": ["agreement A: count {} while s."],
    "counting_state": ["agreement A: count u while {}."],
    "form_ref": [_PROMISE + ", for at least 90% of {} per day."],
    "key_name": ["subject s: identified by {}."],
    "field_name": ["subject s: has {}.", 'source s of t: field {} is column "x".'],
    "field_ref": ["clause C: Every s shall be r by the end of {}."],
    "group_field": [_PROMISE + ", for at least 90% of s per day and {}."],
    "unit_name": ["clause C: Every s where w is above 3 {} shall be r within 1 hour."],
    "event_name": [
        "subject s: has events {}.",
        "state x of s: from {} until b.",
        "clock c of s: continues when {} within 1 day.",
        'source s of t: event {} is at column "x".',
        'source s of t: "x" means {}.',
    ],
    "state_name": ["state {} of s:"],
    "state_ref": [_PROMISE + ", paused while {}."],
    "clock_name": ["clock {} of s:"],
    "clause_name": ["clause {}:"],
    "clause_ref": ['example "x" of {}:'],
    "said": ["clause C: Every s shall be {} within 1 hour."],
    "role_name": ["clause C: Warn {} at 50%."],
    "term_name": [
        "clause C: Every s where {} is known shall be r within 1 hour.",
        "clause C: Every s where f is {} shall be r within 1 hour.",
        "clause C: For at least 9% of s, the f shall be {} per day.",
    ],
    "source_name": ["source {} of s:"],
    "means_name": ['source s of t: field f is column "c", "v" means {}.'],
    "example_words": ['example "x" of C: 2026-03-02 10:00 A-1 {}.'],
    "thing_name": ["clause C: {} shall be r for at least 9% of the time per day."],
    "notice_calendar": [
        "state x of s: as announced by a from b until e, with at least 5 working days notice in {}."
    ],
    "failing_name": ["agreement A: assumes independent failures of {}."],
    "limited_state": ["agreement A: assumes at most 4 hours of {} per day."],
    "service_name": ["service {}.", "service {} needs n."],
    "group_name": ["service group {} has E."],
    "member_name": ["service group G has {}."],
    "offered_party": ["service E is offered to {}."],
    "needed_name": ["service s needs {}.", "service s needs any of ({}, n)."],
    "escalated_name": ["clause C: Escalate to {} on breach."],
    "declared_role": ["role {} is x.", "role {}, of x."],
    "declared_party": ["party {}."],
    "holder_name": ["role r is {}.", "role r is {} of x."],
    "role_party": ["role r is h of {}.", "role r, of {}."],
    "supplier_name": ["agreement A: with {} as supplier."],
    "covered_name": ["agreement A: covers {} where x is y."],
    "declarer": ["agreement A: only {} may declare x."],
    "declared_state": ["agreement A: only r may declare {}."],
    "judging_party": ["agreement A: is judged by the records of {}."],
    "keeper_name": ["source s of t: the log is kept by {}."],
    "announcement_name": ["state x of s: as announced by {} from b until e."],
    "begin_field": ["state x of s: as announced by a from {} until e."],
    "end_field": ["state x of s: as announced by a from b until {}."],
    "reference_field": ["state x of s: as announced by a from b until e, by reference {}."],
    "during_name": ["state x of s: during {}."],
    "part_name": ["state x of s is {}."],
    "counted_name": [
        "clause C: There shall be at most 3 {} of E per day.",
        "clause C: No {} of E shall last more than 1 day per day.",
    ],
    "field_part": [
        "clause C: The average {} of E shall be at least 4 per day.",
        "state x of s: every minute in which the share of {} is above 1%.",
    ],
    "scope_name": ["clause C: The average f of {} shall be at least 4 per day."],
    "excluded_name": ["clause C: E shall be r for at least 9% of the time per day, excluding {}."],
    "watched_name": ["outcome O: It watches {}."],
    "left_out_name": [_PROMISE + ", excluding {}.", _PROMISE + ", excluding {} of its t."],
    "owner_name": [_PROMISE + ", excluding x of {}."],
    "limit_field": ["clause C: Every s shall be r by the later of 1 hour and the end of {}."],
    "supported_name": ["agreement A: supports {}."],
    "planned_clock": ["plan for {} of s under A: x."],
    "planned_subject": ["plan for c of {} under A: x."],
    "planned_agreement": ["plan for c of s under {}: x."],
    "step_name": ["plan for c of s under A: {}.", "plan for c of s under A: x, then {}."],
    "performer_name": ["plan for c of s under A: x by {}."],
    "relied_name": ["plan for c of s under A: x under {}."],
    "assumed_name": ["plan for c of s under A: x. assuming that {} stays as opened."],
    "event_before": ["plan for c of s under A: x. assuming that e comes at once after {}."],
    "shared_clause": ["plan for c of s under A: x. assuming that at least 5% of the cases of {} are of A."],
    "shared_agreement": ["plan for c of s under A: x. assuming that at least 5% of cases of C are of {}."],
    "percentile_method": ["clause C: The 9th percentile by {} of f of c shall be below 1 ms per day."],
    "meant_clause": ['agreement A: W0401 of {} is meant, because "x".'],
    "enough_name": [
        _PROMISE + ", if there are at least 5 {}.",
        "clause C: The share of f of c shall be below 1% per day, if there are at least 5 {}.",
    ],
    "read_name": [
        "state x of s: every minute in which for at least 5% of {}, the f is g.",
        "state x of s: every minute in which at least 5% of {} are above 5.",
    ],
    "missed_clause": ["clause C: There shall be at most 2 misses of {} per day."],
    "missed_name": ["agreement A: customer may terminate when {} is missed in 3 consecutive months."],
    "requirement_name": ['requirement {} of X: "w".'],
    "asking_party": ['requirement R of {}: "w".'],
    "met_clause": ['requirement R of X: "w", met by {}.'],
    "permitted_name": ['requirement R of X: "w". Nothing but {} may be excluded.'],
    "amendment_name": ["amendment {} of A makes version 2 in force from 2026-07-01:"],
    "amended_agreement": ["amendment A1 of {} makes version 2 in force from 2026-07-01:"],
    "signer_name": ["agreement A: signed by {} on 2026-07-01."],
    "signed_for": ["agreement A: signed by M for {} on 2026-07-01."],
    "removed_clause": ["removes clause {}."],
    "terminated_by": ["agreement A: terminated on 2026-07-01 by {}."],
    "base_name": ["agreement A: builds on {}."],
    "reviewed_by": ["agreement A: reviewed every 1 month by {}."],
    "renumbered_clause": ["in clause {}, 4 hours becomes 2 hours."],
    "amount_unit": ["in clause C, 4 {} becomes 5 hours."],
}


def _complaints(grammar: str, start: str | list[str] = "start") -> str:
    """What lark says of a grammar while it builds the parser."""
    heard, level = StringIO(), logger.level
    handler = logging.StreamHandler(heard)
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        Lark(grammar, parser="lalr", lexer="contextual", start=start, debug=True, maybe_placeholders=False)
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    # what one start does not need, another does
    return "".join(line for line in heard.getvalue().splitlines(True) if not line.startswith("Unused"))


def test_the_grammar_has_no_conflict() -> None:
    grammar = grammar_text("sladsl.lark") + "\n" + grammar_text("english.lark")
    assert _complaints(grammar) == ""
    assert _complaints(grammar, CELLS) == ""


def test_a_conflict_would_be_heard() -> None:
    assert "Shift/Reduce conflict" in _complaints('start: start "+" start | "n"')


@cache
def _reserved() -> dict[str, tuple[set[str], set[str]]]:
    """By the rule of a name, the key words' terminals that the contextual lexer prefers to a word of the name."""
    built = parser()
    states = built.parser.parser._parse_table.states  # type: ignore[attr-defined]  # no other way in
    words = {rule.origin.name for rule in built.rules if rule.origin.name.endswith("_word")}
    repeated = {  # `__..._plus_17` of each `_..._word`
        symbol.name: rule.origin.name
        for rule in built.rules
        for symbol in rule.expansion
        if symbol.name in words
    }
    name_of = {
        word: next(
            rule.origin.name
            for rule in built.rules
            if any(symbol.name == plus for symbol in rule.expansion) and rule.origin.name != plus
        )
        for word, plus in repeated.items()
        if plus.startswith("__")
    }
    found: dict[str, tuple[set[str], set[str]]] = {name: (set(), set()) for name in name_of.values()}
    for actions in states.values():
        keys = keywords().keys() & actions.keys()
        for name in found.keys() & actions.keys():  # a name begins here
            found[name][0].update(keys)
        for action, rule in actions.values():  # a word of it has just been read
            if action is Reduce and rule.origin.name in name_of:
                found[name_of[rule.origin.name]][1].update(keys)
    for name, places in PLACES.items():  # the word before may still be open, and more may follow that one
        for place in places:
            before = built.parse_interactive(place.partition("{}")[0])
            before.exhaust_lexer()
            found[name][0].update(keywords().keys() & states[before.parser_state.position].keys())
    return found


def _shown(terminals: set[str]) -> str:
    # a key word that begins with a comma takes no word from a name
    words = (keywords()[terminal][0].casefold() for terminal in terminals)
    return " ".join(sorted(word for word in words if not word.startswith(",")))


def test_the_table_has_every_rule_of_a_name() -> None:
    assert set(RESERVED) == set(_reserved()) == set(PLACES)


@pytest.mark.parametrize("name", RESERVED)
def test_words_reserved_in_names(name: str) -> None:
    first, later = _reserved()[name]
    assert (_shown(first), _shown(later)) == RESERVED[name]


def _texts(name: str, written: str) -> Iterator[set[str]]:
    """At each of the places, the names of this rule that are read there when `written` stands in it."""
    for place in PLACES[name]:
        try:
            tree = parser().parse(place.format(written))
        except UnexpectedInput:
            yield set()
        else:
            yield {" ".join(map(str, tokens(found.children))) for found in tree.find_data(name)}


def tokens(children: list[object]) -> list[Token]:
    return [child for child in children if isinstance(child, Token)]


# a key word of several words takes the mark or word before the name: `, the rating`, `and no outage`
TAKEN_WITH_THE_WORD_BEFORE = {"form_name": "the", "heading_form": "the", "group_field": "no"}


@pytest.mark.parametrize("name", RESERVED)
def test_every_other_key_word_is_free(name: str) -> None:
    """The same asked of the parser: which key words stand in a name, first and in the middle."""
    first, later = ({form for key in keys for form in keywords()[key]} for keys in _reserved()[name])
    words = sorted({form for forms in keywords().values() for form in forms if " " not in form})
    for word in words:
        taken = word in first or word == TAKEN_WITH_THE_WORD_BEFORE.get(name)
        assert _is_read(name, f"{word} x") != taken, word
    for word in later.intersection(words):
        assert not _is_read(name, f"x {word} y"), word
    free = [word for word in words if word not in later]
    assert _is_read(name, f"x {' x '.join(free)} y")


def _is_read(name: str, written: str) -> bool:
    """Whether it is read as one name at every place of such a name."""
    return all(written in read for read in _texts(name, written))
