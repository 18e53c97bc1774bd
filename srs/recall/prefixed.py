"""Units with a prefix (kilo, milli, mega): every sign and every spoken name of them, in several languages."""

from __future__ import annotations

from functools import lru_cache

_PREFIXES = {
    "p": (1e-12, "pico piko"), "n": (1e-9, "nano"), "μ": (1e-6, "micro mikro"), "u": (1e-6, ""), "m": (1e-3,
    "milli mili"),
    "c": (1e-2, "centi zenti"), "d": (1e-1, "deci dezi"), "": (1.0, ""), "h": (1e2, "hecto hekto hecta"),
    "k": (1e3, "kilo quilo"), "M": (1e6, "mega"), "G": (1e9, "giga"), "T": (1e12, "tera"), "P": (1e15, "peta"),
}  # fmt: skip

_BASES = (
    ("length", 1.0, "m", "n μ u m c d k", "meter meters metre metres metro metros metri metern"),
    ("mass", 1e-3, "g", "n μ u m k", "gram grams gramme grammes gramm gramo gramos grammo grammi grama gramas"),
    ("time", 1.0, "s", "p n μ u m", "second seconds sec secs sekunde sekunden seconde secondes segundo segundos "
    "secondi"),
    ("volume", 1.0, "l", "μ u m c d h", "liter liters litre litres litern litro litros litri"),
    ("volume", 1.0, "L", "μ u m c d h", ""),
    ("power", 1.0, "W", "m k M G T", "watt watts vatio vatios"),
    ("energy", 3600.0, "Wh", "m k M G T", "wattstunde wattstunden watthour watthours wattheure wattheures"),
    ("energy", 1.0, "J", "m k M G", "joule joules julio julios"),
    ("energy", 4184e-3, "cal", "k", "calorie calories kalorie kalorien caloria calorias cals"),
    ("energy", 1.602176634e-19, "eV", "m k M G T", "electronvolt electronvolts elektronenvolt"),
    ("electric:V", 1.0, "V", "n μ u m k M", "volt volts voltio voltios"),
    ("electric:A", 1.0, "A", "n μ u m k", "ampere amperes amp amps amperio amperios"),
    ("electric:C", 1.0, "", "n μ m", "coulomb coulombs"),
    ("electric:Ah", 1.0, "Ah", "m", ""),
    ("electric:Ω", 1.0, "Ω", "m k M", "ohm ohms ohmios ohmio"),
    ("electric:F", 1.0, "F", "p n μ u m", "farad farads"),
    ("electric:H", 1.0, "H", "n μ u m", "henry henries henrys"),
    ("magnetic", 1.0, "T", "n μ m", "tesla teslas"),
    ("pressure", 1.0, "Pa", "h k M G", "pascal pascals"),
    ("pressure", 1e5, "bar", "m", "bar bars"),
    ("force", 1.0, "N", "m k M", "newton newtons"),
    ("mass", 1000.0, "t", "k M G", "tonne tonnes ton tons tonnen toneladas tonnellate"),
    ("amount", 1.0, "mol", "n μ u m k", "mole moles mol"),
    ("concentration", 1.0, "M", "p n μ u m", "molar"),
    ("dose", 1.0, "Sv", "μ u m", "sievert sieverts"),
    ("dose:Gy", 1.0, "Gy", "m", "gray grays"),
    ("activity", 1.0, "Bq", "k M G", "becquerel becquerels"),
    ("light", 1.0, "lm", "", "lumen lumens"),
    ("light:lx", 1.0, "lx", "k", "lux"),
    ("pixel", 1.0, "px", "", "pixel pixels"),
    ("pixel", 1.0, "P", "M", ""),
    ("data", 1.0, "B", "k M G T P", "byte bytes octet octets"),
    ("data", 0.125, "bit", "k M G T", "bit bits"),
    ("frequency", 1.0, "Hz", "m k M G T", "hertz"),
)  # fmt: skip
"""Family, size of one in its family, sign, prefixes it is used with, names."""

_NOT_SIGNS = frozenset(
    [
        "m",
        "g",
        "s",
        "F",
        "H",
        "T",
        "l",
        "L",
        "t",
        "h",
        "pm",
        "um",
        "us",
        "A",
        "V",
        "J",
        "N",
        "P",
        "B",
        "px",
        "cal",
        "bar",
        "mol",
        "cd",
    ]
)
"""Signs that are words or other things as well; the tables of `units` say when they are units."""


@lru_cache(maxsize=1)
def signs() -> dict[str, tuple[str, float]]:
    """Return family and size by sign, in the case it is written in: mW is no MW."""
    found: dict[str, tuple[str, float]] = {}
    for family, size, sign, prefixes, _ in _BASES:
        for prefix in ("", *prefixes.split()):
            whole = prefix + sign
            if sign and whole not in _NOT_SIGNS:
                found.setdefault(whole, (family, size * _PREFIXES[prefix][0]))
    return found


@lru_cache(maxsize=1)
def spoken() -> dict[str, tuple[str, float]]:
    """Return family and size by name, casefolded and without accents: kilometre, Kilometer, kilometros."""
    found: dict[str, tuple[str, float]] = {"kilohm": ("electric:Ω", 1e3), "kilohms": ("electric:Ω", 1e3)}
    found |= {"megohm": ("electric:Ω", 1e6), "megohms": ("electric:Ω", 1e6)}
    for family, size, _, prefixes, names in _BASES:
        for name in names.split():
            found.setdefault(name, (family, size))
            for prefix in prefixes.split():
                factor, heads = _PREFIXES[prefix]
                for head in heads.split():
                    found.setdefault(head + name, (family, size * factor))
    for prefix in "kMGT":
        factor, heads = _PREFIXES[prefix]
        for head in heads.split():
            for pixels in ("pixel", "pixels"):
                found[head + pixels] = ("pixel", factor)
    return found
