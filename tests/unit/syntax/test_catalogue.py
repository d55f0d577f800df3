"""Services, groups of them, offers; and warnings that are meant."""

import pytest

from sladsl.syntax import tree
from tests.unit.syntax.trees import S, n, only, r, read


def needs(name: str) -> tree.Needs:
    return tree.Needs(tree.NeededService(n(name), span=S), span=S)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("service Email.", tree.Service(n("Email"), span=S)),
        (
            "service Email needs the Mail Server.",
            tree.Service(n("Email"), None, (needs("Mail Server"),), span=S),
        ),
        (
            "service Email is offered to the City of Athens, Acme SA and Ministry.",
            tree.Service(
                n("Email"),
                None,
                (tree.Offered((n("City of Athens"), n("Acme SA"), n("Ministry")), span=S),),
                span=S,
            ),
        ),
        (
            'service Email "Mail": offered to every customer. described as "50 GB". needs Server.',
            tree.Service(
                n("Email"),
                r("Mail"),
                (tree.Offered((), span=S), tree.Described(r("50 GB"), span=S), needs("Server")),
                span=S,
            ),
        ),
        (
            'service group Messaging "To write" has Email, Chat and Fax.',
            tree.ServiceGroup(
                n("Messaging"),
                r("To write"),
                (tree.HasServices((n("Email"), n("Chat"), n("Fax")), span=S),),
                span=S,
            ),
        ),
        (
            "service group All: has Messaging. offered to all customers.",
            tree.ServiceGroup(
                n("All"),
                None,
                (tree.HasServices((n("Messaging"),), span=S), tree.Offered((), span=S)),
                span=S,
            ),
        ),
        # a service of that name needs back-quotes
        ("service `group` Email.", tree.Service(n("group Email"), span=S)),
    ],
)
def test_the_catalogue(text: str, item: tree.Item) -> None:
    assert only(text) == item


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('W0401 is meant, because "so".', tree.Meant((r("W0401"),), None, r("so"), span=S)),
        (
            'W0401, W0301 and W1001 of clause Up and Down are meant,\n because "so".',
            tree.Meant((r("W0401"), r("W0301"), r("W1001")), n("Up and Down"), r("so"), span=S),
        ),
        ('W0401 of FIX is meant , because “so”.', tree.Meant((r("W0401"),), n("FIX"), r("so"), span=S)),
    ],
)  # fmt: skip
def test_what_is_meant(text: str, sentence: tree.Meant) -> None:
    agreement = only(f"agreement A: {text}")
    assert isinstance(agreement, tree.Agreement)
    assert agreement.sentences == (sentence,)
    amendment = only(f"amendment B of A makes version 2 in force from 2026-07-01: {text}")
    assert isinstance(amendment, tree.Amendment)
    assert amendment.sentences == (sentence,)


def test_a_meaning_needs_a_reason() -> None:
    (found,) = read("agreement A: W0401 is meant.").diagnostics
    assert found.code == "E0101"
    assert "because" in f"{found.headline} {found.label} {' '.join(found.notes)} {found.help}"
