"""Depthwise convolution + bias + ReLU6 in NHWC: a fast bfloat16 kernel for training, plain PyTorch elsewhere.

The kernel (depthwise.cpp) needs a C++ compiler and a CPU with AVX-512 bfloat16; `load_kernel()` returns None where
either is missing, and the model then uses `F.conv2d`, with the same result but several times slower.
"""

import functools
import pathlib

import torch
import torch.nn.functional as F


@functools.cache
def load_kernel():
    """Compiles depthwise.cpp once (about 40 s; PyTorch keeps the build), or None where it can't run."""
    flags = pathlib.Path("/proc/cpuinfo")
    if not flags.exists() or "avx512_bf16" not in flags.read_text():
        return None
    try:
        from torch.utils.cpp_extension import load

        return load(
            name="edgeward_depthwise",
            sources=[str(pathlib.Path(__file__).with_name("depthwise.cpp"))],
            extra_cflags=["-O3", "-march=native", "-fopenmp", "-std=c++20"],
        )
    except (RuntimeError, OSError) as error:
        print(f"depthwise kernel not built, falling back to PyTorch: {error}")
        return None


class DepthwiseRelu6(torch.autograd.Function):
    """x [N, H, W, C] bfloat16, weight [K*K, C] float32, bias [C] float32 -> [N, Ho, Wo, C] bfloat16."""

    @staticmethod
    def forward(ctx, x, weight, bias, kernel, stride, pad, out_size):
        x = x.contiguous()
        y = load_kernel().forward(x, weight.contiguous(), bias.contiguous(), kernel, stride, pad, *out_size)
        ctx.save_for_backward(x, y, weight)
        ctx.shape = (kernel, stride, pad)
        return y

    @staticmethod
    def backward(ctx, dy):
        x, y, weight = ctx.saved_tensors
        dx, dw, db = load_kernel().backward(x, y, dy.contiguous(), weight.contiguous(), *ctx.shape)
        return dx, dw, db, None, None, None, None


def depthwise_relu6(x, weight, bias, kernel, stride):
    """TensorFlow "SAME" padding, as EfficientNet-Lite's weights expect: x [N, H, W, C] -> [N, H/stride, W/stride, C]."""
    height, width = x.shape[1], x.shape[2]
    out_size = (-(-height // stride), -(-width // stride))
    total = max((out_size[0] - 1) * stride + kernel - height, 0)
    pad = total // 2  # the rest goes to the right and bottom
    if x.dtype == torch.bfloat16 and load_kernel() is not None:
        return DepthwiseRelu6.apply(x, weight, bias, kernel, stride, pad, out_size)
    channels = weight.shape[1]
    taps = weight.t().reshape(channels, 1, kernel, kernel).to(x.dtype)
    nchw = F.pad(x.permute(0, 3, 1, 2), (pad, total - pad, pad, total - pad))
    y = F.relu6(F.conv2d(nchw, taps, bias.to(x.dtype), stride=stride, groups=channels))
    return y.permute(0, 2, 3, 1)
