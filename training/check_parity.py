"""python check_parity.py --checkpoint RUN/final.pt --model ../public/models/edgeward-tiny --pack ../shared/data/packs/val [--every 4] [--fixture ../tests/fixtures/parity.json]

PyTorch in float32 against the exported graphs:
  - logits of the fp32 graphs within 1e-3 of PyTorch's, with and without the key-value cache;
  - greedy answers identical on at least 99.5% of the questions of the pack.
With --fixture it also writes golden values made from the shipped sample images (public/samples) for the JavaScript tests.
Exits with 1 when a bound is broken.
"""

import argparse
import hashlib
import json
import pathlib
import sys

import numpy as np
import torch
from PIL import Image

from data import END, IMAGE_TOKENS, PIXEL_MEAN, PIXEL_STD, squash
from evaluate import load_questions, pixel_reader
from export_onnx import load_model
from model import additive
from onnx_model import OnnxModel

LOGIT_BOUND, ANSWER_BOUND = 1e-3, 0.995
FIXTURE_SAMPLES = ["brain-t1-axial", "chest-x-ray-masses", "nuclei-fluorescence", "retina"]
FIXTURE_PROMPTS = ["Describe this image.", "What imaging modality is this?", "Is there pneumonia?"]


@torch.no_grad()
def torch_logits(model, features, ids):
    """All logits of image + ids in one uncached pass: [T, vocabulary]"""
    total = features.shape[1] + len(ids)
    embeds = torch.cat([features, model.embed(torch.tensor([ids]))], 1)
    mask = additive(torch.ones(total, total, dtype=torch.bool).tril()[None, None])
    hidden, _ = model.decoder(embeds, torch.arange(total)[None], mask)
    return model.logits(hidden)[0]


@torch.no_grad()
def compare_logits(model, onnx, pixels, prompt, continuation):
    """Largest difference of logits: graphs in one pass, and graphs step by step with the cache, both against PyTorch uncached."""
    features = model.vision(torch.from_numpy(pixels))
    wanted = torch_logits(model, features, prompt + continuation).numpy()
    image = onnx.encode(pixels)
    ids = np.array([prompt + continuation], np.int64)
    total = IMAGE_TOKENS + ids.shape[1]
    whole, _ = onnx.step(np.concatenate([image, onnx.embed_ids(ids)], 1), np.arange(total)[None], total, None, keep=0)
    difference = np.abs(whole[0] - wanted).max()
    cache, at, cached = onnx.read(image), IMAGE_TOKENS, []
    for part in [prompt, *[[token] for token in continuation]]:
        logits, cache = onnx.step(onnx.embed_ids(np.array([part], np.int64)), np.arange(at, at + len(part))[None], at + len(part), cache, keep=0)
        cached.append(logits[0])
        at += len(part)
    return difference, np.abs(np.concatenate(cached) - wanted[IMAGE_TOKENS:]).max()


def torch_answers(model, onnx, questions, read, batch=16):
    """Greedy answers of PyTorch, as texts, in the order of `questions` (case, question)."""
    answers = [None] * len(questions)
    by_image = {}
    for index, (case, _) in enumerate(questions):
        by_image.setdefault(case["image"], []).append(index)
    images = list(by_image)
    for start in range(0, len(images), batch):
        part = images[start : start + batch]
        with torch.no_grad():
            features = model.vision(torch.from_numpy(read(part)))
        indices = [(row, index) for row, image in enumerate(part) for index in by_image[image]]
        for at in range(0, len(indices), 48):
            some = indices[at : at + 48]
            ids, _ = model.generate(features[[row for row, _ in some]], [onnx.prompt(questions[index][1]["question"]) for _, index in some], END)
            for (_, index), tokens in zip(some, ids):
                answers[index] = onnx.text(tokens)
    return answers


@torch.no_grad()
def fixture(model, onnx, samples):
    """Golden values of shipped images: resized pixels, first-step logits and greedy answers of PyTorch."""
    out = {"format": "edgeward-parity/1", "note": "Written by training/check_parity.py from PyTorch float32 and Pillow; do not edit.", "images": []}
    for name in FIXTURE_SAMPLES:
        path = samples / "images" / f"{name}.webp"
        pixels = squash(Image.open(path))
        features = model.vision(torch.from_numpy(((pixels.transpose(2, 0, 1)[None].astype(np.float32) / 255 - PIXEL_MEAN) / PIXEL_STD).astype(np.float32)))
        probes = [[int(y), int(x), *map(int, pixels[y, x])] for y in range(7, 224, 31) for x in range(7, 224, 31)]
        prompts = []
        for text in FIXTURE_PROMPTS:
            prompt = onnx.prompt(text)
            ids, scores = model.generate(features, [prompt], END)
            logits = torch_logits(model, features, prompt)[-1]
            top = logits.topk(8).indices.tolist()
            prompts.append({"text": text, "promptIds": [1] * IMAGE_TOKENS + prompt, "firstLogits": [[i, round(float(logits[i]), 5)] for i in sorted({*top, 0, 100, 1000, 2000})],
                            "tokenIds": ids[0], "answer": onnx.text(ids[0])})
        out["images"].append({"sample": f"images/{name}.webp", "fileSha256": hashlib.sha256(path.read_bytes()).hexdigest(), "pixelProbes": probes,
                              "pixelSha256": hashlib.sha256(pixels.tobytes()).hexdigest(), "featureProbes": [[i, round(float(features[0].flatten()[i]), 5)] for i in range(0, 49 * 256, 1571)], "prompts": prompts})
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", type=pathlib.Path, required=True)
    parser.add_argument("--model", type=pathlib.Path, default="../public/models/edgeward-tiny")
    parser.add_argument("--pack", type=pathlib.Path, default="../shared/data/packs/val")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--fixture", type=pathlib.Path)
    parser.add_argument("--samples", type=pathlib.Path, default="../public/samples")
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    model, onnx = load_model(arguments.checkpoint), OnnxModel(arguments.model, "fp32", arguments.threads)
    questions, read = load_questions(arguments.pack, arguments.every), pixel_reader(arguments.pack)

    whole, cached = 0.0, 0.0
    for case, question in questions[:: max(1, len(questions) // 24)]:
        prompt = onnx.prompt(question["question"])
        continuation = onnx.answered.encode(question["answer"], add_special_tokens=False).ids
        a, b = compare_logits(model, onnx, read([case["image"]]), prompt, continuation)
        whole, cached = max(whole, float(a)), max(cached, float(b))
    print(f"logits: {whole:.2e} in one pass, {cached:.2e} with the cache (bound {LOGIT_BOUND:.0e})")

    by_torch = torch_answers(model, onnx, questions, read)
    by_onnx = onnx.answer_all(read, [(case["image"], question["question"]) for case, question in questions])
    equal = float(np.mean([a == b for a, b in zip(by_torch, by_onnx)]))
    print(f"identical greedy answers: {equal:.4%} of {len(questions)} (bound {ANSWER_BOUND:.1%})")
    if arguments.fixture:
        arguments.fixture.write_text(json.dumps(fixture(model, onnx, arguments.samples), indent=1) + "\n")
    if arguments.out:
        arguments.out.write_text(json.dumps({"logitDifference": whole, "cachedLogitDifference": cached, "identicalAnswers": equal, "questionCount": len(questions)}, indent=1))
    sys.exit(0 if whole <= LOGIT_BOUND and cached <= LOGIT_BOUND and equal >= ANSWER_BOUND else 1)


if __name__ == "__main__":
    main()
