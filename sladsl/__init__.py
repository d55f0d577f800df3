"""sladsl: a service level agreement as contract, configuration and test in one text."""

__version__ = "0.1.0"
