"""Flows that optimizers follow, by SciPy's DOP853 (rtol 1e-12).

Needs: numpy scipy jax (PyPI).  Run: python generate_flows.py > flows.json
Every array is float64. A case is a function of x and y, a start, and how long the flow is followed.
"""
import json
import sys

import jax
import numpy as np
from scipy.integrate import solve_ivp

jax.config.update("jax_enable_x64", True)

CASES = {
    "quadratic": (lambda x, y: 0.5 * (x * x + 10 * y * y), (-4.0, 1.0), 2.0),
    "rosenbrock": (lambda x, y: (1 - x) ** 2 + 100 * (y - x * x) ** 2, (-1.5, 2.0), 2.0),
    "himmelblau": (lambda x, y: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2, (-1.0, -2.5), 0.5),
}

def grad_hess(f):
    g = jax.jit(jax.grad(lambda q: f(q[0], q[1]))); H = jax.jit(jax.hessian(lambda q: f(q[0], q[1])))
    return (lambda q: np.asarray(g(jax.numpy.asarray(q)))), (lambda q: np.asarray(H(jax.numpy.asarray(q))))

def ivp(rhs, y0, ts):
    s = solve_ivp(rhs, (ts[0], ts[-1]), y0, method="DOP853", t_eval=ts, rtol=1e-12, atol=1e-13)
    assert s.success; return s.y.T.tolist()

def flows(name, f, start, T):
    g, H = grad_hess(f); ts = np.linspace(0, T, 21); lr = 1e-3; mu = 0.9
    out = dict(landscape=name, start=list(start), t=ts.tolist())
    out["gradient_flow"] = ivp(lambda t, q: -g(q), start, ts)
    out["modified_flow"] = dict(lr=lr, theta=ivp(lambda t, q: -g(q) - lr / 2 * H(q) @ g(q), start, ts))
    c = (1 - mu) / np.sqrt(lr)
    out["heavy_ball"] = dict(lr=lr, momentum=mu, damping=c, theta=[r[:2] for r in ivp(lambda t, z: np.r_[z[2:], -c * z[2:] - g(z[:2])], [*start, 0, 0], ts)])
    t0 = 1e-6  # theta'(0) = 0 and theta''(0) = -grad/4 start the singular ODE
    z0 = np.r_[np.array(start) - t0 ** 2 / 8 * g(np.array(start)), -t0 / 4 * g(np.array(start))]
    tt = np.r_[t0, ts[1:]]
    out["nesterov_3_over_t"] = dict(theta=[list(start)] + [r[:2] for r in ivp(lambda t, z: np.r_[z[2:], -3 / t * z[2:] - g(z[:2])], z0, tt)][1:])
    lr_, dec, eps = 0.01, 0.99, 1e-3
    out["rmsprop_eps_inside"] = dict(lr=lr_, decay=dec, eps=eps, theta=[r[:2] for r in ivp(lambda t, z: np.r_[-g(z[:2]) / np.sqrt(z[2:] + eps), (1 - dec) / lr_ * (g(z[:2]) ** 2 - z[2:])], [*start, 0, 0], ts)])
    return out

json.dump([flows(name, *case) for name, case in CASES.items()], sys.stdout, allow_nan=False)
sys.stdout.write("\n")
