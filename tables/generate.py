"""
Exact values of what the product computes in float64, by Python's standard library alone (decimal, up to 800 digits):

    python3 tables/generate.py

writes non-linearities.json (f and f' at a z) and heads.json (J and dJ/ds of scores) beside itself. Arguments are doubles,
written so that they read back exactly; values are rounded to 40 digits. The tests hold the product to them (SPEC MO7).
"""
import json
import random
from decimal import Decimal, getcontext
from pathlib import Path

from exact import ONE, ZERO, cumulative, density, logistic, logistic_slope, tanh, tanh_slope

DIGITS = 40


FUNCTIONS = {
    "logistic": (logistic, logistic_slope),
    "tanh": (tanh, tanh_slope),
    "gelu": (lambda z: z * cumulative(z), lambda z: cumulative(z) + z * density(z)),
}


def softmax(s, y):
    first = y if s[y] == max(s) else s.index(max(s))
    terms = [(score - s[first]).exp() for score in s]
    rest = sum(terms[k] for k in range(len(s)) if k != first)
    p = [term / (1 + rest) for term in terms]
    others = sum(p[k] for k in range(len(s)) if k != y)
    return [s[first] - s[y] + log_of_one_and(rest), *(-others if k == y else p[k] for k in range(len(s)))]


def log_of_one_and(x):
    """ln(1 + x), x >= 0, with the digits that the 1 would swallow."""
    if x < Decimal(10) ** -60:
        return x  # (1 - x/2 + ...)
    context = getcontext()
    before = context.prec
    context.prec = before + 70
    result = (1 + x).ln()
    context.prec = before
    return +result


def logistic_head(s, y):
    signed = -s[0] if y == 1 else s[0]
    J = max(ZERO, signed) + log_of_one_and((-abs(signed)).exp())
    slope = logistic(signed)
    return [J, -slope if y == 1 else slope]


def margin(s, _):
    missing = 1 - s[0] + s[1]
    return [max(ZERO, missing), *((-ONE, ONE) if missing > 0 else (ZERO, ZERO))]


HEADS = {"logistic": logistic_head, "softmax": softmax, "max-margin": margin}

chance = random.Random(20)
SIGNS = (-1, 1)


def arguments(reach):
    """Of both signs: round ones, some of every size down to 1e-30, where a table of the issue has found a fault, and chance."""
    sizes = [0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 8.5, 9.0, 10.0, 12.0, 15.0, 18.0, 19.06, 19.07, 20.0, 25.0, 30.0, 36.0, 37.0]
    sizes += [10.0**-k for k in (1, 2, 3, 5, 8, 12, 20, 30)]
    sizes += [chance.uniform(0, 4) for _ in range(30)] + [chance.uniform(4, reach) for _ in range(40)]
    return sorted({sign * size for size in sizes for sign in SIGNS if size <= reach})


REACH = {"logistic": 708.0, "tanh": 354.0, "gelu": 37.5}
# Around the root of GELU', of which the third number is the nearest double.
ROOT = [-0.7, -0.75, -0.7517915247, -0.7517915246935645, -0.752, -0.76, -0.8]


def scores():
    yield "softmax", [[36.1, 0, 0, 0, 0], [1e17, 1e17, 0, 0, 0], [40, 0, 0, 0, 0], [0, 0, 0, 0, 0], [800, -800, 0, 1, 2]]
    yield "softmax", [[chance.uniform(-r, r) for _ in range(5)] for r in (1, 1, 5, 5, 20, 20, 50, 200, 300) for _ in range(2)]
    yield "logistic", [[s] for s in (-700, -100.5, -40, -36.1, -19, -3, -1, -1e-9, 0, 1e-9, 0.5, 2, 19, 36.1, 40, 100.5, 700)]
    yield "max-margin", [[1e17, 1e17], [1.5, 0.5], [0.5, 0.25], [1e16, 1e16 + 2], [-1e300, 1e-300], [3, -2], [1 + 2**-52, 2**-53]]
    yield "max-margin", [[s, s - 1 + chance.uniform(-1, 1) * 10.0**-k] for k in range(0, 16) for s in [chance.uniform(-10, 10)]]


def written(value):
    """40 digits; what a double holds only as 0 or denormal is left out: no relative bound is possible there."""
    getcontext().prec = DIGITS
    result = +value
    getcontext().prec = 80
    if result != 0 and abs(result) < Decimal(2) ** -1022:
        return None
    return str(result)


def lines(name, rows):
    path = Path(__file__).with_name(name)
    body = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(f"[\n{body}\n]\n", encoding="utf-8")
    print(f"{path.name}: {len(rows)} rows")


lines(
    "non-linearities.json",
    [
        [name, repr(z), *(written(function(Decimal(z))) for function in functions)]
        for name, functions in FUNCTIONS.items()
        for z in (sorted({*arguments(REACH[name]), *ROOT}) if name == "gelu" else arguments(REACH[name]))
    ],
)
lines(
    "heads.json",
    [
        [name, [repr(float(score)) for score in s], y, *(written(value) for value in HEADS[name]([Decimal(float(score)) for score in s], y))]
        for name, many in scores()
        for s in many
        for y in {"softmax": range(5), "logistic": range(2), "max-margin": [1]}[name]
    ],
)
