"""Reference values of the angle laws for large dimensions and far into their tails, in logarithms.

Needs: mpmath (PyPI).  Run: python generate_large.py > angles_large.json
Tails are integrated by mpmath's quadrature with 40 digits.
"""
import json
import sys

import mpmath as mp

mp.mp.dps = 40
half = mp.mpf(1) / 2


def row(n):
    width = 1 / mp.sqrt(n)
    deltas = [mp.mpf(text) for text in ("0.001", "0.01", "0.1")]
    deltas += [width * mp.mpf(z) for z in ("0.1", "1", "1.5", "2", "6", "20")]
    # As the double precision numbers that the tests read.
    deltas = [delta for delta in (mp.mpf(float(delta)) for delta in deltas) if delta < mp.pi / 2]
    log_peak = mp.loggamma(mp.mpf(n) / 2) - mp.loggamma(mp.mpf(n) / 2 - half) - mp.log(mp.pi) / 2
    log_power = lambda delta: (n - 2) * mp.log(mp.cos(delta))

    def log_tail(delta):
        points = [delta + width * k / 4 for k in range(40)]
        points = [point for point in points if point < mp.pi / 2]
        if n < 100:
            points.append(mp.pi / 2)
        scaled = mp.quad(lambda x: mp.exp(log_power(x) - log_power(delta)), points)
        return mp.log(2 * scaled) + log_peak + log_power(delta)

    return dict(
        n=n,
        delta=[float(delta) for delta in deltas],
        log_pdf=[float(log_peak + log_power(delta)) for delta in deltas],
        log_tail=[float(log_tail(delta)) for delta in deltas],
        variance=float(mp.polygamma(1, mp.mpf(n) / 2) / 2),
    )


json.dump([row(n) for n in (5, 10**3, 10**4, 10**5, 10**6)], sys.stdout)
