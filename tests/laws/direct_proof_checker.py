"""Checks from the policy's JSON alone a proof that a promise about windows follows from another, or from numbers of outages."""

from fractions import Fraction

from tests.laws.outage_limits import below, versions_of
from tests.laws.outage_proof_checker import Outages
from tests.laws.outage_windows import by_instant, is_about, may_be_unknown, whole_most, windows_of
from tests.laws.proof_cases import agreement_of, ends_sooner
from tests.laws.proof_time import Json, NotKnown, Refused, Spans, fold

RULES = ("the same clause", "numbers of outages", "longest outage", "outages in series")
DECADE = 3_652 * 86_400_000_000  # of an agreement without an end, its first ten years


def check(policy: Json, answer: Json) -> None:
    """Raises Refused unless the proof shows that its clause is covered."""
    versions = [
        each
        for each in versions_of(policy, f"{answer['agreement']}/{answer['clause']}")
        if each["version"] == answer["version"]
    ]
    if len(versions) != 1:
        raise Refused(f"{answer['clause']} has {len(versions)} such texts")
    (clause,), proof, ledger = versions, answer["proof"], {each["kind"] for each in answer["assumptions"]}
    used = {name.partition("/")[0] for name in proof["uses"]}
    if not used or not used <= below(policy, clause["agreement"]):
        raise Refused(f"{used} do not support it")
    if ends_sooner(policy, clause["agreement"], used) and "notice" not in ledger:
        raise Refused("what is below can be ended sooner")
    if proof["parts"]:
        raise NotKnown("parts of such proofs")
    match proof["rule"]:
        case "the same clause":
            _same_clause(policy, clause, proof)
        case "numbers of outages":
            _numbers(policy, clause, proof, ledger)
        case "longest outage":
            _longest(policy, clause, proof, ledger)
        case "outages in series":
            _in_series(policy, clause, proof, ledger)
        case other:
            raise NotKnown(f"proofs by `{other}`")


def _windows(policy: Json, clause: Json) -> Spans:
    agreement = agreement_of(policy, clause["agreement"])
    until = agreement["begins"] + DECADE if agreement["ends"] is None else agreement["ends"]
    return windows_of(policy, clause, until)


def _rule(policy: Json, clause: Json) -> Json:
    found: Json = policy["calendars"][clause["calendar"]]["rule"]
    return found


def _range(target: Json) -> tuple[tuple[Fraction, bool] | None, tuple[Fraction, bool] | None]:
    """The least and the most that a value may be, each with whether it has to be beyond."""
    order, bound = target["order"], Fraction(target["bound"])
    least = (bound, order == "above") if order in ("at least", "above", "between") else None
    most = (bound, order == "below") if order in ("at most", "below") else None
    return least, (Fraction(target["upper"]), False) if order == "between" else most


def _same_clause(policy: Json, clause: Json, proof: Json) -> None:
    """One text of the clause below measures the same of the same, at least as strictly, in all of these windows."""
    if len(proof["uses"]) != 1 or proof["numbers"]:
        raise Refused("one clause has to be named")
    why = "there is no such clause"
    for its in versions_of(policy, proof["uses"][0]):
        why = _differs(policy, clause, its) or _not_within(policy, clause, its)
        if not why:
            return
    raise Refused(why)


def _differs(policy: Json, clause: Json, its: Json) -> str:
    if its["least"] > clause["least"]:
        return "of few it promises nothing"
    for part in ("measure", "group", "excluding", "unknown", "unknown_readings", "unit", "kind"):
        if clause[part] != its[part]:
            return f"its {part} is another"
    if fold(clause["subject"]) != fold(its["subject"]) or _rule(policy, clause) != _rule(policy, its):
        return "it is of another subject, or on other hours"
    of_the_same = all(clause[part] == its[part] for part in ("case", "each", "where"))
    of_all = clause["case"] is not None and clause["where"] is None and is_about(its, fold(clause["case"]))
    if not of_the_same and not of_all:
        return "it is about others"
    least, most = _range(clause["target"])
    low, high = _range(its["target"])
    if least is not None and (low is None or low < least):
        return "it lets it be less"
    # just below a bound is less than the bound itself
    if most is not None and (high is None or (high[0], not high[1]) > (most[0], not most[1])):
        return "it lets it be more"
    one, other = (agreement_of(policy, each["agreement"]) for each in (clause, its))
    if one["life"]["suspensions"] != other["life"]["suspensions"]:
        return "one of them is suspended alone"
    what = clause["measure"].get("what") if clause["measure"]["type"] == "episodes" else ""
    if clause["measure"]["type"] in ("in a row", "cases in a row"):
        return "it is about another clause"
    if what in ("number", "average", "between") and one["begins"] != other["begins"]:
        return "an outage that goes on as they begin counts in one of them"
    if what in ("average", "between") and one["ends"] != other["ends"]:
        return "an outage that goes on as they end counts in one of them"
    return ""


def _not_within(policy: Json, clause: Json, its: Json) -> str:
    mine, theirs = _windows(policy, clause), _windows(policy, its)
    measure, order = clause["measure"], clause["target"]["order"]
    grows = order in ("at most", "below") and (
        measure["type"] in ("event count", "case count")
        or (measure["type"] == "field value" and measure["statistic"] == "most")
        or (measure["type"] == "episodes" and measure["what"] == "number")
    )
    for begin, end in mine:
        inside = any(a <= begin and end <= b for a, b in theirs)
        if (begin, end) not in theirs and not (grows and inside):
            return f"nothing is promised below in just the window {(begin, end)}"
    return ""


def _leaves(policy: Json, clause: Json, ledger: set[str]) -> list[frozenset[str]]:
    """The least sets of services that bring the promised one down, those left out that rest on others."""
    if clause["case"] is None or clause["where"] is not None or clause["excluding"]:
        raise Refused("it is not about one service, all of the time")
    if clause["measure"]["type"] != "episodes" or may_be_unknown(clause["measure"]["state"]["rule"]):
        raise Refused("it is not about outages that the data always tells")
    asked = Outages.__new__(Outages)
    asked.needs = {fold(each["name"]): each["needs"] for each in policy["services"]}
    asked.service = fold(clause["case"])
    if (
        any(asked.needs.get(s) is not None for down in asked.situations() for s in down)
        and "needs" not in ledger
    ):
        raise Refused("it is not said that services are down only while what they need is")
    cuts = asked.cuts()
    if len(cuts) > 1 and not by_instant(clause["measure"]["state"]["rule"]):
        raise Refused("stretches of several services may make one together")
    return cuts


def _alike(policy: Json, clause: Json, name: str) -> Json:
    """A clause that counts the same outages, as it always did."""
    found = versions_of(policy, name)
    (its,) = found if len(found) == 1 else (None,)
    if its is None or its["since"] is not None or its["until"] is not None:
        raise Refused(f"{name} is amended")
    one, other = (agreement_of(policy, each["agreement"]) for each in (clause, its))
    if its["measure"] != clause["measure"] or its["excluding"] or _rule(policy, its) != _rule(policy, clause):
        raise Refused(f"{name} counts others")
    if one["life"]["suspensions"] != other["life"]["suspensions"] or whole_most(its) is None:
        raise Refused(f"{name} counts otherwise")
    return its


def _numbers(policy: Json, clause: Json, proof: Json, ledger: set[str]) -> None:
    """Each outage begins with one of a service that is needed: the numbers add up, window by window."""
    leaves, most = _leaves(policy, clause, ledger), whole_most(clause)
    if clause["measure"]["what"] != "number" or most is None:
        raise Refused("it does not count outages")
    agreement, worst = agreement_of(policy, clause["agreement"]), 0
    clauses = [_alike(policy, clause, name) for name in proof["uses"]]
    if any(not any(is_about(its, service) for leaf in leaves for service in leaf) for its in clauses):
        raise Refused("a clause is of none of the services")
    windows = _windows(policy, clause)
    for number, (begin, end) in enumerate(windows):
        total = 0
        for service in {each for leaf in leaves for each in leaf}:
            counts = []
            for its in clauses:
                if not is_about(its, service):
                    continue
                lower, bound = agreement_of(policy, its["agreement"]), whole_most(its)
                assert bound is not None
                reaching = [each for each in _windows(policy, its) if each[1] > begin and each[0] < end]
                in_force = lower["begins"] <= begin and (lower["ends"] is None or end <= lower["ends"])
                if in_force and any(a <= begin and end <= b for a, b in reaching):
                    counts.append(bound)
                elif in_force and its["window"]["kind"] != "rolling":
                    counts.append(bound * len(reaching))
            if not counts:
                raise Refused(f"nothing is promised of {service} in the window {(begin, end)}")
            total += min(counts)
        earlier = any(agreement_of(policy, its["agreement"])["begins"] < begin for its in clauses)
        worst = max(worst, total + (number == 0 and earlier and agreement["begins"] == begin))
    if worst > most or proof["numbers"] != {"number": str(worst)}:
        raise Refused(f"there may be {worst} outages in a window, of {most}; {proof['numbers']} is told")


def _longest(policy: Json, clause: Json, proof: Json, ledger: set[str]) -> None:
    """Where all of some services have to be down, no outage is longer than one of any of them."""
    leaves, most = _leaves(policy, clause, ledger), whole_most(clause)
    if clause["measure"]["what"] != "longest" or most is None or len(leaves) != 1 or len(proof["uses"]) != 1:
        raise Refused("it does not bound outages in which all have to be down")
    its = _alike(policy, clause, proof["uses"][0])
    if not any(is_about(its, service) for service in leaves[0]):
        raise Refused("the clause is of none of the services")
    lower, windows, bound = agreement_of(policy, its["agreement"]), _windows(policy, clause), whole_most(its)
    if windows and (lower["begins"] > windows[0][0] or (lower["ends"] or windows[-1][1]) < windows[-1][1]):
        raise Refused(f"{lower['id']} is not in force all the time")
    if bound is None or bound > most or proof["numbers"] != {"longest_us": str(bound)}:
        raise Refused(f"an outage may last {bound}, of {most}; {proof['numbers']} is told")


def _in_series(policy: Json, clause: Json, proof: Json, ledger: set[str]) -> None:
    """Outages that follow on one another: the least length that what begins in a bit more of it cannot exceed."""
    leaves, most = _leaves(policy, clause, ledger), whole_most(clause)
    if clause["measure"]["what"] != "longest" or most is None or not leaves:
        raise Refused("it does not bound outages")
    if _rule(policy, clause)["type"] != "always":
        raise Refused("it does not count all hours")
    windows = _windows(policy, clause)
    counted = {**clause, "measure": {**clause["measure"], "what": "number"}}
    lengths, numbers = [], []
    for name in proof["uses"]:
        (its,) = versions_of(policy, name)
        long = its["measure"].get("what") == "longest"
        found = _alike(policy, clause if long else counted, name)
        lower = agreement_of(policy, its["agreement"])
        if lower["begins"] > windows[0][0] or (lower["ends"] or windows[-1][1]) < windows[-1][1]:
            raise Refused(f"{lower['id']} is not in force all the time")
        (lengths if long else numbers).append(found)
    used: set[str] = set()
    bound, before = 0, -1
    counted_leaves = [
        leaf
        for leaf in leaves
        if any(is_about(few, s) and is_about(long, s) for s in leaf for few in numbers for long in lengths)
    ]
    others = [leaf for leaf in leaves if leaf not in counted_leaves]
    if len(others) > 1:
        raise Refused("of several nobody says how many outages they have")
    while bound != before:
        total = pieces = 0
        for leaf in counted_leaves:
            best: tuple[int, str, str, int] | None = None
            for service in leaf:
                for long in (each for each in lengths if is_about(each, service)):
                    for few in (each for each in numbers if is_about(each, service)):
                        count = _most_in(policy, few, bound + 1, windows[0][0])
                        one, two = (f"{each['agreement']}/{each['id']}" for each in (few, long))
                        best = min(filter(None, (best, (count * (whole_most(long) or 0), one, two, count))))
            if best is None:
                raise Refused(f"nothing bounds the outages of {sorted(leaf)}")
            total, pieces = total + best[0], pieces + best[3]
            used |= {best[1], best[2]}
        for (
            leaf
        ) in others:  # in each gap between outages of the others, before and after them, one of its own
            own = [each for each in lengths if any(is_about(each, service) for service in leaf)]
            if not own:
                raise Refused(f"nothing bounds the outages of {sorted(leaf)}")
            shortest = min(whole_most(each) or 0 for each in own)
            total += (pieces + 1) * shortest
            used |= {f"{each['agreement']}/{each['id']}" for each in own if whole_most(each) == shortest}
        bound, before = total, bound
        if bound > most:
            raise Refused(f"outages may come to {bound}, of {most}")
    if proof["numbers"] != {"longest_us": str(bound)} or not {*proof["uses"]} <= used:
        raise Refused(f"they come to {bound}; {proof['numbers']} is told")


def _most_in(policy: Json, few: Json, us: int, begins: int) -> int:
    """How many outages there can be in a stretch of so long."""
    if few["window"]["kind"] == "rolling":
        raise Refused("its windows roll")
    its, bound = _windows(policy, few), whole_most(few)
    assert bound is not None
    # a stretch that begins with the last microsecond of a window reaches into as many as any
    reached = max(sum(begin < last - 1 + us and end > last - 1 for begin, end in its) for _, last in its)
    return bound * reached + (agreement_of(policy, few["agreement"])["begins"] < begins)
