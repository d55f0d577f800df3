"""The definitions of a percentile, by their names."""

from typing import Final, Literal

PercentileMethod = Literal[
    "nearest rank",
    "averaged inverted CDF",
    "closest observation",
    "interpolated inverted CDF",
    "Hazen",
    "Weibull",
    "linear",
    "median-unbiased",
    "normal-unbiased",
    "lower",
    "higher",
    "midpoint",
]

# the names that the language knows, as they are said after `by`; the first of each method is its own
METHOD_NAMES: Final[dict[PercentileMethod, tuple[str, ...]]] = {
    "nearest rank": ("nearest rank", "inverted CDF"),
    "averaged inverted CDF": ("averaged inverted CDF",),
    "closest observation": ("closest observation",),
    "interpolated inverted CDF": ("interpolated inverted CDF",),
    "Hazen": ("Hazen", "Hazen's"),
    "Weibull": ("Weibull", "Weibull's", "exclusive"),
    "linear": ("linear", "linear interpolation", "inclusive"),
    "median-unbiased": ("median-unbiased", "median unbiased"),
    "normal-unbiased": ("normal-unbiased", "normal unbiased"),
    "lower": ("lower",),
    "higher": ("higher",),
    "midpoint": ("midpoint",),
}
