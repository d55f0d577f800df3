"""What the tree means: modules, names, units and types, and the lowering to a policy."""

from sladsl.meaning.lower import Lowered, lower
from sladsl.meaning.meant import owned
from sladsl.meaning.modules import Library, Unit, gather

__all__ = ["Library", "Lowered", "Unit", "gather", "lower", "owned"]
