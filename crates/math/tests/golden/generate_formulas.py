"""Values and derivatives of the functions of formulas, to 17 digits.

Needs: mpmath (PyPI).  Run: python generate_formulas.py > formulas.json
Each formula is written as thetaflow reads it, and once more for mpmath (50 digits), which differentiates numerically.
"""
import json
import mpmath as mp

mp.mp.dps = 50
ONE = {
    "sin(x)": (mp.sin, [-2.5, 0.0, 0.7, 30.0]),
    "cos(x)": (mp.cos, [-2.5, 0.0, 0.7, 30.0]),
    "tan(x)": (mp.tan, [-1.2, 0.0, 0.7]),
    "asin(x)": (mp.asin, [-0.999, -0.3, 0.0, 1e-9, 0.5, 0.9999999]),
    "acos(x)": (mp.acos, [-0.999, -0.3, 0.0, 1e-9, 0.5, 0.9999999]),
    "atan(x)": (mp.atan, [-1e6, -1.0, 0.0, 1e-9, 0.5, 40.0]),
    "sinh(x)": (mp.sinh, [-20.0, -0.5, 0.0, 1e-9, 1.0, 30.0]),
    "cosh(x)": (mp.cosh, [-20.0, -0.5, 0.0, 1e-9, 1.0, 30.0]),
    "tanh(x)": (mp.tanh, [-5.0, -0.5, 0.0, 1e-9, 1.0, 15.0]),
    "exp(x)": (mp.exp, [-20.0, -0.5, 0.0, 3.0]),
    "log(x)": (mp.log, [1e-9, 0.5, 1.0, 1e9]),
    "log2(x)": (lambda x: mp.log(x) / mp.log(2), [1e-9, 0.5, 1.0, 8.0, 1e9]),
    "log10(x)": (lambda x: mp.log(x) / mp.log(10), [1e-9, 0.5, 1.0, 1000.0, 1e9]),
    "sqrt(x)": (mp.sqrt, [1e-9, 0.5, 2.0, 1e9]),
    "cbrt(x)": (lambda x: mp.sign(x) * abs(x) ** (mp.mpf(1) / 3), [-27.0, -1e-6, 0.5, 8.0, 1e9]),
    "|x|": (abs, [-2.0, 0.5]),
    "sin²(x)": (lambda x: mp.sin(x) ** 2, [-2.5, 0.0, 0.7]),
    "x³ - 2√x": (lambda x: x ** 3 - 2 * mp.sqrt(x), [0.5, 3.0]),
    "\\frac{e^{-x^2/2}}{\\sqrt{2\\pi}}": (lambda x: mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi), [-1.0, 0.0, 2.5]),
}
TWO = {
    "atan2(y, x)": (lambda x, y: mp.atan2(y, x), [[1.0, 0.5], [-1.0, 2.0], [-3.0, -0.25], [0.5, -4.0]]),
    "pow(x, y)": (lambda x, y: x ** y, [[0.5, 2.5], [3.0, -1.5], [2.0, 3.0]]),
    "x^y": (lambda x, y: x ** y, [[0.5, 2.5], [3.0, -1.5], [2.0, 3.0]]),
    "max(x, y)^2": (lambda x, y: max(x, y) ** 2, [[1.0, 0.5], [-1.0, 2.0]]),
    "min(x, y, 2xy)": (lambda x, y: min(x, y, 2 * x * y), [[1.0, 0.6], [0.1, 0.2], [2.0, 3.0]]),
    "2xy(x+1)(y−2)": (lambda x, y: 2 * x * y * (x + 1) * (y - 2), [[1.0, 0.5], [-0.3, 2.0]]),
    "x²y/3 + sinh(x)cosh(y)": (lambda x, y: x * x * y / 3 + mp.sinh(x) * mp.cosh(y), [[1.0, 0.5], [-2.0, 3.0]]),
    "atan(x/y)ln|y|": (lambda x, y: mp.atan(x / y) * mp.log(abs(y)), [[1.0, 0.5], [-2.0, -3.0]]),
}


def number(value):
    return float(value)


def derivative(f, at, order):
    return number(mp.diff(f, at, order))


cases = []
for source, (f, points) in ONE.items():
    for x in points:
        at = mp.mpf(x)
        cases.append(dict(formula=source, at=[x, 0.0], value=number(f(at)), x=derivative(f, at, 1), xx=derivative(f, at, 2)))
for source, (f, points) in TWO.items():
    for x, y in points:
        at = (mp.mpf(x), mp.mpf(y))
        orders = dict(x=(1, 0), y=(0, 1), xx=(2, 0), xy=(1, 1), yy=(0, 2))
        cases.append(dict(formula=source, at=[x, y], value=number(f(*at)), **{k: derivative(f, at, n) for k, n in orders.items()}))
print("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]")
