"""The difference of two shares of cases, and the net promoter score, which is one."""

from decimal import Decimal
from fractions import Fraction

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import difference_errors
from sladsl.meaning.conditions import Reader
from sladsl.meaning.targets import InUnit
from sladsl.meaning.vocabulary import field_of
from sladsl.policy import conditions, measures, model
from sladsl.policy.values import Number
from sladsl.records import frozen
from sladsl.syntax import tree

POINTS = "points"
# F. Reichheld, *The One Number You Need to Grow*, Harvard Business Review, December 2003: of 0 to 10
PROMOTERS_FROM, DETRACTORS_TO = Decimal(9), Decimal(6)


@frozen
class ShareDifferences:
    """Lowers differences of two shares of one subject's cases."""

    subject: model.Subject
    zone: str
    found: list[Diagnostic]

    def lower(
        self, written: tree.ShareLess | tree.NetPromoterScore
    ) -> InUnit[measures.ShareDifference] | None:
        """The measure, in points, or None with a diagnostic."""
        match written:
            case tree.NetPromoterScore(of):
                return self._net_promoter_score(of)
            case tree.ShareLess(tree.RatioOf(_, None), more, less) if more is not None:
                return self._difference(more, less)
            case _:
                self.found.append(difference_errors.not_a_share_of_cases(written))
                return None

    def _net_promoter_score(self, of: tree.Name) -> InUnit[measures.ShareDifference] | None:
        field = field_of(self.subject, of, self.found)
        if field is None:
            return None
        if field.type != "number":
            self.found.append(difference_errors.not_an_answer(of, field))
            return None
        promoters = conditions.Compared(field.name, "at least", Number(PROMOTERS_FROM, field.unit))
        detractors = conditions.Compared(field.name, "at most", Number(DETRACTORS_TO, field.unit))
        return InUnit(measures.ShareDifference(promoters, detractors), POINTS)

    def _difference(
        self, more: tree.Condition, less: tree.Condition
    ) -> InUnit[measures.ShareDifference] | None:
        reader = Reader(self.subject, self.zone, self.found)
        one, other = reader.condition(more), reader.condition(less)
        if one is None or other is None:
            return None
        return InUnit(measures.ShareDifference(one, other), POINTS)


def within_reach(target: model.Target, bound: tree.Bound, found: list[Diagnostic]) -> bool:
    """Whether a difference of shares can lie on either side of the target at all."""
    bounds = [target.bound, *([] if target.upper is None else [target.upper])]
    if all(Fraction(-100) <= each <= 100 for each in bounds):
        return True
    found.append(difference_errors.out_of_reach(bound))
    return False
