"""What the passes say of tables: the function, the code, a text below the agreement, the words it underlines."""

from tests.unit.meaning.programs import ORDERS

PER_MONTH = ", for that share of incidents per calendar month"


def table(*rows: str, after: str = ", counting always", where: str = "") -> str:
    """A clause with a table of these rows, each without its outer bars."""
    written = "\n".join(f"| {row} |" for row in rows)
    return f"clause T: Every incident {where} shall be resolved within:\n{written}\n{after}."


SAID_OF_TABLES = [
    ("overlap", "E0322", table("priority | within", "any | 1 hour", "P1 | 2 hours"), "| P1 | 2 hours |"),
    (
        "never_reached",
        "E0323",
        table("priority | within", "P1 | 1 hour", "P2 | 2 hours", where="where priority is P1"),
        "| P2 | 2 hours |",
    ),
    ("no_column", "E0324", table("priority | level", "any | any"), "priority | level"),
    ("no_column", "E0324", table("priority | withing", "any | 1 hour"), "withing"),
    ("no_column", "E0324", table("within", "1 hour"), "within"),
    (
        "column_of_no_use",
        "E0324",
        "calendar c:\n| site | at least | counting |\n| any | 90% | always |\n"
        "clause C: Every incident shall be resolved within 1 hour, counting c.",
        "at least",
    ),
    (
        "share_not_said",
        "E0324",
        table("priority | within", "any | 1 hour", after=", counting always" + PER_MONTH),
        PER_MONTH.removeprefix(", "),
    ),
    (
        "share_without_window",
        "E0324",
        table("priority | within | at least", "any | 1 hour | 90%"),
        "at least",
    ),
    (
        "share_said_twice",
        "E0324",
        table(
            "priority | within | at least",
            "any | 1 hour | 90%",
            after=", counting always, for at least 80% of incidents per calendar month",
        ),
        "for at least 80% of incidents per calendar month",
    ),
    ("nothing_promised", "E0501", table("priority | within", "any | not promised"), "priority | within"),
    (
        "too_many_cases",
        "E0325",
        # 13 values of each of four fields, the listed and any other, and five priorities
        table(
            "priority | category | service | site | customer | within",
            f"P1 | {' | '.join(['a, b, c, d, e, f, g, h, i, j, k, l'] * 4)} | 1 hour",
        ),
        "priority | category | service | site | customer | within",
    ),
    ("gap", "W0301", table("priority | within", "not P5 | 1 hour"), "priority | within"),
    (
        "chosen_by_a_field",
        "E0202",
        "calendar c:\n| site | counting |\n| any | always |\ncalendar d is c or weekends.",
        "c",
    ),
    (
        "no_such_working_day",
        "E0311",
        ORDERS
        + "clause C: Every order shall be delivered by the end of the 0th working day, counting always.",
        "by the end of the 0th working day",
    ),
]
