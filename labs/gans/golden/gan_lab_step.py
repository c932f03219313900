"""One epoch of GAN Lab's configuration, two steps of D and one of G, computed by PyTorch in float64.

Needs: torch (PyPI).  Run: python gan_lab_step.py OUT_FILE
Networks 2-8-8-2 (relu, tanh at the output) and 2-8-8-1 (relu), losses of log-sigmoids with 0.95 on the real term, batch 150,
SGD 0.1. Weights, real points and latent vectors are written with the results; all of them are multiples of 1/1024, so that
they are exact in float32.
"""

import json
import sys

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
random = torch.Generator().manual_seed(1)
BATCH = 150


def draw(*shape, scale=1.0):
    return torch.round(torch.randn(*shape, generator=random) * scale * 1024) / 1024


def network(widths):
    """Weight and bias of every layer in turn."""
    parameters = []
    for inputs, outputs in zip(widths, widths[1:]):
        parameters += [draw(outputs, inputs, scale=inputs**-0.5), draw(outputs, scale=0.1)]
    return [parameter.requires_grad_() for parameter in parameters]


def apply(parameters, x):
    for k in range(0, len(parameters), 2):
        x = F.linear(x, parameters[k], parameters[k + 1])
        if k + 2 < len(parameters):
            x = F.relu(x)
    return x


def flat(parameters):
    return torch.cat([parameter.detach().flatten() for parameter in parameters]).tolist()


g, d = network([2, 8, 8, 2]), network([2, 8, 8, 1])
optimizers = [torch.optim.SGD(parameters, lr=0.1) for parameters in (g, d)]
real = [draw(BATCH, 2, scale=0.3) for _ in range(2)]
latent = [draw(BATCH, 2) for _ in range(3)]
record = dict(
    version=torch.__version__,
    generator=flat(g),
    discriminator=flat(d),
    real=[batch.tolist() for batch in real],
    latent=[batch.tolist() for batch in latent],
)
for x, z in zip(real, latent):
    fake = torch.tanh(apply(g, z)).detach()
    loss = -(0.95 * F.logsigmoid(apply(d, x)) + F.logsigmoid(-apply(d, fake))).mean()
    optimizers[1].zero_grad()
    loss.backward()
    optimizers[1].step()
loss = -F.logsigmoid(apply(d, torch.tanh(apply(g, latent[2])))).mean()
optimizers[0].zero_grad()
loss.backward()
optimizers[0].step()
record["generator_after"] = flat(g)
record["discriminator_after"] = flat(d)
with open(sys.argv[1], "w") as file:
    json.dump(record, file, separators=(",", ":"))
    file.write("\n")
