"""Runs a model folder's ONNX graphs from Python, many questions at a time: the image is read once, its cache shared by its questions."""

import json
import pathlib

import numpy as np
import onnxruntime as ort

from data import ANSWERS, ASKS, END, IMAGE_TOKENS, load_tokenizers

SUFFIX = {"fp32": "", "fp16": "_fp16", "q8": "_quantized", "q4": "_q4", "q4f16": "_q4f16"}


class OnnxModel:
    def __init__(self, folder, dtype, threads=1):
        folder = pathlib.Path(folder)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        if dtype in ("q4", "q4f16"):  # as the page does on WASM: weights unpacked when the session is created, arithmetic in floating point
            options.add_session_config_entry("session.disable_quant_qdq", "1")

        def open_graph(module):
            return ort.InferenceSession(str(folder / "onnx" / f"{module}{SUFFIX[dtype]}.onnx"), options, providers=["CPUExecutionProvider"])

        self.vision, self.embed, self.decoder = map(open_graph, ("vision_encoder", "embed_tokens", "decoder_model_merged"))
        text = json.loads((folder / "config.json").read_text())["text_config"]
        self.layers, self.heads, self.head_dim = text["num_hidden_layers"], text["num_key_value_heads"], text["head_dim"]
        self.asked, self.answered = load_tokenizers(folder / "tokenizer.json")

    def encode(self, pixels):
        """pixels float32 [N, 3, 224, 224], normalised -> image features [N, 49, width]"""
        return self.vision.run(None, {"pixel_values": pixels})[0]

    def step(self, embeds, positions, total, cache, keep=1):
        """-> logits [N, keep, vocabulary] of the last positions (0: all), cache: list of arrays [N, heads, total, head_dim]"""
        n = embeds.shape[0]
        if cache is None:
            cache = [np.zeros((n, self.heads, 0, self.head_dim), np.float32)] * (2 * self.layers)
        names = [f"past_key_values.{i}.{part}" for i in range(self.layers) for part in ("key", "value")]
        feeds = {"inputs_embeds": embeds, "attention_mask": np.ones((n, total), np.int64), "position_ids": positions, "num_logits_to_keep": np.array(keep, np.int64), **dict(zip(names, cache))}
        logits, *cache = self.decoder.run(None, feeds)
        return logits, cache

    def read(self, features):
        """Cache after the image tokens, to be shared by all questions about each image."""
        n = features.shape[0]
        return self.step(features, np.tile(np.arange(IMAGE_TOKENS), (n, 1)), IMAGE_TOKENS, None)[1]

    def prompt(self, question):
        return [ASKS, *self.asked.encode(question.strip(), add_special_tokens=False).ids, ANSWERS]

    def embed_ids(self, ids):
        return self.embed.run(None, {"input_ids": ids})[0]

    def generate(self, cache, rows, prompts, max_new=40):
        """Greedy. cache of `read`, rows: image of each prompt, prompts of one length. Returns per prompt (ids, logits per step [vocabulary])."""
        cache = [part[rows] for part in cache]
        total = IMAGE_TOKENS + len(prompts[0])
        logits, cache = self.step(self.embed_ids(np.array(prompts, np.int64)), np.tile(np.arange(IMAGE_TOKENS, total), (len(prompts), 1)), total, cache)
        logits = logits[:, -1]
        ids, trail, active = [[] for _ in prompts], [[] for _ in prompts], np.arange(len(prompts))
        for _ in range(max_new):
            token = logits.argmax(1)
            for row, t, l in zip(active, token, logits):
                ids[row].append(int(t)), trail[row].append(l.astype(np.float32))
            going = np.flatnonzero(token != END)
            if not len(going):
                break
            active, token, cache = active[going], token[going], [part[going] for part in cache]
            total += 1
            logits, cache = self.step(self.embed_ids(token[:, None]), np.full((len(token), 1), total - 1, np.int64), total, cache)
            logits = logits[:, -1]
        return list(zip(ids, trail))

    def text(self, ids):
        return self.answered.decode([i for i in ids if i != END], skip_special_tokens=True).strip()

    def answer_all(self, pixels_of, questions, batch=24, max_new=40, keep=lambda index, ids, trail: None, progress=None):
        """questions: list of (image key, text), sorted by image key for speed. pixels_of(keys) -> float32 [N, 3, 224, 224].

        Returns the answer texts; `keep(index, ids, trail)` sees every answer's ids and logits.
        """
        by_image = {}
        for index, (key, _) in enumerate(questions):
            by_image.setdefault(key, []).append(index)
        keys, answers = list(by_image), [None] * len(questions)
        for start in range(0, len(keys), batch):
            part = keys[start : start + batch]
            cache = self.read(self.encode(pixels_of(part)))
            by_length = {}
            for row, key in enumerate(part):
                for index in by_image[key]:
                    prompt = self.prompt(questions[index][1])
                    by_length.setdefault(len(prompt), []).append((index, row, prompt))
            for group in by_length.values():
                for (index, _, _), (ids, trail) in zip(group, self.generate(cache, [g[1] for g in group], [g[2] for g in group], max_new)):
                    answers[index] = self.text(ids)
                    keep(index, ids, trail)
            if progress:
                progress(min(1.0, (start + batch) / len(keys)))
        return answers


def probability(ids, trail, temperature):
    """Probability of a whole greedy answer, its end token included."""
    total = 0.0
    for token, logits in zip(ids, trail):
        scaled = logits / temperature
        scaled = scaled - scaled.max()
        total += scaled[token] - np.log(np.exp(scaled).sum())
    return float(np.exp(total))
