"""python quantize.py --model ../public/models/edgeward-tiny

From the three fp32 graphs writes the other four precisions beside them, under the names that transformers.js expects:
  _fp16       half precision weights and arithmetic, float32 inputs and outputs
  _quantized  q8: ONNX Runtime's dynamic int8, weights per channel
  _q4         4 bits in blocks of 32, a DequantizeLinear before each MatMul; the embedding table 8 bits; depthwise and early
              convolutions stay float
  _q4f16      the same with half precision for all that is not 4 bits
"""

import argparse
import logging
import pathlib

import numpy as np
import onnx
import onnx.version_converter
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantFormat, QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from onnxruntime.transformers.float16 import convert_float_to_float16

from decoder_graph import OPSET

MODULES = ("vision_encoder", "embed_tokens", "decoder_model_merged")
BLOCK = 32
KEEP_FLOAT16_AS_FLOAT32 = ["RotaryEmbedding", "SimplifiedLayerNormalization", "SkipSimplifiedLayerNormalization", "Range", "Cos", "Sin", "Pow", "ReduceMean", "Sqrt", "Reciprocal", "LayerNormalization"]


def to_fp16(graph):
    """RMS norms, rotary angles and the mask keep float32: their squares and their -10,000 leave half precision's range or resolution."""
    return convert_float_to_float16(graph, keep_io_types=True, op_block_list=KEEP_FLOAT16_AS_FLOAT32, disable_shape_infer=False)


def quantize_embedding(graph):
    """Replaces the Gather's float table [vocabulary, width] by int8 with one scale per row, dequantized after the lookup."""
    gather = next(node for node in graph.graph.node if node.op_type == "Gather")
    initializer = next(i for i in graph.graph.initializer if i.name == gather.input[0])
    table = numpy_helper.to_array(initializer)
    scale = np.maximum(np.abs(table).max(1, keepdims=True) / 127, 1e-8).astype(np.float32)  # [vocabulary, 1]
    rows = np.clip(np.round(table / scale), -127, 127).astype(np.int8)
    graph.graph.initializer.remove(initializer)
    graph.graph.initializer.extend([numpy_helper.from_array(rows, "table_int8"), numpy_helper.from_array(scale, "table_scale")])
    ids, out = gather.input[1], gather.output[0]
    nodes = [
        helper.make_node("Gather", ["table_int8", ids], ["row_int8"], name="gather_row", axis=0),
        helper.make_node("Gather", ["table_scale", ids], ["row_scale"], name="gather_scale", axis=0),
        helper.make_node("Cast", ["row_int8"], ["row_float"], name="row_to_float", to=TensorProto.FLOAT),
        helper.make_node("Mul", ["row_float", "row_scale"], [out], name="row_scaled"),
    ]
    position = list(graph.graph.node).index(gather)
    graph.graph.node.remove(gather)
    for offset, node in enumerate(nodes):
        graph.graph.node.insert(position + offset, node)
    return graph


def to_q4(graph, block=BLOCK, keep=()):
    """keep: names of MatMul nodes that stay float.

    Standard DequantizeLinear + MatMul rather than ONNX Runtime's MatMulNBits, which a runtime may make of the pair: where it has
    no fast kernel for that operator (WebAssembly) it unpacks all weights again at every token. This way the page lets it unpack
    them once, when the session is created.
    """
    config = DefaultWeightOnlyQuantConfig(block_size=block, is_symmetric=True, quant_format=QuantFormat.QDQ)
    graph = graph if opset(graph) >= OPSET else onnx.version_converter.convert_version(graph, OPSET)
    quantizer = MatMulNBitsQuantizer(graph, algo_config=config, nodes_to_exclude=list(keep))
    quantizer.process()
    return quantizer.model.model


def opset(graph):
    return next(entry.version for entry in graph.opset_import if entry.domain == "")


def to_q8(source, target):
    """Linear weights per channel; convolutions (few weights, most sensitive) stay float."""
    quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"], extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT})


def strip(graph):
    del graph.graph.value_info[:]
    graph.producer_name, graph.producer_version, graph.doc_string = "edgeward", "", ""
    return graph


def quantize(folder):
    """folder: MODEL/onnx with the fp32 graphs."""
    logging.getLogger("onnxruntime.quantization.matmul_nbits_quantizer").setLevel(logging.WARNING)
    for module in MODULES:
        fp32 = folder / f"{module}.onnx"

        def write(graph, suffix):
            onnx.save(strip(graph), folder / f"{module}_{suffix}.onnx")

        if module == "embed_tokens":
            write(to_fp16(onnx.load(fp32)), "fp16")
            for suffix in ("quantized", "q4", "q4f16"):
                write(quantize_embedding(onnx.load(fp32)), suffix)
            continue
        write(to_fp16(onnx.load(fp32)), "fp16")
        to_q8(fp32, folder / f"{module}_quantized.onnx")
        write(onnx.load(folder / f"{module}_quantized.onnx"), "quantized")
        write(to_q4(onnx.load(fp32)), "q4")
        write(to_q4(onnx.load(folder / f"{module}_fp16.onnx")), "q4f16")  # half precision first: the converter can't see types behind quantized weights


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=pathlib.Path, default="../public/models/edgeward-tiny")
    arguments = parser.parse_args()
    quantize(arguments.model / "onnx")
    for path in sorted((arguments.model / "onnx").glob("*.onnx")):
        print(f"{path.name:40s} {path.stat().st_size:>10,d}")
