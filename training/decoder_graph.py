"""The decoder's ONNX graph, written node by node with ONNX Runtime's fused operators.

Tracing PyTorch gives some 240 small nodes; a step of one token then spends more time between nodes than in them. Here a
layer has half of that: norms and rotary angles are one operator each, and projections that read the same input (query,
key, value; gate, up) are one MatMul. The weights are the same numbers.
"""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

OPSET, IR_VERSION = 21, 10  # 21: the first in which DequantizeLinear takes blocks of 4-bit integers
MASKED = -1e4


class _Graph:
    def __init__(self):
        self.nodes, self.initializers, self.typed = [], [], []

    def constant(self, name, value):
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, op, inputs, outputs, domain="", **attributes):
        """outputs: one name or a list. Returns what it was given."""
        names = [outputs] if isinstance(outputs, str) else outputs
        self.nodes.append(helper.make_node(op, inputs, names, name=f"{names[0]}_node", domain=domain, **attributes))
        return outputs

    def fused(self, op, inputs, outputs, domain="com.microsoft", **attributes):
        """An operator of ONNX Runtime's own. ONNX can't infer its float outputs' type, which the conversion to half precision needs."""
        self.typed += [name for name in ([outputs] if isinstance(outputs, str) else outputs) if name]
        return self.add(op, inputs, outputs, domain=domain, **attributes)


def rotary_caches(config):
    """cos, sin float32 [max_positions, head_dim / 2], as `model.rotary` computes them."""
    head_dim = config.width // config.heads
    inverse = config.rope_theta ** (-torch.arange(0, head_dim, 2, dtype=torch.float32) / head_dim)
    angles = torch.arange(config.max_positions)[:, None].float() * inverse
    return angles.cos().numpy(), angles.sin().numpy()


def _attention_bias(g):
    """attention_mask int64 [B, P+T] and the causal order -> float32 [B, 1, T, P+T], 0 where a token may look, else MASKED."""
    zero, one, axis = g.constant("zero", np.array(0, np.int64)), g.constant("one", np.array(1, np.int64)), g.constant("axis_0", np.array([0], np.int64))
    g.add("Squeeze", [g.add("Shape", ["inputs_embeds"], "token_shape", start=1, end=2), axis], "token_count")
    g.add("Squeeze", [g.add("Shape", ["attention_mask"], "total_shape", start=1, end=2), axis], "total_count")
    g.add("Range", [g.add("Sub", ["total_count", "token_count"], "past_count"), "total_count", one], "rows")
    g.add("Range", [zero, "total_count", one], "columns")
    g.add("GreaterOrEqual", [g.add("Unsqueeze", ["rows", g.constant("axis_1", np.array([1], np.int64))], "rows_2d"), "columns"], "causal")
    g.add("Cast", ["attention_mask"], "present_tokens", to=TensorProto.BOOL)
    g.add("Unsqueeze", ["present_tokens", g.constant("axes_12", np.array([1, 2], np.int64))], "present_tokens_4d")
    g.add("And", ["causal", "present_tokens_4d"], "seen")
    return g.add("Where", ["seen", g.constant("visible", np.float32(0)), g.constant("hidden", np.float32(MASKED))], "attention_bias")


def decoder_graph(model):
    """model: EdgewardTiny. Inputs inputs_embeds [B, T, width], attention_mask [B, P+T], position_ids [B, T], past_key_values.N.key and
    .value [B, heads, P, head_dim], num_logits_to_keep int64 scalar (0: all T); outputs logits [B, kept, vocabulary], present.N.key and
    .value [B, heads, P+T, head_dim].
    """
    config, g = model.config, _Graph()
    width, heads, eps, head_dim = config.width, config.heads, config.norm_eps, config.width // config.heads
    weights = {name: value.detach().float().numpy() for name, value in model.state_dict().items()}

    def matmul(x, name, *linears):
        """Linear layers that read the same x, side by side: weight [in, sum of outs]."""
        stacked = np.concatenate([weights[f"{linear}.weight"].T for linear in linears], 1)
        return g.add("MatMul", [x, g.constant(f"{name}.weight", stacked)], name)

    bias = _attention_bias(g)
    cos, sin = (g.constant(name, value) for name, value in zip(("rotary_cos", "rotary_sin"), rotary_caches(config)))
    halves = g.constant("halves", np.array([config.mlp_width] * 2, np.int64))
    gammas = [key for i in range(config.layers) for key in (f"decoder.layers.{i}.norm1", f"decoder.layers.{i}.norm2")] + ["decoder.norm"]
    for key in gammas:
        g.constant(key, weights[f"{key}.weight"])

    split_heads, join_heads = g.constant("split_heads", np.array([0, 0, 3 * heads, head_dim], np.int64)), g.constant("join_heads", np.array([0, 0, width], np.int64))
    turned, even = g.constant("turned", np.array([2 * heads, heads], np.int64)), g.constant("even", np.array([heads, heads], np.int64))
    scale = g.constant("scale", np.float32(head_dim**-0.5))

    def attention(qkv, i):
        """qkv [B, T, 3 * width] -> [B, T, width]. Spelled out: ONNX Runtime's fused attention was wrong on WebGPU for prompts (1.31, software adapter)."""
        by_head = g.add("Transpose", [g.add("Reshape", [qkv, split_heads], f"heads_{i}")], f"by_head_{i}", perm=[0, 2, 1, 3])  # [B, 3 * heads, T, head_dim]
        qk, v = g.add("Split", [by_head, turned], [f"qk_{i}", f"v_{i}"], axis=1)
        q, k = g.add("Split", [g.fused("RotaryEmbedding", [qk, "position_ids", cos, sin], f"rotated_{i}"), even], [f"q_{i}", f"k_{i}"], axis=1)
        keys, values = (g.add("Concat", [f"past_key_values.{i}.{part}", x], f"present.{i}.{part}", axis=2) for part, x in (("key", k), ("value", v)))
        scores = g.add("MatMul", [q, g.add("Transpose", [keys], f"keys_turned_{i}", perm=[0, 1, 3, 2])], f"scores_{i}")
        biased = g.add("Add", [g.add("Mul", [scores, scale], f"scaled_{i}"), bias], f"biased_{i}")
        heads_out = g.add("MatMul", [g.add("Softmax", [biased], f"shares_{i}", axis=-1), values], f"heads_out_{i}")
        return g.add("Reshape", [g.add("Transpose", [heads_out], f"tokens_out_{i}", perm=[0, 2, 1, 3]), join_heads], f"attended_{i}")

    hidden, at = "inputs_embeds", 0
    normed = g.fused("SimplifiedLayerNormalization", [hidden, gammas[0]], "normed_0", domain="", axis=-1, epsilon=eps, stash_type=1)

    def add_and_norm(x, skip):
        """x + skip, and its norm by the next gamma."""
        nonlocal at
        at += 1
        g.fused("SkipSimplifiedLayerNormalization", [x, skip, gammas[at]], [f"normed_{at}", "", "", f"hidden_{at}"], epsilon=eps)
        return f"hidden_{at}", f"normed_{at}"

    for i in range(config.layers):
        layer = f"decoder.layers.{i}"
        attended = attention(matmul(normed, f"qkv_{i}", *(f"{layer}.{part}" for part in "qkv")), i)
        hidden, normed = add_and_norm(hidden, matmul(attended, f"attention_out_{i}", f"{layer}.o"))
        g.add("Split", [matmul(normed, f"gate_up_{i}", f"{layer}.gate", f"{layer}.up"), halves], [f"gate_{i}", f"up_{i}"], axis=-1)
        g.add("Mul", [g.fused("QuickGelu", [f"gate_{i}"], f"silu_{i}", alpha=1.0), f"up_{i}"], f"mlp_{i}")
        hidden, normed = add_and_norm(hidden, matmul(f"mlp_{i}", f"mlp_out_{i}", f"{layer}.down"))
    start = g.add("Neg", ["num_logits_to_keep"], "first_kept")  # -0 is the first position: 0 keeps all
    kept = g.add("Slice", [normed, g.add("Unsqueeze", [start, "axis_0"], "first_kept_1d"), g.constant("end", np.array([2**31 - 1], np.int64)), "axis_1"], "kept")
    matmul(kept, "logits", "embed")

    def tensor(name, shape, kind=TensorProto.FLOAT):
        return helper.make_tensor_value_info(name, kind, shape)

    def cache(kind, length):
        return [tensor(f"{kind}.{i}.{part}", ["batch_size", heads, length, head_dim]) for i in range(config.layers) for part in ("key", "value")]

    inputs = [
        tensor("inputs_embeds", ["batch_size", "sequence_length", width]),
        tensor("attention_mask", ["batch_size", "total_sequence_length"], TensorProto.INT64),
        tensor("position_ids", ["batch_size", "sequence_length"], TensorProto.INT64),
        *cache("past_key_values", "past_sequence_length"),
        tensor("num_logits_to_keep", [], TensorProto.INT64),
    ]
    outputs = [tensor("logits", ["batch_size", "kept_length", config.vocab_size]), *cache("present", "total_sequence_length")]
    typed = [tensor(name, None) for name in g.typed]
    graph = helper.make_graph(g.nodes, "decoder", inputs, outputs, g.initializers, value_info=typed)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="edgeward")
