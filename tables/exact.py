"""The functions themselves, with 80 digits and more, by Python's standard library alone (decimal)."""
from decimal import MAX_EMAX, MIN_EMIN, Decimal, getcontext

getcontext().prec = 80
getcontext().Emin, getcontext().Emax = MIN_EMIN, MAX_EMAX
ZERO, ONE, TWO = Decimal(0), Decimal(1), Decimal(2)


def pi():
    """Machin: pi/4 = 4 arctan 1/5 - arctan 1/239."""

    def arctan_of_inverse(n):
        power, total, k = ONE / n, ZERO, 0
        while True:
            term = power / (2 * k + 1)
            if total + term == total:
                return total
            total += term if k % 2 == 0 else -term
            power /= n * n
            k += 1

    return 4 * (4 * arctan_of_inverse(5) - arctan_of_inverse(239))


def logistic(z):
    e = (-abs(z)).exp()
    return ONE / (1 + e) if z >= 0 else e / (1 + e)


def logistic_slope(z):
    e = (-abs(z)).exp()
    return e / ((1 + e) * (1 + e))


def tanh(z):
    e = (-2 * abs(z)).exp()
    size = (1 - e) / (1 + e)
    return size if z >= 0 else -size


def tanh_slope(z):
    e = (-2 * abs(z)).exp()
    return 4 * e / ((1 + e) * (1 + e))


def cumulative(z):
    """Phi(z) = 1/2 + phi(z) (z + z^3/3 + z^5/15 + ...), with as many digits more as the difference loses."""
    context = getcontext()
    before = context.prec
    context.prec = before + 2 * int(z * z / 4) + 20
    square, term, total, k = z * z, z, ZERO, 1
    while True:
        grown = total + term
        if grown == total:
            break
        total, k = grown, k + 2
        term = term * square / k
    result = ONE / 2 + density(z) * total
    context.prec = before
    return +result


def density(z):
    return (-z * z / 2).exp() / (TWO * pi()).sqrt()
