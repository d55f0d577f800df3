"""Which tier a case has, by the agreement rather than by the log.

A case is of the tier that its agreement gave it when its clock started; its field says so all along, whatever
a log says. Where it cannot be told whether a tier applies (the customer is not stated), the log's own word
stands.
"""

from collections.abc import Mapping

from sladsl.evaluate.story import Story
from sladsl.evaluate.truth import Values, folded, truth
from sladsl.policy.model import Field, Policy
from sladsl.policy.tiers import TierCases
from sladsl.policy.values import Text
from sladsl.records import frozen

_ALWAYS = -(1 << 62)


@frozen
class Tiers:
    """What an agreement says of the tiers of a subject's cases."""

    cases: tuple[TierCases, ...]
    fields: Mapping[str, Field]  # by folded name

    @classmethod
    def of(cls, policy: Policy, agreement: str, subject: str, fields: Mapping[str, Field]) -> "Tiers":
        """The tiers of this agreement and subject."""
        return cls(
            tuple(
                each
                for tier in policy.tiers
                if folded(tier.agreement) == folded(agreement)
                for each in tier.cases
                if folded(each.subject) == folded(subject)
            ),
            fields,
        )

    def values(self, values: Values, instant: int) -> Values:
        """The values of a case's fields, with the tier that it has at this instant."""
        for each in self.cases:
            in_time = each.begins <= instant and (each.ends is None or instant < each.ends)
            if in_time and truth(each.where, values, self.fields) is True:
                return {**values, folded(each.field): Text(each.value)}
        return values

    def story(self, story: Story, instant: int) -> Story:
        """A case's story, of the tier that the case has at this instant."""
        if not self.cases:
            return story
        values = ({}, *story.values)
        return Story(
            story.events, (_ALWAYS, *story.instants), tuple(self.values(each, instant) for each in values)
        )
