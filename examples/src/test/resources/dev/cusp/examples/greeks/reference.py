"""The reference of GreeksTest: the two probabilities of Heston (1993), integrated by mpmath in 30 digits.

    python3 reference.py
"""
from mpmath import diff, exp, log, mp, mpf, nstr, pi, quad, re, sqrt

mp.dps = 30
STRIKE, REVERSION, LONG_VARIANCE, CORRELATION = 100, 2, mpf("0.04"), mpf("-0.7")
PIECES = [0, 5, 20, 50, 100, 200]


def price(spot, variance, rate, years, xi):
    def characteristic(u):
        b = REVERSION - CORRELATION * xi * 1j * u
        d = sqrt(b * b + xi * xi * (1j * u + u * u))
        g, e = (b - d) / (b + d), exp(-d * years)
        c = REVERSION * LONG_VARIANCE / xi**2 * ((b - d) * years - 2 * log((1 - g * e) / (1 - g)))
        v = (b - d) / xi**2 * (1 - e) / (1 - g * e)
        return exp(c + v * variance + 1j * u * (log(spot) + rate * years))

    k, forward = log(STRIKE), characteristic(-1j)
    p1 = quad(lambda u: re(exp(-1j * u * k) * characteristic(u - 1j) / (1j * u * forward)), PIECES)
    p2 = quad(lambda u: re(exp(-1j * u * k) * characteristic(u) / (1j * u)), PIECES)
    return spot * (0.5 + p1 / pi) - STRIKE * exp(-rate * years) * (0.5 + p2 / pi)


at = [mpf(100), mpf("0.04"), mpf("0.03"), mpf(1), mpf("0.3")]
print("price", nstr(price(*at), 15))
for i, name in enumerate(["delta", "to variance", "to rate", "to years", "to vol of vol"]):
    along = lambda t: price(*[t if j == i else at[j] for j in range(5)])
    print(name, nstr(diff(along, at[i], h=mpf(10) ** -8), 13))
print("gamma", nstr(diff(lambda t: price(t, *at[1:]), at[0], 2, h=mpf(10) ** -6), 12))
print("vanna", nstr(diff(lambda s, v: price(s, v, *at[2:]), (at[0], at[1]), (1, 1), h=mpf(10) ** -6), 12))
