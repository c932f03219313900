"""Figures of thetaflow in a notebook: pip install anywidget, put this file beside the notebook, and

    from thetaflow import ThetaFlow
    figure = ThetaFlow(lab="gans", params="objective=wgan", controls="lr")
    figure
    figure.readouts

THETAFLOW_URL in the environment names another address of anywidget.js, for example on a server of one's own.
"""

import os

import anywidget
import traitlets

URL = "https://cdn.jsdelivr.net/npm/thetaflow@0.1/anywidget.js"


class ThetaFlow(anywidget.AnyWidget):
    """One figure. The traits are the attributes of the element <theta-flow>."""

    _esm = os.environ.get("THETAFLOW_URL", URL)

    lab = traitlets.Unicode(help="which lab; empty for the first").tag(sync=True)
    params = traitlets.Unicode(help="its first parameters, key=value&key=value").tag(sync=True)
    controls = traitlets.Unicode(help="which get controls: lr,rule; none; empty for all").tag(sync=True)
    theme = traitlets.Unicode("auto", help="light, dark or auto").tag(sync=True)
    lang = traitlets.Unicode(help="en or zh; empty for that of the page").tag(sync=True)
    group = traitlets.Unicode(help="figures of the same group are linked").tag(sync=True)
    autoplay = traitlets.Bool(help="plays once it is visible").tag(sync=True)
    state = traitlets.Unicode(help="the permalink of what is on show; may be set").tag(sync=True)
    readouts = traitlets.Dict(help="the numbers under the figure, by id").tag(sync=True)
