"""Moments of gradient estimators, by SciPy's quad.

Needs: numpy scipy (PyPI).  Run: python generate.py OUT_DIR
"""
import json
import os
import sys

import numpy as np
from scipy import stats
from scipy.integrate import quad

def estimators(cases):
    rows = []
    for phi, k, mu, sg in cases:
        f = {"quadratic": lambda x: (x - k) ** 2, "exponential": lambda x: np.exp(-k * x * x), "cosine": lambda x: np.cos(k * x)}[phi]
        df = {"quadratic": lambda x: 2 * (x - k), "exponential": lambda x: -2 * k * x * np.exp(-k * x * x), "cosine": lambda x: -k * np.sin(k * x)}[phi]
        E = lambda h: quad(lambda e: h(e) * stats.norm.pdf(e), -12, 12, epsabs=1e-13, epsrel=1e-12, limit=400)[0]
        W = lambda h: quad(lambda w: h(w) * w * np.exp(-w * w / 2), 0, 14, epsabs=1e-13, epsrel=1e-12, limit=400)[0]
        gm = E(lambda e: df(mu + sg * e)); gs = E(lambda e: df(mu + sg * e) * e)
        s = lambda e: e / sg; ss = lambda e: (e * e - 1) / sg
        m2 = lambda sc, b: E(lambda e: ((f(mu + sg * e) - b) * sc(e)) ** 2)
        bo = lambda sc: E(lambda e: f(mu + sg * e) * sc(e) ** 2) / E(lambda e: sc(e) ** 2)
        c = 1 / (sg * np.sqrt(2 * np.pi))
        rows.append(dict(phi=phi, k=k, mu=mu, sigma=sg, grad_mu=gm, grad_sigma=gs,
            var_mu=dict(score=m2(s, 0) - gm ** 2, score_optimal_baseline=m2(s, bo(s)) - gm ** 2, pathwise=E(lambda e: df(mu + sg * e) ** 2) - gm ** 2,
                        measure_valued_coupled=W(lambda w: (c * (f(mu + sg * w) - f(mu - sg * w))) ** 2) - gm ** 2),
            var_sigma=dict(score=m2(ss, 0) - gs ** 2, score_optimal_baseline=m2(ss, bo(ss)) - gs ** 2, pathwise=E(lambda e: (df(mu + sg * e) * e) ** 2) - gs ** 2),
            optimal_baseline_mu=bo(s)))
    return rows

def binary_concrete(cases):
    """Toy of Tucker et al. 2017: L(p) = E_{b~Bern(p)} (b - t)^2, p = sigmoid(a); derivatives with respect to a."""
    rows = []
    for a, t, tau in cases:
        p = 1 / (1 + np.exp(-a)); exact = p * (1 - p) * ((1 - t) ** 2 - t ** 2)
        logistic = stats.logistic.pdf
        y = lambda l: 1 / (1 + np.exp(-(a + l) / tau))
        soft = lambda l: 2 * (y(l) - t) * y(l) * (1 - y(l)) / tau
        hard = lambda l: 2 * (float(a + l > 0) - t) * y(l) * (1 - y(l)) / tau
        I = lambda h: quad(lambda l: h(l) * logistic(l), -60, 60, points=[-a], limit=2000, epsabs=1e-12)[0]
        ms, mh = I(soft), I(hard)
        r1 = (1 - t) ** 2 * (1 - p); r0 = -(t ** 2) * p
        rows.append(dict(logit=a, target=t, tau=tau, exact=exact,
            reinforce=dict(mean=exact, variance=p * r1 ** 2 + (1 - p) * r0 ** 2 - exact ** 2),
            gumbel_softmax=dict(mean=ms, variance=I(lambda l: soft(l) ** 2) - ms ** 2),
            straight_through=dict(mean=mh, variance=I(lambda l: hard(l) ** 2) - mh ** 2)))
    return rows

data = dict(
    gaussian_estimators=estimators([("quadratic", 0.0, 1.0, 0.5), ("quadratic", 3.0, 1.0, 1.0), ("exponential", 0.1, 0.5, 1.5), ("cosine", 2.0, 1.0, 1.0)]),
    binary_concrete=binary_concrete([(0.0, 0.45, 0.5), (1.0, 0.45, 0.1), (-1.5, 0.45, 2.0)]),
)
for name, rows in data.items():
    with open(os.path.join(sys.argv[1], name + ".json"), "w") as file:
        json.dump(rows, file, allow_nan=False)
        file.write("\n")
