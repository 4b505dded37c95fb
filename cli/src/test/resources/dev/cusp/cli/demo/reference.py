"""The reference of VolatilityFitTest: the same model in NumPy; shares no code with the demo.

    python3 reference.py ../../../../../../main/resources/dev/cusp/cli/demo/pounds-per-euro.csv

Gradients are exact (complex steps); the Hessian is a difference of them. Run once with Python 3.11,
numpy 2.4.6, scipy 1.17.1. R's fGarch 4022.89 (garchFit, cond.dist = "std") finds the same maximum
to four digits, where its stopping rule leaves it.
"""
import sys

import numpy as np
from scipy.optimize import minimize
from scipy.special import loggamma

lines = open(sys.argv[1]).read().split()[1:]
r = 100 * np.diff(np.log([float(line.split(",")[1]) for line in lines]))
n = len(r)


def terms(theta):
    mean, constant, arch, garch, tail = theta
    shock = (r - mean) ** 2
    variance = np.empty(n, dtype=np.result_type(np.array(theta), float))
    before = after = shock.sum() / n
    for t in range(n):
        variance[t] = after = constant + arch * before + garch * after
        before = shock[t]
    scale = loggamma((tail + 1) / 2) - loggamma(tail / 2) - 0.5 * np.log(np.pi * (tail - 2))
    return scale - 0.5 * np.log(variance) - 0.5 * (tail + 1) * np.log(1 + shock / (variance * (tail - 2)))


def scores(theta):
    rows = []
    for i in range(5):
        z = np.array(theta, dtype=complex)
        z[i] += 1e-30j
        rows.append(terms(z).imag / 1e-30)
    return np.array(rows)


def hessian(theta):
    h = np.empty((5, 5))
    for i in range(5):
        step = np.zeros(5)
        step[i] = 1e-5 * max(abs(theta[i]), 1e-3)
        h[i] = (scores(theta + step) - scores(theta - step)).sum(axis=1) / (2 * step[i])
    return (h + h.T) / 2


def natural(u):
    persistence, share = 1 / (1 + np.exp(-u[2])), 1 / (1 + np.exp(-u[3]))
    return np.array([u[0], np.exp(u[1]), persistence * share, persistence * (1 - share), 2 + np.exp(u[4])])


start = np.array([0, np.log(0.02 * r.var()), np.log(19), -np.log(9), np.log(6)])
options = dict(xatol=1e-7, fatol=1e-12, maxiter=6000, maxfev=6000)
found = minimize(lambda u: -terms(natural(u)).sum() / n, start, method="Nelder-Mead", options=options)
theta = natural(found.x)
for _ in range(8):
    theta = theta - np.linalg.solve(hessian(theta), scores(theta).sum(axis=1))
bread, s = np.linalg.inv(-hessian(theta)), scores(theta)
print("log-likelihood", repr(float(terms(theta).sum())), "gradient", np.abs(s.sum(axis=1)).max())
print("estimate      ", theta.tolist())
print("classical     ", np.sqrt(np.diag(bread)).tolist())
print("robust        ", np.sqrt(np.diag(bread @ (s @ s.T) @ bread)).tolist())
