"""Ten thousand agreements, made up: a thousand customers over shared operational level agreements and contracts.

`python -m tests.bench.many_agreements DIR` writes them: a file a customer (its services, each with an SLA of its own and
the plan by which it is kept), a file a supplier or team, and one with the words and hours that all use. With the seed
they are always the same. Most promises are kept by what is below; a known few are not.
"""

import argparse
from pathlib import Path
from random import Random

TERM = "in force from 2026-01-01 to 2027-12-31.\n  time zone Europe/Athens."
SERVICES = ("mail", "network", "storage", "telephony", "printing", "payroll", "portal", "backup", "directory")

WORDS = """\
# What all the agreements share: how work is handed on, and when it is done.
use itil.

calendar desk hours:
  open Monday to Friday 08:00 to 20:00.
  closed on public holidays of Greece.

calendar site hours:
  open Monday to Friday 08:00 to 17:00.
  closed on public holidays of Greece.

clock triage of incident, said "triaged":
  starts when opened.
  stops when assigned.
  is void when cancelled.

clock repair of incident, said "repaired":
  starts when assigned.
  stops when resolved or closed.
  is void when cancelled.

clock whole of incident, said "put right":
  starts when opened.
  stops when resolved or closed.
  is void when cancelled.
"""


def desk(number: int, minutes: int) -> str:
    """A service desk's operational level agreement."""
    return f"""
agreement DESK-{number}A "Service desk of region {number}A":
  is an OLA, version 1.0.
  between Service Desk as provider and Hellas IT as customer.
  {TERM}

clause TRIAGE:
  Every incident shall be triaged within {minutes} minutes, counting desk hours.
"""


def team(number: int, hours: int) -> str:
    """A team's operational level agreement."""
    return f"""
agreement TEAM-{number}A "Team of region {number}A":
  is an OLA, version 1.0.
  between Field Team as provider and Hellas IT as customer.
  {TERM}

clause REPAIR:
  Every incident where category is network shall be repaired within {hours} hours, counting site hours.
"""


def supplier(number: int, hours: int) -> str:
    """A supplier's underpinning contract."""
    return f"""use itil.
use "words.sla".

agreement SUPPLIER-{number}A "Contract with supplier {number}A":
  is an underpinning contract, version 1.0.
  between Supplier as provider and Hellas IT as customer.
  {TERM}

clause RESTORE:
  Every incident where category is not network shall be repaired within {hours} hours, counting always.
"""


def sla(customer: int, service: str, hours: int, desk: int, team: int, supplier: int) -> str:
    """A customer's SLA for one service, with its plan."""
    name = f"C{customer}-{service.upper()}"
    return f"""
agreement {name} "{service} for customer {customer}":
  is a customer SLA, version 1.0.
  between Hellas IT as provider and Customer C{customer} as customer.
  {TERM}

clause FIX:
  Every incident shall be put right within {hours} hours, counting always.

plan for whole of incident under {name}:
  triage by Service Desk under DESK-{desk}A/TRIAGE,
  then repair under TEAM-{team}A/REPAIR where category is network,
              or under SUPPLIER-{supplier}A/RESTORE where category is not network.
"""


def write(
    folder: Path, customers: int = 1_000, desks: int = 100, teams: int = 300, suppliers: int = 600
) -> int:
    """Write the agreements into the folder; how many there are."""
    random = Random(2026)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words.sla").write_text(WORDS, encoding="utf-8")
    inside = [(f"desk-{n}", desk(n, random.choice((15, 30, 60)))) for n in range(desks)]
    inside += [(f"team-{n}", team(n, random.choice((4, 6, 8)))) for n in range(teams)]
    for name, text in inside:
        (folder / f"{name}.sla").write_text(f'use itil.\nuse "words.sla".\n{text}', encoding="utf-8")
    for n in range(suppliers):
        path = folder / f"supplier-{n}.sla"
        path.write_text(supplier(n, random.choice((24, 36, 48))), encoding="utf-8")
    for n in range(customers):
        text = 'use itil.\nuse "words.sla".\n' + "".join(
            sla(
                n,
                service,
                # a long weekend with the Easter holidays behind it is the worst that can happen
                72 if random.random() < 0.01 else random.choice((216, 240, 288)),
                random.randrange(desks),
                random.randrange(teams),
                random.randrange(suppliers),
            )
            for service in SERVICES
        )
        (folder / f"customer-{n}.sla").write_text(text, encoding="utf-8")
    return desks + teams + suppliers + customers * len(SERVICES)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--customers", type=int, default=1_000)
    asked = parser.parse_args()
    write(asked.folder, asked.customers)
