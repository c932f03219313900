"""Figures of thetaflow in a notebook: pip install anywidget, put this file beside the notebook, and

    import os
    os.environ["THETAFLOW_URL"] = "https://example.org/thetaflow/anywidget.js"
    from thetaflow import ThetaFlow
    figure = ThetaFlow(lab="gans", params="objective=wgan", controls="lr")
    figure
    figure.readouts

The address is that of anywidget.js in a dist/ of one's own, or in an npm package of an exact version, on a server that
answers with CORS headers. The figure is a program that runs in the notebook: there is no address that is asked unless
one is named, here or as ThetaFlow(url="...").
"""

import os

import anywidget
import traitlets


class ThetaFlow(anywidget.AnyWidget):
    """One figure. The traits are the attributes of the element <theta-flow>."""

    lab = traitlets.Unicode(help="which lab; empty for the first").tag(sync=True)
    params = traitlets.Unicode(help="its first parameters, key=value&key=value").tag(sync=True)
    controls = traitlets.Unicode(help="which get controls: lr,rule; none; empty for all").tag(sync=True)
    theme = traitlets.Unicode("auto", help="light, dark or auto").tag(sync=True)
    lang = traitlets.Unicode(help="en or zh; empty for that of the page").tag(sync=True)
    group = traitlets.Unicode(help="figures of the same group are linked").tag(sync=True)
    autoplay = traitlets.Bool(help="plays once it is visible").tag(sync=True)
    state = traitlets.Unicode(help="the permalink of what is on show; may be set").tag(sync=True)
    readouts = traitlets.Dict(help="the numbers under the figure, by id").tag(sync=True)

    def __init__(self, *, url=None, **traits):
        self._esm = url or os.environ.get("THETAFLOW_URL")
        if not self._esm:
            raise ValueError(
                "Where is thetaflow? Name the address of its anywidget.js: "
                'ThetaFlow(url="https://example.org/thetaflow/anywidget.js") or THETAFLOW_URL in the environment.'
            )
        super().__init__(**traits)
