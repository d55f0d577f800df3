"""Whether a service that is in one state is in another one too, by how the two are made."""

from fractions import Fraction

from sladsl.policy.states import (
    AllStates,
    AnyState,
    Bridged,
    Buckets,
    Capped,
    CappedCount,
    During,
    ExceptState,
    Lasting,
    StateRule,
    Successive,
    WhileReading,
    parts_of,
)


def implies(one: StateRule, other: StateRule) -> bool:
    """Whether `other` holds wherever `one` does. False also where that cannot be seen from how they are
    made."""
    if one == other:
        return True
    match other:
        case AnyState(parts) if any(implies(one, part) for part in parts):
            return True
        case AllStates(parts) if all(implies(one, part) for part in parts):
            return True
        case Bridged(of) if implies(one, of):
            return True
        case _:
            pass
    match one:
        case AnyState(parts):
            return all(implies(part, other) for part in parts)
        case AllStates(parts):
            return any(implies(part, other) for part in parts)
        case ExceptState(base) | Lasting(base) | Capped(base):
            return implies(base, other) or _longer(one, other)
        case Buckets() if isinstance(other, Buckets):
            return _stricter(one, other)
        case _:
            return False


def _longer(one: StateRule, other: StateRule) -> bool:
    """Of episodes of the same state, those that last longer."""
    return (
        isinstance(one, Lasting) and isinstance(other, Lasting) and one.of == other.of and one.us >= other.us
    )


def _stricter(one: Buckets, other: Buckets) -> bool:
    """Of the same measure in the same stretches, more of it."""
    alike = one.us == other.us and one.measure == other.measure and one.without_data == other.without_data
    alike = alike and one.least == other.least
    orders = (one.target.order, other.target.order)
    if not alike or one.target.upper is not None or other.target.upper is not None:
        return False
    return _bound_implies(orders, one.target.bound, other.target.bound)


def _bound_implies(orders: tuple[str, str], bound: Fraction, other: Fraction) -> bool:
    match orders:
        case ("at least", "at least") | ("above", "above") | ("above", "at least"):
            return bound >= other
        case ("at least", "above"):
            return bound > other
        case ("at most", "at most") | ("below", "below") | ("below", "at most"):
            return bound <= other
        case ("at most", "below"):
            return bound < other
        case _:
            return False


def may_be_unknown(rule: StateRule) -> bool:
    """Whether the data may fail to say if the state holds, though there are events of the service."""
    match rule:
        case WhileReading() | Successive():
            return True
        case Buckets(without_data=without):
            return without == "unknown"
        case _:
            return any(may_be_unknown(part) for part in parts_of(rule))


def by_instant(rule: StateRule) -> bool:
    """Whether no other instant matters to it: how long it lasts, what is bridged, how much there was."""
    if isinstance(rule, Lasting | Bridged | Capped | CappedCount | Successive):
        return False
    return all(map(by_instant, parts_of(rule)))


def calendars_in(rule: StateRule) -> tuple[str, ...]:
    """The calendars that a state rests on, by id."""
    found = [rule.calendar] if isinstance(rule, During) else []
    for part in parts_of(rule):
        found += calendars_in(part)
    return tuple(dict.fromkeys(found))
