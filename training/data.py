"""python data.py --data ../shared/data --cache CACHE

Decodes the corpus once into CACHE/images.npy (uint8 [N, 224, 224, 3], squashed with Pillow's antialiased bilinear
filter, exactly what the page's own resampler does), trains the tokenizer, and builds training batches.
About half a minute on two cores, 3.8 GB of disk.
"""

import argparse
import hashlib
import io
import json
import math
import pathlib
import random
import tarfile
from collections import defaultdict
from multiprocessing import Pool

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from dialogue import LABEL_GROUPS, ask, classes_of

SIZE = 224
IMAGE_TOKENS = 49
PIXEL_MEAN, PIXEL_STD = 127 / 255, 128 / 255  # what EfficientNet-Lite was trained with
SPECIAL = ["</s>", "<image>", "<q>", "<a>"]
END, IMAGE, ASKS, ANSWERS = range(4)

# How often a case of each source is drawn, relative to one of pbc: rare and hard sources more often.
SOURCE_WEIGHT = {
    "mednist": 0.2, "pbc": 0.75, "kermany": 0.95, "brain-mri": 1.05, "knee": 1.6, "isic2017": 1.4, "busi": 2.2, "nih": 2.4, "chula": 3.0, "bccd": 3.0, "vqa-rad": 5.0,
    "tcga-ct": 2.5, "mias": 3.0, "endotect": 3.0, "hannover": 1.5, "pocus": 0.7, "hc18": 0.3, "dsb2018": 0.6, "lc25000": 0.25,
}
ANY_ORIENTATION = {"pbc", "isic2017", "dsb2018", "lc25000", "bccd", "chula"}
MIRROR = {"brain-mri", "busi", "mias", "hc18", "pocus", "knee", "endotect"}  # knee and endotect: the side in the labels is mirrored too


def load_cases(data):
    """All cases of the corpus, in a fixed order (by source file, then line)."""
    cases = []
    for path in sorted(pathlib.Path(data).glob("*.jsonl")):
        if path.name != "vqa-rad-questions.jsonl":
            cases += [json.loads(line) for line in path.open()]
    return cases


def load_vqa(data):
    """case id -> the clinicians' questions."""
    by_case = defaultdict(list)
    for line in (pathlib.Path(data) / "vqa-rad-questions.jsonl").open():
        item = json.loads(line)
        by_case[item["case"]].append(item)
    return by_case


def is_kept_aside(case):
    """One train group in 25 is not trained on: for the temperature, the limit score's threshold and choosing between models."""
    return case["source"] != "lc25000" and int(hashlib.sha256(case["group"].encode()).hexdigest(), 16) % 25 == 0


def squash(image):
    """PIL image -> uint8 [224, 224, 3]; the whole image, aspect ratio not kept."""
    return np.asarray(image.convert("RGB").resize((SIZE, SIZE), Image.Resampling.BILINEAR))


def cache_source(job):
    data, cache, source, rows = job
    images = np.load(cache / "images.npy", mmap_mode="r+")
    with tarfile.open(data / "images" / f"{source}.tar") as tar:
        for member in tar:
            row = rows.get(pathlib.Path(member.name).stem)
            if row is not None:
                images[row] = squash(Image.open(io.BytesIO(tar.extractfile(member).read())))
    return source


def cache_images(data, cache):
    """Writes CACHE/images.npy unless it is there. Row i belongs to case i of load_cases."""
    path = cache / "images.npy"
    if path.exists():
        return np.load(path, mmap_mode="r")
    rows = defaultdict(dict)
    cases = load_cases(data)
    for index, case in enumerate(cases):
        rows[case["source"]][case["id"]] = index
    np.lib.format.open_memmap(path, "w+", np.uint8, (len(cases), SIZE, SIZE, 3)).flush()
    with Pool(2) as pool:
        for source in pool.imap_unordered(cache_source, [(data, cache, s, r) for s, r in rows.items()]):
            print("cached", source, flush=True)
    return np.load(path, mmap_mode="r")


def train_tokenizer(data, path, vocab_size=2048, seed=1):
    """Byte-level BPE over questions (lower-cased) and answers (as written), digits one by one. Saves a tokenizer.json that lower-cases."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

    rng, texts = random.Random(seed), []
    vqa = load_vqa(data)
    for case in load_cases(data):
        if case["split"] == "train":
            for turn in ask(case, rng, vqa.get(case["id"])):
                texts += [turn.question.lower(), turn.answer]
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(
        texts, trainers.BpeTrainer(vocab_size=vocab_size, special_tokens=SPECIAL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), min_frequency=3, show_progress=False)
    )
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    tokenizer.save(str(path))
    return tokenizer


def load_tokenizers(path):
    """(for questions: lower-cases; for answers: as written). Both share one vocabulary."""
    from tokenizers import Tokenizer, normalizers

    asked, answered = Tokenizer.from_file(str(path)), Tokenizer.from_file(str(path))
    answered.normalizer = normalizers.NFC()
    return asked, answered


def mirrored(case):
    """The case as its mirror image would be labelled."""
    labels = dict(case["labels"])
    if "side" in labels:
        labels["side"] = {"left": "right", "right": "left"}[labels["side"]]
    if "polypBoxXyxyFraction" in labels:
        x0, y0, x1, y1 = labels["polypBoxXyxyFraction"]
        labels["polypBoxXyxyFraction"] = [1 - x1, y0, 1 - x0, y1]
    return {**case, "labels": labels}


def draw_affine(source, mirror, rng):
    """A 2x3 sampling matrix for affine_grid: slight turn, zoom, shear and shift."""
    free = source in ANY_ORIENTATION
    angle = rng.uniform(-math.pi, math.pi) if free else math.radians(rng.uniform(-9, 9))
    zoom = math.exp(rng.uniform(-0.13, 0.1))
    sx, sy = zoom * math.exp(rng.uniform(-0.05, 0.05)), zoom * math.exp(rng.uniform(-0.05, 0.05))
    if mirror:
        sx = -sx
    shear, shift = rng.uniform(-0.05, 0.05), 0.05
    cos, sin = math.cos(angle), math.sin(angle)
    return [[cos * sx, -sin * sy + shear, rng.uniform(-shift, shift)], [sin * sx, cos * sy, rng.uniform(-shift, shift)]]


def augment(pixels, affines, free, colours):
    """pixels float [B, 3, 224, 224] in 0..1, affines [B, 2, 3], free bool [B], colours [B, 5]: gain, offset, gamma, red and blue gain."""
    grid = F.affine_grid(affines, list(pixels.shape), align_corners=False)
    out = F.grid_sample(pixels, grid, padding_mode="zeros", align_corners=False)
    if free.any():
        out[free] = F.grid_sample(pixels[free], grid[free], padding_mode="reflection", align_corners=False)
    gain, offset, gamma, red, blue = (colours[:, i, None, None, None] for i in range(5))
    out = out.clamp(1e-4, 1).pow(gamma)
    out = (out - 0.5) * gain + 0.5 + offset
    out[:, 0:1] *= red
    out[:, 2:3] *= blue
    return out.clamp_(0, 1)


def normalise(pixels):
    """0..1 -> what the encoder takes."""
    return (pixels - PIXEL_MEAN) / PIXEL_STD


def class_targets(cases):
    """int64 [B, groups], -1 where the source doesn't label the group."""
    out = torch.full((len(cases), len(LABEL_GROUPS)), -1)
    for row, case in enumerate(cases):
        known = classes_of(case)
        for column, (name, classes) in enumerate(LABEL_GROUPS):
            if name in known:
                out[row, column] = classes.index(known[name])
    return out


def pack(rows, limit=104):
    """rows: per image a list of (question ids, answer ids, loss weight) -> ids, segment, position, target, weight, all [B, T].

    Each turn is a segment of its own that sees the image and itself: many questions train on one encoded image. Segment -1 is padding.
    """
    packed = []
    for turns in rows:
        ids, segment, position, target, weight = [], [], [], [], []
        for number, (question, answer, share) in enumerate(turns, 1):
            tokens = [ASKS, *question, ANSWERS, *answer, END]
            if len(ids) + len(tokens) > limit:
                continue
            start = len(question) + 1  # <a> predicts the first answer token
            ids += tokens
            segment += [number] * len(tokens)
            position += range(IMAGE_TOKENS, IMAGE_TOKENS + len(tokens))
            target += [-1] * start + tokens[start + 1 :] + [-1]
            weight += [0.0] * start + [share] * (len(tokens) - start - 1) + [0.0]
        packed.append((ids, segment, position, target, weight))
    longest = max(8, max(len(p[0]) for p in packed))
    fills, kinds = (0, -1, 0, -1, 0.0), (torch.long, torch.long, torch.long, torch.long, torch.float32)
    return [torch.tensor([p[i] + [fill] * (longest - len(p[i])) for p in packed], dtype=kind) for i, (fill, kind) in enumerate(zip(fills, kinds))]


class Batches(torch.utils.data.IterableDataset):
    """Endless training batches; batch number n is the same in every run with the same seed, so a run can resume."""

    def __init__(self, data, cache, batch_size, seed, start=0, tokenizer=None):
        self.cache, self.batch_size, self.seed, self.start = pathlib.Path(cache), batch_size, seed, start
        self.cases, self.vqa = load_cases(data), load_vqa(data)
        self.rows = [i for i, c in enumerate(self.cases) if c["split"] == "train" and not is_kept_aside(c)]
        weights = np.array([self.weight(self.cases[i]) for i in self.rows])
        self.cumulative = np.cumsum(weights / weights.sum())
        self.tokenizer = tokenizer or self.cache / "tokenizer.json"

    @staticmethod
    def weight(case):
        rare = {"busi": lambda l: 1.6 if l["diagnosis"] == "malignant" else 1.0, "isic2017": lambda l: 2.2 if l["melanoma"] else 0.9,
                "endotect": lambda l: 3.0 if l["finding"] != "polyp" else 1.0, "brain-mri": lambda l: 1.6 if l["diagnosis"] == "no tumour" else 1.0,
                "mias": lambda l: 1.6 if l["abnormality"] != "normal" else 1.0, "knee": lambda l: {4: 1.8, 1: 1.2}.get(l["kellgrenLawrenceGrade"], 1.0),
                "dsb2018": lambda l: 2.0 if l["imageType"] != "fluorescence" else 1.0, "hannover": lambda l: 2.0 if l.get("view") == "PA" else 1.0}
        return SOURCE_WEIGHT[case["source"]] * rare.get(case["source"], lambda l: 1.0)(case["labels"])

    def __iter__(self):
        torch.set_num_threads(1)
        images = np.load(self.cache / "images.npy", mmap_mode="r")
        asked, answered = load_tokenizers(self.tokenizer)
        number = self.start
        while True:
            yield self.batch(number, images, asked, answered)
            number += 1

    def batch(self, number, images, asked, answered):
        rng = random.Random(f"{self.seed}/{number}")
        rows = [self.rows[np.searchsorted(self.cumulative, rng.random())] for _ in range(self.batch_size)]
        cases, affines, free, colours, turns = [], [], [], [], []
        for row in rows:
            case = self.cases[row]
            source = case["source"]
            mirror = source in MIRROR | ANY_ORIENTATION and rng.random() < 0.5
            if mirror and source in MIRROR:
                case = mirrored(case)
            cases.append(case)
            affines.append(draw_affine(source, mirror, rng))
            free.append(source in ANY_ORIENTATION)
            tint = 0.08 if case["modality"] in ("microscopy", "histology", "dermoscopy", "endoscopy") else 0.0
            colours.append([math.exp(rng.uniform(-0.22, 0.22)), rng.uniform(-0.08, 0.08), math.exp(rng.uniform(-0.22, 0.22)),
                            1 + rng.uniform(-tint, tint), 1 + rng.uniform(-tint, tint)])
            asked_turns = ask(case, rng, self.vqa.get(case["id"]))
            questions = asked.encode_batch_fast([t.question for t in asked_turns], add_special_tokens=False)
            answers = answered.encode_batch_fast([t.answer for t in asked_turns], add_special_tokens=False)
            turns.append([(q.ids, a.ids, 0.5 if t.aspect == "caption" else 1.0) for q, a, t in zip(questions, answers, asked_turns)])
        pixels = torch.from_numpy(images[np.array(rows)]).permute(0, 3, 1, 2).float().div_(255)
        pixels = augment(pixels, torch.tensor(affines, dtype=torch.float32), torch.tensor(free), torch.tensor(colours, dtype=torch.float32))
        return normalise(pixels), *pack(turns), class_targets(cases)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=pathlib.Path, default="../shared/data")
    parser.add_argument("--cache", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    arguments.cache.mkdir(parents=True, exist_ok=True)
    print(cache_images(arguments.data, arguments.cache).shape)
    tokenizer = train_tokenizer(arguments.data, arguments.cache / "tokenizer.json")
    print("vocabulary", tokenizer.get_vocab_size())
