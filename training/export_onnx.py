"""python export_onnx.py --checkpoint RUN/final.pt --tokenizer CACHE/tokenizer.json --out MODEL

Writes the fp32 graphs and the configuration of a LLaVA-typed folder that stock transformers.js classes load:
onnx/vision_encoder.onnx, onnx/embed_tokens.onnx, onnx/decoder_model_merged.onnx, config.json, generation_config.json,
tokenizer.json, tokenizer_config.json, preprocessor_config.json, processor_config.json.
"""

import argparse
import json
import pathlib
import shutil

import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F

from data import END, IMAGE, PIXEL_MEAN, PIXEL_STD
from decoder_graph import decoder_graph
from model import MID_STAGE, EdgewardTiny, ModelConfig

OPSET = 18
CONV_STAGES = 3  # the stem and the 112 to 28 px stages stay convolutions: few weights, many pixels

CHAT_TEMPLATE = (
    "{% for message in messages %}"
    "{% if message['role'] == 'user' %}"
    "{% if message['content'] is string %}"
    "{% if '<image>' in message['content'] %}{{ '<image>' }}{% endif %}"
    "{{ '<q>' + message['content'].replace('<image>', '') | trim + '<a>' }}"
    "{% else %}"
    "{% for part in message['content'] %}{% if part['type'] == 'image' %}{{ '<image>' }}{% endif %}{% endfor %}"
    "{{ '<q>' }}{% for part in message['content'] %}{% if part['type'] == 'text' %}{{ part['text'] | trim }}{% endif %}{% endfor %}{{ '<a>' }}"
    "{% endif %}"
    "{% elif message['role'] == 'assistant' %}"
    "{% if message['content'] is string %}{{ message['content'] + '</s>' }}"
    "{% else %}{% for part in message['content'] %}{% if part['type'] == 'text' %}{{ part['text'] }}{% endif %}{% endfor %}{{ '</s>' }}{% endif %}"
    "{% endif %}{% endfor %}"
)


class ConvEncoder(nn.Module):
    """The vision encoder for export: early stages as NCHW convolutions, later ones as MatMuls over channels."""

    def __init__(self, vision):
        super().__init__()
        self.vision = vision

    @staticmethod
    def depthwise(block, x):
        """x [N, C, H, W]"""
        channels, kernel, stride = x.shape[1], block.kernel, block.stride
        total = max((-(-x.shape[2] // stride) - 1) * stride + kernel - x.shape[2], 0)
        pad = total // 2
        weight = block.taps.t().reshape(channels, 1, kernel, kernel)
        if total % 2:
            x = F.pad(x, (pad, total - pad, pad, total - pad))
            pad = 0
        return F.relu6(F.conv2d(x, weight, block.taps_bias, stride=stride, padding=pad, groups=channels))

    def early(self, block, x):
        y = x
        if block.expand is not None:
            y = F.relu6(F.conv2d(x, block.expand.weight[:, :, None, None], block.expand.bias))
        y = F.conv2d(self.depthwise(block, y), block.project.weight[:, :, None, None], block.project.bias)
        return x + y if block.skip else y

    def late(self, block, x):
        y = F.relu6(block.expand(x))
        y = block.project(self.depthwise(block, y.permute(0, 3, 1, 2)).permute(0, 2, 3, 1))
        return x + y if block.skip else y

    def forward(self, pixel_values):
        vision = self.vision
        x = F.relu6(vision.stem(F.pad(pixel_values, (0, 1, 0, 1))))
        for blocks in vision.stages[:CONV_STAGES]:
            for block in blocks:
                x = self.early(block, x)
        x, mid = x.permute(0, 2, 3, 1), None
        for number, blocks in enumerate(vision.stages):
            if number >= CONV_STAGES:
                for block in blocks:
                    x = self.late(block, x)
            if number == MID_STAGE:
                mid = x
        head = F.relu6(vision.head(x))
        c = mid.shape[3]
        mid = mid.reshape(-1, 7, 2, 7, 2, c).permute(0, 1, 3, 2, 4, 5).reshape(-1, 7, 7, 4 * c)
        joined = vision.from_head(head) + vision.from_mid(mid)
        features = joined + vision.out(F.gelu(vision.norm(joined)))
        return features.reshape(-1, 49, features.shape[3])


class Embedding(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.embed = model.embed

    def forward(self, input_ids):
        return self.embed(input_ids)


def export(module, inputs, path, input_names, output_names, dynamic):
    torch.onnx.export(module, inputs, str(path), input_names=input_names, output_names=output_names, dynamic_shapes=dynamic, opset_version=OPSET, dynamo=True,
                      external_data=False, optimize=True, verbose=False)
    graph = onnx.load(path)
    for node in graph.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    for value in [*graph.graph.value_info, *graph.graph.input, *graph.graph.output]:
        del value.metadata_props[:]
    del graph.graph.value_info[:]
    del graph.graph.metadata_props[:]
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


def export_graphs(model, out):
    """model: EdgewardTiny in float32. Writes the three fp32 graphs to out/onnx."""
    model.eval()
    config, folder = model.config, out / "onnx"
    folder.mkdir(parents=True, exist_ok=True)
    batch = torch.export.Dim("batch_size", min=1, max=4096)
    tokens = torch.export.Dim("sequence_length", min=1, max=4096)
    export(ConvEncoder(model.vision).eval(), (torch.rand(2, 3, 224, 224),), folder / "vision_encoder.onnx", ["pixel_values"], ["image_features"], ({0: batch},))
    export(Embedding(model).eval(), (torch.ones(2, 3, dtype=torch.long),), folder / "embed_tokens.onnx", ["input_ids"], ["inputs_embeds"], ({0: batch, 1: tokens},))
    onnx.save(decoder_graph(model), folder / "decoder_model_merged.onnx")  # ONNX's own checker does not know the fused operators


def write_configuration(config, tokenizer, out):
    text = {
        "model_type": "llama", "vocab_size": config.vocab_size, "hidden_size": config.width, "intermediate_size": config.mlp_width, "num_hidden_layers": config.layers,
        "num_attention_heads": config.heads, "num_key_value_heads": config.heads, "head_dim": config.width // config.heads, "rms_norm_eps": config.norm_eps,
        "rope_theta": config.rope_theta, "max_position_embeddings": config.max_positions, "bos_token_id": None, "eos_token_id": END, "pad_token_id": END, "tie_word_embeddings": True, "hidden_act": "silu",
    }
    files = {
        "config.json": {"model_type": "llava", "architectures": ["LlavaForConditionalGeneration"], "image_token_index": IMAGE, "eos_token_id": END, "pad_token_id": END, "text_config": text,
                        "vision_config": {"model_type": "efficientnet-lite0", "image_size": config.image_size, "patch_size": 32, "hidden_size": config.width}},
        "generation_config.json": {"eos_token_id": END, "pad_token_id": END, "max_new_tokens": 64, "do_sample": False},
        "preprocessor_config.json": {"processor_class": "LlavaProcessor", "image_processor_type": "CLIPImageProcessor", "do_resize": True, "size": {"height": 224, "width": 224}, "resample": 2,
                                     "do_center_crop": False, "do_rescale": True, "rescale_factor": 1 / 255, "do_normalize": True, "image_mean": [PIXEL_MEAN] * 3, "image_std": [PIXEL_STD] * 3,
                                     "do_convert_rgb": True},
        "processor_config.json": {"processor_class": "LlavaProcessor", "image_token": "<image>", "patch_size": 32, "num_additional_image_tokens": 0, "vision_feature_select_strategy": "full"},
        "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast", "processor_class": "LlavaProcessor", "eos_token": "</s>", "pad_token": "</s>", "image_token": "<image>",
                                  "clean_up_tokenization_spaces": False, "model_max_length": 256, "chat_template": CHAT_TEMPLATE},
    }
    for name, content in files.items():
        (out / name).write_text(json.dumps(content, indent=2) + "\n")
    shutil.copy(tokenizer, out / "tokenizer.json")


def load_model(checkpoint):
    state = torch.load(checkpoint, map_location="cpu", weights_only=False)
    model = EdgewardTiny(ModelConfig(**state["config"]))
    model.load_state_dict(state["model"])
    return model.eval()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", type=pathlib.Path, required=True)
    parser.add_argument("--tokenizer", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, default="../public/models/edgeward-tiny")
    arguments = parser.parse_args()
    model = load_model(arguments.checkpoint)
    export_graphs(model, arguments.out)
    write_configuration(model.config, arguments.tokenizer, arguments.out)
