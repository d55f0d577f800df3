"""Every proof that `sladsl coverage --format json` prints, given to the checker that knows its rule."""

from tests.laws import direct_proof_checker, outage_proof_checker, proof_checker
from tests.laws.proof_time import Json, NotKnown


def check(policy: Json, answer: Json) -> str:
    """The rule that was checked. Raises Refused unless the proof holds, NotKnown where nobody knows its rule."""
    rule: str = answer["proof"]["rule"]
    if any(answer["clause"] == c["id"] and answer["agreement"] == c["agreement"] for c in policy["clauses"]):
        proof_checker.check(policy, answer)
    elif rule in direct_proof_checker.RULES:
        direct_proof_checker.check(policy, answer)
    elif rule in ("every service", "no time") or set(rule.split(", ")) <= outage_proof_checker.RULES:
        outage_proof_checker.check(policy, answer)
    else:
        raise NotKnown(f"proofs by `{rule}`")
    return rule
