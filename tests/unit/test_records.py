"""Classes made by `records` are attrs' own in all that a program sees of them."""

import pickle
from typing import Any

import attrs
import pytest
from attrs import field

from sladsl import records


def two(define: Any, frozen: Any) -> tuple[type, type, type]:
    @frozen
    class Point:
        x: int
        y: int = 0
        span: str = field(default="", eq=False, repr=False, kw_only=True)

    @define
    class Box:
        points: list[Any] = field(factory=list)
        _secret: int = 0

    @frozen
    class Nothing:
        pass

    return Point, Box, Nothing


OURS, THEIRS = two(records.define, records.frozen), two(attrs.define, attrs.frozen)


@pytest.mark.parametrize(("point", "box", "nothing"), [OURS, THEIRS], ids=["records", "attrs"])
def test_equality_hash_and_show(point: Any, box: Any, nothing: Any) -> None:
    assert point(1, 2) == point(1, 2, span="elsewhere")
    assert point(1, 2) != point(2, 1)
    assert not point(1, 2) != point(1, 2)  # noqa: SIM202 (the other operator)
    assert point(1, 2) != (1, 2)
    assert hash(point(1, 2)) == hash(point(1, 2, span="elsewhere"))
    assert len({point(1, 2), point(1, 2), point(2, 1), nothing(), nothing()}) == 3
    assert repr(point(1, span="here")) == "Point(x=1, y=0)"
    assert repr(box([nothing()])) == "Box(points=[Nothing()], _secret=0)"
    assert box([1]) == box([1])
    with pytest.raises(TypeError, match="unhashable"):
        hash(box())
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        point(1).x = 2
    assert attrs.evolve(point(1), y=3) == point(1, 3)
    assert point.__slots__ == ("x", "y", "span", "__weakref__")


def test_what_is_alike_in_two_classes_is_not_equal() -> None:
    @records.frozen
    class A:
        x: int

    @records.frozen
    class B:
        x: int

    @records.frozen
    class C(A):
        y: int = 0

    assert A(1) != B(1)
    assert hash(A(1)) != hash(B(1))
    assert A(1) != C(1)
    assert C(1, 2) == C(1, 2)
    assert C(1, 2) != C(1, 3)


def test_what_is_asked_for_is_given() -> None:
    @records.frozen(eq=False)
    class Identity:
        x: int

    @records.frozen(cache_hash=True)
    class Kept:
        x: int

    @records.frozen(slots=False)
    class Open:
        x: int

    @records.define
    class Own:
        x: int

        def __repr__(self) -> str:
            return "mine"

    assert Identity(1) != Identity(1)
    assert hash(Kept(1)) == hash(Kept(1))
    assert vars(Open(1)) == {"x": 1}
    assert repr(Own(1)) == "mine"


def test_a_comparison_of_its_own_is_refused() -> None:
    with pytest.raises(TypeError, match="use attrs"):

        @records.frozen
        class Name:
            text: str = field(eq=str.casefold)


def test_it_goes_to_another_process() -> None:
    from sladsl.source import Span

    assert pickle.loads(pickle.dumps(Span("a.sla", 1, 2))) == Span("a.sla", 1, 2)
