"""python limit_score.py --model ../public/models/edgeward-tiny --data ../shared/data --cache CACHE --pack ../shared/data/packs/val --pictures PICTURES --out RUN/eval

How far an image lies from what the model was trained on: its image features, averaged over the 49 tokens, are centred
and whitened with the covariance within classes; the score is the squared distance to the nearest class mean.
Writes limit.json into the model (fitted on train alone, the threshold on the slice kept aside) and, into --out,
limit-auroc.json: how well the score separates val images from pictures of other kinds.
PICTURES holds folders fundus/ and everyday/ (any image files); drawings, text pages and noise are drawn here.
"""

import argparse
import json
import pathlib
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from calibrate import cached_pixels
from data import is_kept_aside, load_cases, squash
from dialogue import classes_of
from evaluate import pixel_reader
from onnx_model import OnnxModel

DIMENSIONS = 64
SHRINKAGE = 0.03
THRESHOLD_PERCENTILE = 98
PER_CLASS = 60
WORDS = "the of patient and report image note with left right shows hospital page letter number address date name table chapter because where river house".split()


def class_name(case):
    """Source and, where it has one, the label that changes what the picture looks like."""
    known = classes_of(case)
    for group in ("kermany", "brain", "busi", "cell", "window", "density", "stain", "endo", "lc", "view", "organ"):
        if group in known:
            return f"{case['source']}: {known[group]}"
    return case["source"]


def pooled(model, read, keys, batch=16):
    """-> float64 [N, width]: image features averaged over tokens."""
    return np.concatenate([model.encode(read(keys[i : i + batch])).mean(1) for i in range(0, len(keys), batch)]).astype(np.float64)


def fit(features, classes, dimensions=DIMENSIONS):
    """Within-class whitening: rows of `projection` are the directions of largest class separation, scaled to unit spread inside classes."""
    names = sorted(set(classes))
    labels = np.array([names.index(c) for c in classes])
    means = np.stack([features[labels == i].mean(0) for i in range(len(names))])
    center = features.mean(0)
    inside = features - means[labels]
    covariance = inside.T @ inside / len(features)
    covariance = (1 - SHRINKAGE) * covariance + SHRINKAGE * np.trace(covariance) / len(covariance) * np.eye(len(covariance))
    values, vectors = np.linalg.eigh(covariance)
    whitening = (vectors / np.sqrt(values)).T  # [width, width]
    if dimensions < len(values):
        spread = np.cov(((features - center) @ whitening.T).T)
        _, basis = np.linalg.eigh(spread)
        whitening = basis[:, ::-1][:, :dimensions].T @ whitening
    return whitening, center, (means - center) @ whitening.T, names


def distances(features, whitening, center, means):
    z = (features - center) @ whitening.T
    return ((z[:, None] - means[None]) ** 2).sum(2).min(1)


def auroc(inside, outside):
    """Chance that a picture from outside scores above one from inside."""
    order = np.argsort(np.concatenate([inside, outside]))
    ranks = np.empty(len(order))
    ranks[order] = np.arange(1, len(order) + 1)
    return float((ranks[len(inside) :].sum() - len(outside) * (len(outside) + 1) / 2) / (len(inside) * len(outside)))


def drawing(rng):
    image = Image.new("RGB", (256, 256), rng.choice(["white", "#fff8e0", "#e8f0ff", "black"]))
    pen = ImageDraw.Draw(image)
    for _ in range(rng.randrange(4, 25)):
        box = sorted(rng.randrange(256) for _ in range(2)) + sorted(rng.randrange(256) for _ in range(2))
        box = [box[0], box[2], box[1] + 2, box[3] + 2]
        colour = tuple(rng.randrange(256) for _ in range(3))
        shape = rng.choice([pen.ellipse, pen.rectangle, pen.line, pen.arc])
        if shape == pen.arc:
            shape(box, rng.randrange(360), rng.randrange(360), fill=colour, width=rng.randrange(1, 6))
        elif shape == pen.line:
            shape(box, fill=colour, width=rng.randrange(1, 6))
        else:
            shape(box, fill=colour if rng.random() < 0.6 else None, outline="black", width=rng.randrange(1, 4))
    return image


def text_page(rng):
    paper = rng.choice([(255, 255, 255), (250, 245, 230), (235, 235, 235)])
    image = Image.new("RGB", (420, 560), paper)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(rng.randrange(10, 26))
    y = 12
    while y < 540:
        if rng.random() < 0.9:
            pen.text((16, y), " ".join(rng.choice(WORDS) for _ in range(rng.randrange(2, 14))), fill=(20, 20, 30), font=font)
        y += font.size + 6
    return image


def noise(rng):
    source = np.random.default_rng(rng.randrange(1 << 30))
    size = rng.choice([8, 28, 56, 224])
    grain = source.integers(0, 256, (size, size, 1 if rng.random() < 0.5 else 3), dtype=np.uint8)
    grain = np.repeat(grain, 3, 2) if grain.shape[2] == 1 else grain
    return Image.fromarray(grain).resize((224, 224), rng.choice([Image.Resampling.NEAREST, Image.Resampling.BILINEAR]))


def crops(path, rng, count):
    """The whole picture, then random crops of at least half its side."""
    image = Image.open(path).convert("RGB")
    image.thumbnail((1200, 1200))
    out = [image]
    for _ in range(count - 1):
        w, h = (int(s * rng.uniform(0.5, 0.9)) for s in image.size)
        x, y = rng.randrange(image.width - w + 1), rng.randrange(image.height - h + 1)
        out.append(image.crop((x, y, x + w, y + h)))
    return out


def outside_pictures(folder, seed=2):
    """{kind: [uint8 224x224x3]}"""
    rng = random.Random(seed)
    out = {"drawings": [drawing(rng) for _ in range(60)], "text pages": [text_page(rng) for _ in range(60)], "noise": [noise(rng) for _ in range(60)]}
    for kind in ("fundus", "everyday"):
        out[kind] = [crop for path in sorted((folder / kind).iterdir()) for crop in crops(path, rng, 16 if kind == "fundus" else 4)]
    return {kind: [squash(image) for image in images] for kind, images in out.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=pathlib.Path, default="../public/models/edgeward-tiny")
    parser.add_argument("--data", type=pathlib.Path, default="../shared/data")
    parser.add_argument("--cache", type=pathlib.Path, required=True)
    parser.add_argument("--pack", type=pathlib.Path, default="../shared/data/packs/val")
    parser.add_argument("--pictures", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--every", type=int, default=2, help="of the val images")
    arguments = parser.parse_args()
    model, read = OnnxModel(arguments.model, "fp32", arguments.threads), cached_pixels(arguments.cache)
    rng, by_class, aside = random.Random(4), {}, []
    for row, case in enumerate(load_cases(arguments.data)):
        if case["split"] == "train":
            if is_kept_aside(case):
                aside.append(row)
            else:
                by_class.setdefault(class_name(case), []).append(row)
    chosen = [(name, row) for name, rows in sorted(by_class.items()) for row in rng.sample(rows, min(PER_CLASS, len(rows)))]
    train = pooled(model, read, [row for _, row in chosen])
    kept = pooled(model, read, aside)

    cases = json.loads((arguments.pack / "pack.json").read_text())["cases"][:: arguments.every]
    val = pooled(model, pixel_reader(arguments.pack), [case["image"] for case in cases])
    pictures = outside_pictures(arguments.pictures)
    outside = {kind: pooled(model, lambda images: ((np.stack(images).transpose(0, 3, 1, 2).astype(np.float32) / 255 - 127 / 255) / (128 / 255)).astype(np.float32), images) for kind, images in pictures.items()}

    tried = {}
    for dimensions in (32, 64, 96, 128, 256):
        whitening, center, means, names = fit(train, [name for name, _ in chosen], dimensions)
        tried[dimensions] = round(float(np.mean([auroc(distances(kept, whitening, center, means), distances(f, whitening, center, means)) for f in outside.values()])), 4)
    print("kept-aside AUROC by dimensions", tried)
    whitening, center, means, names = fit(train, [name for name, _ in chosen])
    threshold = float(np.percentile(distances(kept, whitening, center, means), THRESHOLD_PERCENTILE))
    limit = {
        "format": "edgeward-limit/1", "projection": np.round(whitening, 5).tolist(), "center": np.round(center, 5).tolist(), "means": np.round(means, 4).tolist(), "labels": names,
        "threshold": round(threshold, 2), "thresholdNote": f"{THRESHOLD_PERCENTILE}th percentile of {len(aside)} training-source images kept aside from training",
    }
    (arguments.model / "limit.json").write_text(json.dumps(limit, separators=(",", ":")) + "\n")
    inside = distances(val, whitening, center, means)
    scores = {kind: distances(f, whitening, center, means) for kind, f in outside.items()}
    result = {
        "auroc": round(auroc(inside, np.concatenate(list(scores.values()))), 4), "valImages": len(inside), "valAboveThreshold": round(float((inside > threshold).mean()), 4),
        "kinds": {kind: {"auroc": round(auroc(inside, s), 4), "pictures": len(s), "aboveThreshold": round(float((s > threshold).mean()), 4)} for kind, s in scores.items()},
        "dimensionsTried": tried,
    }
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "limit-auroc.json").write_text(json.dumps(result, indent=1))
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
