"""The law of the angle between two random vectors, by mpmath (40 digits).

Needs: mpmath (PyPI).  Run: python generate.py > angles.json
"""
import json
import sys

import mpmath as mp

def angles(ns):
    mp.mp.dps = 40; rows = []
    for n in ns:
        h = mp.mpf(n) / 2; c = mp.gamma(h) / (mp.sqrt(mp.pi) * mp.gamma(h - mp.mpf(1) / 2)) if n < 10 ** 5 else mp.exp(mp.loggamma(h) - mp.loggamma(h - mp.mpf(1) / 2)) / mp.sqrt(mp.pi)
        th = [mp.pi * k / 12 for k in range(1, 12)]
        delta = [mp.mpf(1) / 100, mp.mpf(1) / 10, mp.mpf(1) / 2]
        rows.append(dict(n=n, theta=[float(t) for t in th], pdf=[float(c * mp.sin(t) ** (n - 2)) for t in th],
            variance=float(mp.polygamma(1, h) / 2), delta=[float(d) for d in delta],
            tail=[float(mp.betainc(mp.mpf(n - 1) / 2, mp.mpf(1) / 2, 0, mp.cos(d) ** 2, regularized=True)) for d in delta]))
    return rows

json.dump(angles([2, 3, 4, 10, 50, 200, 1000]), sys.stdout, allow_nan=False)
sys.stdout.write("\n")
