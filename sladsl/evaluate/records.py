"""What an agreement is judged by: all that is recorded, or the records of one party.

What comes through a source that another party keeps has no part in the verdicts of an agreement that names
whose records decide; its fields have none either. Claims of credits and units of fees are not verdicts, and
are read from all logs.
"""

from collections import Counter
from collections.abc import Mapping

from attrs import Factory, define, frozen

from sladsl.evaluate.story import Story
from sladsl.policy.model import Agreement, Policy
from sladsl.policy.names import fold
from sladsl.policy.records import counts, deciding, subjects_of

Stories = Mapping[str, Mapping[str, Story]]  # by subject and case


@frozen
class PassedOver:
    """So many events that a party recorded have no part in the verdicts of an agreement."""

    agreement: str
    kept_by: str
    events: int


@define
class Records:
    """The stories in which an event is seen, and those of them that an agreement is judged by."""

    all: Stories
    as_of: int
    _of: dict[frozenset[str], Stories] = Factory(dict)

    def of(self, agreement: Agreement) -> Stories:
        """Those of an agreement; of a case of which nothing counts there is none."""
        who = deciding(agreement)
        if not who:
            return self.all
        if who not in self._of:
            self._of[who] = {
                subject: {
                    case: own
                    for case, story in by_case.items()
                    if (own := self._deciding(agreement, story)).events
                }
                for subject, by_case in self.all.items()
            }
        return self._of[who]

    def _deciding(self, agreement: Agreement, story: Story) -> Story:
        events = tuple(each for each in story.events if counts(agreement, each.kept_by))
        return story if len(events) == len(story.events) else Story.of(events, self.as_of)

    def passed_over(self, policy: Policy, agreement: Agreement) -> tuple[PassedOver, ...]:
        """What others recorded of the subjects that an agreement is about, by who did."""
        if not deciding(agreement):
            return ()
        about = subjects_of(policy, agreement)
        found: Counter[str] = Counter()
        called: dict[str, str] = {}
        for by_case in (given for subject, given in self.all.items() if fold(subject) in about):
            for story in by_case.values():
                for event in story.events:
                    if not counts(agreement, event.kept_by):
                        found[fold(event.kept_by)] += 1
                        called.setdefault(fold(event.kept_by), event.kept_by)
        return tuple(PassedOver(agreement.id, called[who], found[who]) for who in sorted(found))
