"""Paths of update rules by torch.optim and optax, and of Lookahead by Algorithm 1 around torch.optim's Adam.

Needs: numpy jax optax torch (PyPI).  Run: python generate_paths.py > paths.json
Every array is float64.
"""
import json
import sys

import jax
import numpy as np
import optax
import torch

jax.config.update("jax_enable_x64", True)
torch.set_default_dtype(torch.float64)
STEPS = 120

# Functions of x and y, with the starts of paths.
LANDSCAPES = {
    "quadratic":  dict(f=lambda x, y: 0.5 * (x * x + 10 * y * y), starts=[(-4.0, 1.0)]),
    "rosenbrock": dict(f=lambda x, y: (1 - x) ** 2 + 100 * (y - x * x) ** 2, starts=[(-1.5, 2.0), (0.5, -0.5)]),
    "himmelblau": dict(f=lambda x, y: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2, starts=[(0.0, 0.0), (-1.0, -2.5)]),
}

def torch_path(f, start, make, steps):
    p = torch.tensor(start, requires_grad=True)
    opt = make([p]); out = [p.detach().tolist()]; loss = [float(f(p[0], p[1]))]
    for _ in range(steps):
        opt.zero_grad(); f(p[0], p[1]).backward(); opt.step()
        out.append(p.detach().tolist()); loss.append(float(f(p[0], p[1])))
    return dict(theta=out, loss=loss)

def optax_path(f, start, tx, steps):
    p = jax.numpy.array(start); s = tx.init(p); fn = lambda q: f(q[0], q[1])
    out, loss = [p.tolist()], [float(fn(p))]
    step = jax.jit(lambda p, s: (lambda u: (optax.apply_updates(p, u[0]), u[1]))(tx.update(jax.grad(fn)(p), s, p)))
    for _ in range(steps):
        p, s = step(p, s); out.append(p.tolist()); loss.append(float(fn(p)))
    return dict(theta=out, loss=loss)

O = torch.optim
RULES = {  # id -> (library call as text, params in this project's names, factory)
    "sgd": (dict(lr=1e-3), lambda p: O.SGD(p, lr=1e-3)),
    "momentum": (dict(lr=5e-4, momentum=0.9), lambda p: O.SGD(p, lr=5e-4, momentum=0.9)),
    "nesterov": (dict(lr=5e-4, momentum=0.9), lambda p: O.SGD(p, lr=5e-4, momentum=0.9, nesterov=True)),
    "adagrad": (dict(lr=0.3, eps=1e-10), lambda p: O.Adagrad(p, lr=0.3)),
    "rmsprop": (dict(lr=0.01, decay=0.99, eps=1e-8), lambda p: O.RMSprop(p, lr=0.01, alpha=0.99, eps=1e-8)),
    "adadelta": (dict(lr=1.0, decay=0.9, eps=1e-6), lambda p: O.Adadelta(p, lr=1.0, rho=0.9, eps=1e-6)),
    "adam": (dict(lr=0.05, beta1=0.9, beta2=0.999, eps=1e-8), lambda p: O.Adam(p, lr=0.05)),
    "adamw": (dict(lr=0.05, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.1), lambda p: O.AdamW(p, lr=0.05, weight_decay=0.1)),
    "amsgrad": (dict(lr=0.05, beta1=0.9, beta2=0.999, eps=1e-8), lambda p: O.Adam(p, lr=0.05, amsgrad=True)),
    "nadam": (dict(lr=0.05, beta1=0.9, beta2=0.999, eps=1e-8, momentum_decay=4e-3), lambda p: O.NAdam(p, lr=0.05)),
    "radam": (dict(lr=0.05, beta1=0.9, beta2=0.999, eps=1e-8), lambda p: O.RAdam(p, lr=0.05)),
    "adamax": (dict(lr=0.05, beta1=0.9, beta2=0.999, eps=1e-8), lambda p: O.Adamax(p, lr=0.05)),
}
OPTAX_RULES = {
    "lion": (dict(lr=0.02, beta1=0.9, beta2=0.99), optax.lion(0.02, b1=0.9, b2=0.99, weight_decay=0.0)),
    "sign_sgd": (dict(lr=0.02), optax.sign_sgd(0.02)),
    "rmsprop_eps_inside": (dict(lr=0.01, decay=0.9, eps=1e-4), optax.rmsprop(0.01, decay=0.9, eps=1e-4, eps_in_sqrt=True)),
}

def lookahead_path(f, start, make, k, alpha, steps):
    """Zhang et al. 2019, Algorithm 1: every k fast steps, slow += alpha (fast - slow); fast restarts at slow."""
    p = torch.tensor(start, requires_grad=True); slow = p.detach().clone(); opt = make([p]); out = [p.detach().tolist()]
    for n in range(1, steps + 1):
        opt.zero_grad(); f(p[0], p[1]).backward(); opt.step()
        if n % k == 0:
            slow = slow + alpha * (p.detach() - slow)
            with torch.no_grad(): p.copy_(slow)
        out.append(p.detach().tolist())
    return dict(theta=out)

def trustworthy(path_of, start):
    """Keeps the steps that rounding does not decide: finite, below 1e6, and unmoved (1e-11) when the start moves by two ulps."""
    a, b = path_of(start), path_of([c * (1 + 4.5e-16) + 4.5e-16 for c in start])
    keep = len(a["theta"])
    for i, (p, q) in enumerate(zip(a["theta"], b["theta"])):
        if not np.all(np.isfinite(p)) or max(map(abs, p)) > 1e6 or max(abs(x - y) / max(1, abs(x)) for x, y in zip(p, q)) > 1e-11:
            keep = i; break
    return {k: v[:keep] for k, v in a.items()}

paths = []
for name, L in LANDSCAPES.items():
    for st in L["starts"]:
        for rid, (params, make) in RULES.items():
            paths.append(dict(landscape=name, start=list(st), rule=rid, params=params, source="torch.optim " + torch.__version__, **trustworthy(lambda q: torch_path(L["f"], q, make, STEPS), st)))
        for rid, (params, tx) in OPTAX_RULES.items():
            paths.append(dict(landscape=name, start=list(st), rule=rid, params=params, source="optax " + optax.__version__, **trustworthy(lambda q: optax_path(L["f"], q, tx, STEPS), st)))
        paths.append(dict(landscape=name, start=list(st), rule="adam", wrapper=dict(lookahead_k=5, lookahead_alpha=0.5), params=dict(lr=0.05, beta1=0.9, beta2=0.999, eps=1e-8), source="torch.optim + Zhang et al. 2019 Alg. 1",
                          **trustworthy(lambda q: lookahead_path(L["f"], q, lambda p: O.Adam(p, lr=0.05), 5, 0.5, STEPS), st)))
json.dump(paths, sys.stdout, allow_nan=False)
sys.stdout.write("\n")
