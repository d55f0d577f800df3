"""`sladsl coverage`: what fails with what, what is left over, and the picture."""

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.unit.cli.desk import sladsl

pytest.importorskip("networkx")

HEAD = """
agreement {id}:
  is {kind}, version 1.0.
  between {provider} as provider and {customer} as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.
"""
PROGRAM = f"""
use itil.
use availability.

clock whole of incident, said "put right": starts when opened. stops when resolved or closed.
clock first look of incident, said "looked at": starts when opened. stops when assigned.
clock work of incident, said "mended": starts when assigned. stops when resolved or closed.

service Email needs Mail Server and any of (ISP North, ISP South).
service Mail Server.
service ISP North.
service ISP South.
service Fax.
{HEAD.format(id="ACME", kind="a customer SLA", provider="Hellas IT", customer="Acme SA")}
clause FIX:
  Every incident shall be put right within 5 hours, counting always.
{HEAD.format(id="DESK", kind="an OLA", provider="Service Desk", customer="Hellas IT")}
clause LOOK:
  Every incident shall be looked at within 1 hour, counting always.
{HEAD.format(id="SHOP", kind="a UC", provider="Workshop", customer="Hellas IT")}
clause MEND:
  Every incident shall be mended within 4 hours, counting always.
{HEAD.format(id="SPARE", kind="a UC", provider="Workshop", customer="Hellas IT")}
clause OTHER:
  Every incident shall be closed within 4 hours, counting always.

plan for whole of incident under ACME:
  a look by Service Desk under DESK/LOOK, then the work under SHOP/MEND.
"""


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("chain.sla").write_text(PROGRAM, encoding="utf-8")


def test_what_is_left_over() -> None:
    told = sladsl("coverage", "chain.sla").output
    assert "ACME/FIX: its critical step is work, 4 h of 5 h\n" in told
    assert "with DESK alone 1 clause above fails" in told
    assert "with SHOP alone 1 clause above fails" in told
    assert "with SPARE" not in told
    assert "nothing rests on SPARE (underpinning contract)\n" in told
    assert "no SLA promises anything about the service Fax\n" in told
    assert "about the service ISP North" not in told, "another service needs it"


def test_if_an_agreement_or_a_party_fails() -> None:
    assert sladsl("coverage", "chain.sla", "--if", "SHOP", "fails").output == (
        "if the agreement SHOP fails, 1 clause can no longer be kept\n  ACME for Acme SA: FIX\n"
    )
    told = json.loads(sladsl("coverage", "chain.sla", "--if", "Workshop", "fails", "--format", "json").output)
    assert told == [{"if": {"kind": "party", "name": "Workshop"}, "clauses": ["ACME/FIX"], "services": []}]
    assert sladsl("coverage", "chain.sla", "--if", "SPARE", "fails").output == (
        "if the agreement SPARE fails, all other clauses can be kept\n"
    )


def test_if_services_fail() -> None:
    def down(name: str) -> list[str]:
        told = json.loads(sladsl("coverage", "chain.sla", "--if", name, "fails", "--format", "json").output)
        services: list[str] = told[0]["services"]
        return services

    assert down("Mail Server") == ["Email", "Mail Server"]
    assert down("ISP North") == ["ISP North"], "the other one is left"


def test_what_is_not_there() -> None:
    result = sladsl("coverage", "chain.sla", "--if", "SHOPP", "fails")
    assert result.exit_code == 2
    assert "there is no agreement, clause, service or party `SHOPP`; did you mean `SHOP`?" in result.stderr


def test_the_pictures() -> None:
    drawn = sladsl("coverage", "chain.sla", "--graph", "svg").output
    root = ElementTree.fromstring(drawn)
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"ACME", "DESK", "SHOP", "SPARE", "Email", "Mail Server", "Fax"} <= set(texts)
    boxes = [
        element.attrib for element in root.iter("{http://www.w3.org/2000/svg}rect") if "x" in element.attrib
    ]
    spans = [(int(box["x"]), int(box["y"]), int(box["width"]), int(box["height"])) for box in boxes]
    assert len(spans) == 9
    for one in spans:
        for other in spans:
            apart = one[0] + one[2] <= other[0] or other[0] + other[2] <= one[0]
            apart = apart or one[1] + one[3] <= other[1] or other[1] + other[3] <= one[1]
            assert one == other or apart, "no box covers another"
    mermaid = sladsl("coverage", "chain.sla", "--graph", "mermaid").output
    assert mermaid.startswith('flowchart LR\n  n0["ACME<br/>customer SLA, Hellas IT"]\n')
    dot = sladsl("coverage", "chain.sla", "--graph", "dot").output
    assert dot.startswith("digraph agreements {")
    assert dot.count("->") == mermaid.count("-->") == 5


def test_names_in_a_picture_stay_text() -> None:
    text = PROGRAM.replace("service Fax", 'service `<b>"x"]--`')
    Path("chain.sla").write_text(text, encoding="utf-8")
    ElementTree.fromstring(sladsl("coverage", "chain.sla", "--graph", "svg").output)
    assert '"]--' not in sladsl("coverage", "chain.sla", "--graph", "mermaid").output
    assert '\\"x\\"' in sladsl("coverage", "chain.sla", "--graph", "dot").output


LONG = """
agreement TELECOM:
  is an underpinning contract, version 1.0.
  between Telecommunications of Northern Greece as provider and Hellas IT as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.
clause UP: ISP North shall be available for at least 99% of the time per calendar month.
"""


def test_kinds_and_parties_are_not_cut_short() -> None:
    Path("chain.sla").write_text(PROGRAM + LONG, encoding="utf-8")
    drawn = sladsl("coverage", "chain.sla", "--graph", "svg").output
    assert "\u2026" not in drawn
    root = ElementTree.fromstring(drawn)
    texts = [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]
    at = texts.index("TELECOM")
    assert texts[at + 1 : at + 4] == ["underpinning contract,", "Telecommunications of Northern", "Greece"]
    assert max(map(len, texts)) <= 33


REDUNDANT = f"""
use availability.
use itil.
service Internet needs any of (ISP North, ISP South).
service ISP North. service ISP South.
{HEAD.format(id="TOP", kind="a customer SLA", provider="Hellas IT", customer="Acme SA")}
clause UP: Internet shall be available for at least 99% of the time per calendar month.
clause MORE: Internet shall be available for at least 99.9% of the time per calendar month.
clause ANSWER: Every incident shall be responded to within 4 hours, counting always.
clause SOON: Every incident shall be responded to within 2 hours, counting always.
{HEAD.format(id="NORTH", kind="a UC", provider="North", customer="Hellas IT")}
  supports TOP.
clause UP: ISP North shall be available for at least 99.9% of the time per calendar month.
{HEAD.format(id="SOUTH", kind="a UC", provider="South", customer="Hellas IT")}
  supports TOP.
clause UP: ISP South shall be available for at least 99% of the time per calendar month.
{HEAD.format(id="DAY", kind="an OLA", provider="Day Desk", customer="Hellas IT")}
  supports TOP.
clause TAKE: Every incident shall be responded to within 2 hours, counting always.
{HEAD.format(id="NIGHT", kind="an OLA", provider="Night Desk", customer="Hellas IT")}
  supports TOP.
clause TAKE: Every incident shall be responded to within 3 hours, counting always.
"""


def test_what_is_left_is_proved_anew() -> None:
    """The south alone promises 99% of what the two lines carry; the night desk alone four hours, not two."""
    Path("chain.sla").write_text(REDUNDANT, encoding="utf-8")

    def hit(name: str) -> list[str]:
        told = json.loads(sladsl("coverage", "chain.sla", "--if", name, "fails", "--format", "json").output)
        clauses: list[str] = told[0]["clauses"]
        return clauses

    assert hit("NORTH") == ["TOP/MORE"]
    assert hit("SOUTH") == []
    assert hit("DAY") == ["TOP/SOON"]
    assert hit("NIGHT") == []
    told = sladsl("coverage", "chain.sla").output
    assert "with NORTH alone 1 clause above fails" in told
    assert "with DAY alone 1 clause above fails" in told
    assert "with SOUTH" not in told
