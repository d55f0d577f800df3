"""The published cases of required levels: each is written as an agreement and what is required of it, and answered.

A draft of an agreement is made from what the contract of the case states, and a requirement from each thing that is
required. What the cases take for granted, and the language wants said:

- Hours in business time are `business hours: hours to be agreed.`, as none of the contracts has a calendar.
- What may be left out is required by a line of its own: an uptime is measured as the contract measures it.
- A credit or a cap of which no level is stated hangs on an availability of 99.9%; a percentage is of the fees
  that the contract speaks of.
- A priority that is only spoken of as breached is one of an hour.
- A credit that grows from breach to breach has no sentence: its first amount is written (one case, which
  requires nothing of it). Nor have exclusive remedies, or what is no level at all: they stay prose.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field

from sladsl.compile import asked_for, gaps
from sladsl.loading import Program, load_program

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "required-levels" / "cases.jsonl"
CASES = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()] if DATA.exists() else []
HEAD = """\
agreement CONTRACT:
  is a customer SLA, version 1.0.
  is a draft.
  between Supplier as provider and We as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone UTC.
  fee EUR 1000 per calendar month.
"""
USES = "use itil.\nuse availability.\nuse claims.\n"
HOURS = """\
calendar business hours: hours to be agreed.
service Product. service Support.
"""
SEVERITIES = {
    "P1": "P1", "P2": "P2", "P3": "P3", "P4": "P4", "Sev 1": "P1", "Sev 2": "P2",
    "Critical": "P1", "High": "P2", "Medium": "P3", "Low": "P4",
}  # fmt: skip
STATES = {
    "scheduled maintenance": "planned maintenance",
    "force majeure": "force majeure",
    "emergency maintenance": "emergency maintenance",
    "customer caused": "caused by the customer",
}
VERBS = {"response": "responded to", "restoration": "resolved"}
# what each label is in our words; a text in which there is nothing to judge is refused
ANSWERS = {
    "ok": "satisfied",
    "gap": "not satisfied",
    "unclear_or_conflict": "cannot tell",
    "escalate": "E0201",
    "no_sla_clause": "E0904",
}


@define
class Contract:
    """What the contract of a case states, as clauses by name, and sentences of the agreement."""

    clauses: dict[str, list[str]] = field(factory=dict)
    terms: list[str] = field(factory=list)
    amended: list[str] = field(factory=list)
    excludes: list[str] = field(factory=list)
    base: str = "monthly fee"
    per: str = "calendar month"
    states_something: bool = False

    def program(self, required: str) -> str:
        clauses = "".join(f"clause {name}:\n  {' '.join(said)}\n" for name, said in self.clauses.items())
        terms = "".join(f"  {each}\n" for each in self.terms)
        amendment = ""
        if self.amended:
            amendment = "amendment A1 of CONTRACT makes version 1.1 in force from 2026-07-01:\n"
            amendment += "".join(
                f"adds clause AMENDED-{number}:\n  {said}\n" for number, said in enumerate(self.amended, 1)
            )
        return USES + HEAD + terms + HOURS + clauses + required + amendment


def length(said: str) -> str:
    """`1 business day` -> `1 working day, counting business hours`; a bare hour is one of the clock."""
    number, *words = said.split()
    unit = words[-1]
    if "business" in words and unit.startswith("day"):
        return f"{number} working {unit}, counting business hours"
    return f"{number} {unit}, counting {'business hours' if 'business' in words else 'always'}"


def percent(said: str) -> tuple[str, str]:
    """`25% of monthly fees` -> the number, and of which fee it is."""
    number, _, of = said.partition("% of ")
    bases = {"monthly fees": "monthly fee", "quarterly fees": "quarterly fee"}
    return number, bases.get(of, "fee for the period")


def uptime(share: object, per: str, excludes: list[str]) -> str:
    left_out = f", excluding {' and '.join(STATES[each] for each in excludes)}" if excludes else ""
    return f"Product shall be available for at least {share}% of the time per {per}{left_out}."


def stated(case: dict[str, Any]) -> Contract | None:
    """The contract; None where it states nothing that is a level or a term."""
    found = Contract()
    said: list[dict[str, Any]] = case["agreement_states"]
    found.excludes = [name for each in said for name in each.get("excludes", ())]
    for each in said:
        found.states_something |= bool(each.keys() - {"text", "see_schedule"})
        match each:
            case {"uptime_percent": share, "period": period}:
                found.per = "calendar year" if period == "annually" else "calendar month"
                name = f"UPTIME-{sum('UPTIME' in known for known in found.clauses) + 1}"
                found.clauses[name] = [uptime(share, found.per, found.excludes)]
            case {"amended_to": {"uptime_percent": share}}:
                found.amended.append(uptime(share, found.per, found.excludes))
            case {"severity": severity} if not each.get("none"):
                for kind, verb in VERBS.items():
                    if each[kind] is not None:
                        promise = f"shall be {verb} within {length(each[kind])}."
                        where = f"priority is {SEVERITIES[severity]}"
                        found.clauses[f"{SEVERITIES[severity]}-{kind.upper()}"] = [
                            f"Every incident where {where} {promise}"
                        ]
            case {"support": hours}:
                name = f"SUPPORT-{sum('SUPPORT' in known for known in found.clauses) + 1}"
                counted = "always" if hours.startswith("24x7") else hours
                promise = "Support shall be available for at least 100% of the time per calendar month"
                found.clauses[name] = [f"{promise}, counting {counted}."]
            case _:
                pass
    if not found.states_something:
        return None
    for each in said:
        money(each, found)
    return found


def money(each: dict[str, Any], found: Contract) -> None:
    """Credits, caps, claims and rights."""
    rewarded = ("credit" in each and each["credit"] != "none available") or "cap" in each
    if rewarded or "excludes" in each:
        found.clauses.setdefault("UPTIME-1", [uptime("99.9", found.per, found.excludes)])
    if "credit" in each and each["credit"] != "none available":
        number, found.base = percent(
            each["credit"].split(" first")[0].replace("5%", "5% of monthly fees", 1)
            if " first" in each["credit"]
            else each["credit"]
        )
        found.clauses["UPTIME-1"].append(f"Credit {number}% of the {found.base} when missed.")
    if "cap" in each:
        number, base = percent(each["cap"])
        per = {"monthly fee": "calendar month", "quarterly fee": "calendar quarter"}[base]
        found.terms.append(f"credits are capped at {number}% of the {base} per {per}.")
        if "credit" not in each and not any("Credit" in said for said in found.clauses["UPTIME-1"]):
            found.clauses["UPTIME-1"].append(f"Credit 1% of the {base} when missed.")
    if "claim_days" in each:
        found.terms.append(f"credits are claimed within {each['claim_days']} days of the end of the month.")
    if "chronic" in each:
        assert each["chronic"] == "three consecutive months of severity 1 breach"
        promise = found.clauses.setdefault(
            "P1-RESPONSE",
            ["Every incident where priority is P1 shall be responded to within 1 hour, counting always."],
        )
        promise[0] = promise[0].rstrip(".") + ", for at least 100% of incidents per calendar month."
        if each.get("termination"):
            promise.append("The customer may terminate when it is missed in 3 consecutive months.")
        if each.get("additional_credits"):
            found.clauses["CHRONIC"] = [
                "P1-RESPONSE shall not be missed in 3 consecutive months. Credit 1% of the monthly fee when missed."
            ]


def required(case: dict[str, Any], found: Contract) -> Iterator[tuple[str, list[str]]]:
    """What is required, a sentence each ("" for words alone), and by which clauses it is met."""
    uptimes = [name for name in found.clauses if name.startswith("UPTIME")]
    asked = case["we_require"]
    for key, value in asked.items():
        match key.split("."):
            case [severity, limit] if limit.endswith("_max"):
                kind, hours = limit.removesuffix("_max"), value.removesuffix(" h calendar")
                promise = f"shall be {VERBS[kind]} within {hours} hours, counting always."
                met = [name for name in found.clauses if name.startswith(severity)]
                yield f"Every incident where priority is {severity} {promise}", met
            case ["uptime_min"]:
                yield uptime(value, found.per, found.excludes), uptimes
            case ["credit_min"]:
                yield f"Credit {value}% of the {found.base} when missed.", uptimes
            case ["credits_required"]:
                yield "A credit is owed when missed.", uptimes
            case ["cap_min"]:
                yield f"Credits are capped at {value}% of the monthly fee per calendar month.", uptimes
            case ["claim_days_min"]:
                yield f"Credits are claimed within {value} days of the end of the month.", uptimes
            case ["permitted_exclusions"]:
                states = " and ".join(STATES[each] for each in value)
                yield f"Nothing but {states} may be excluded.", uptimes
            case ["termination"]:
                right = "The customer may terminate when P1-RESPONSE is missed in 3 consecutive months."
                yield right, [name for name in found.clauses if name == "P1-RESPONSE"]
            case ["chronic"]:
                yield "", [name for name in found.clauses if name == "P1-RESPONSE"]
            case ["support"]:
                promise = "Support shall be available for at least 100% of the time per calendar month"
                met = [name for name in found.clauses if name.startswith("SUPPORT")]
                yield f"{promise}, counting {value}.", met
            case ["severity_tiers_required"]:
                yield "", [name for name in found.clauses if name[:2] in SEVERITIES]
            case _:
                raise AssertionError(key)


def written(case: dict[str, Any]) -> tuple[str, str]:
    """The case as a file's name and text: a program, or prose alone where the contract states nothing."""
    contract = stated(case)
    if contract is None:
        if any("see_schedule" in each for each in case["agreement_states"]):
            return "contract.sla", USES + 'use "schedule.sla".\n'
        return "contract.md", " ".join(each["text"] for each in case["agreement_states"])
    said = ""
    for number, (sentence, met) in enumerate(required(case, contract), 1):
        by = f", met by {' and '.join(met)}" if met else ""
        said += f'requirement R-{number} of We: "as our policy says"{by}.\n'
        said += f"  {sentence}\n" if sentence and met else ""
    return "contract.sla", contract.program(said)


def answer(compiled: Program) -> str:
    """The worst answer of all requirements; terms that do not go together cannot be told."""
    if compiled.policy is None:
        (code,) = {each.code for each in compiled.diagnostics}
        return code
    answers = {each.answer for each in asked_for(compiled.policy)}
    if answers & {"unmet", "not satisfied"}:
        return "not satisfied"
    found = {each.code for each in gaps(compiled.policy, compiled.sources)}
    return "cannot tell" if "cannot tell" in answers or found & {"W1292", "W1294"} else "satisfied"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["source"]["case"])
def test_it_is_answered_as_labelled(case: dict[str, Any], tmp_path: Path) -> None:
    name, text = written(case)
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert answer(load_program([tmp_path / name])) == ANSWERS[case["expected"]["verdict"]], text


@pytest.mark.skipif(not CASES, reason="the published cases are not beside the repository")
def test_all_cases_are_there() -> None:
    labels = [case["expected"]["verdict"] for case in CASES]
    counted = {label: labels.count(label) for label in ANSWERS}
    assert counted == {"ok": 21, "gap": 9, "unclear_or_conflict": 8, "escalate": 1, "no_sla_clause": 3}
