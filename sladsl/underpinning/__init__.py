"""Can the promises be kept: what follows for a promise from those that support it."""
