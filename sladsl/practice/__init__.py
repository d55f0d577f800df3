"""Good practice: what a contract may say and a service manager would advise against; and what of it is meant.

A piece of advice is found in the policy alone, and is a warning; each family has a file of its own. What a
careful author of a first agreement would not want to be told is told only where all of it is asked for.
"""

from sladsl.practice.advice import advice
from sladsl.practice.meant import but_meant, of_policies, of_texts

__all__ = ["advice", "but_meant", "of_policies", "of_texts"]
