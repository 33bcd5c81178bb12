"""
The polynomials of numerics version 2 (SPEC NU16), by Python's standard library alone:

    python3 tables/polynomials.py

writes polynomials.json beside itself: of each the coefficients from the constant one on, rounded to doubles, and the greatest
error of the unrounded polynomial. Interpolation at Chebyshev nodes, which is within a small factor of the best there is.
"""
import json
from decimal import Decimal, getcontext
from pathlib import Path

from exact import ONE, TWO, cumulative, pi, tanh

PI = pi()


def cosine(x):
    term, total, k = ONE, ONE, 0
    while True:
        k += 2
        term = -term * x * x / (k * (k - 1))
        if total + term == total:
            return total
        total += term


def interpolated(function, low, high, degree):
    """Coefficients in x itself, ascending, through the Chebyshev nodes of [low, high]: Newton's divided differences."""
    nodes = [(low + high) / 2 + (high - low) / 2 * cosine(PI * (2 * k + 1) / (2 * degree + 2)) for k in range(degree + 1)]
    differences = [function(x) for x in nodes]
    for order in range(1, degree + 1):
        for k in range(degree, order - 1, -1):
            differences[k] = (differences[k] - differences[k - 1]) / (nodes[k] - nodes[k - order])
    coefficients = []
    for k in range(degree, -1, -1):
        shifted = [Decimal(0), *coefficients]
        coefficients = [shifted[i] - nodes[k] * (coefficients[i] if i < len(coefficients) else 0) for i in range(len(shifted))]
        coefficients[0] += differences[k]
    return coefficients


def value(coefficients, x):
    total = Decimal(0)
    for coefficient in reversed(coefficients):
        total = total * x + coefficient
    return total


def described(function, low, high, degree):
    coefficients = interpolated(function, low, high, degree)
    points = [low + (high - low) * k / 400 for k in range(401)]
    error = max(abs(value(coefficients, x) / function(x) - 1) for x in points)
    return {"low": float(low), "high": float(high), "relativeError": float(error), "coefficients": [float(c) for c in coefficients]}


def tanh_rest(w):
    """(tanh z / z - 1) / w with w = z^2."""
    if w == 0:
        return -ONE / 3
    z = w.sqrt()
    return (tanh(z) / z - 1) / w


K = Decimal(5)


def mills(t):
    """(a + K) e^(a^2/2) Phi(-a) with t = (a - K) / (a + K)."""
    a = K * (1 + t) / (1 - t)
    return (a + K) * (a * a / 2).exp() * cumulative(-a)


HALF_LOG_2 = TWO.ln() / 2
REACH = Decimal("38.6")
found = {
    "exp": described(lambda r: r.exp(), -HALF_LOG_2, HALF_LOG_2, 7),
    "longExp": described(lambda r: r.exp(), -HALF_LOG_2, HALF_LOG_2, 10),
    "tanh": described(tanh_rest, Decimal(0), ONE / 16, 3),
    "mills": described(mills, Decimal(-1), (REACH - K) / (REACH + K), 19),
}
getcontext().prec = 20
Path(__file__).with_name("polynomials.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
