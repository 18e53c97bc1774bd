"""Numbers that belong to what they are drawn for: the same in every process, in any order, for any company.

The generator counts rather than goes on: splitmix64's output function (Steele, Lea and Flood, Fast Splittable
Pseudorandom Number Generators, 2014) of a seed and a number.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def uniform(seed: Any, number: Any) -> NDArray[np.float64]:
    """Return the numbers in [0, 1) that belong to seeds, as `seeds` gives them, and numbers."""
    drawn = _mixed(seed ^ _mixed(np.asarray(number).astype(np.uint64)))
    return np.asarray((drawn >> np.uint64(11)) * (1.0 / (1 << 53)))


def seeds(numbers: Any) -> Any:
    """Return the seeds that belong to numbers."""
    return _mixed(np.asarray(numbers).astype(np.uint64) + np.uint64(1))


def _mixed(number: Any) -> Any:
    with np.errstate(over="ignore"):
        z = number + np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
