"""python calibrate.py --model ../public/models/edgeward-tiny --data ../shared/data --cache CACHE --out RUN/eval

Fits one temperature on the slice of train that was kept aside (data.is_kept_aside): the temperature under which the
probability of a greedy answer best predicts that it is right (binary cross-entropy over closed questions).
Writes RUN/eval/calibration.json. Val is not looked at.
"""

import argparse
import json
import pathlib
import random

import numpy as np

from data import PIXEL_MEAN, PIXEL_STD, is_kept_aside, load_cases
from dialogue import ask
from evaluate import calibration_error, normalise_text
from onnx_model import OnnxModel, probability

CLOSED = {"view", "ct-window", "contrast", "abnormal", "finding", "tumour", "tumour-kind", "breast-lesion", "breast-kind", "pneumonia", "pneumonia-kind", "platelets", "red-cell", "melanoma", "oa", "stain",
          "polyp", "polyp-side", "density", "mammogram"}
TEMPERATURES = np.exp(np.linspace(np.log(0.6), np.log(4), 60))
UNCERTAIN_BELOW = 0.7


def kept_aside_questions(data, seed=11):
    """[(row in the image cache, question, answer)] of closed aspects; each source's images once."""
    rng, out = random.Random(seed), []
    for row, case in enumerate(load_cases(data)):
        if case["split"] == "train" and is_kept_aside(case) and case["source"] != "vqa-rad":
            out += [(row, turn.question, turn.answer) for turn in ask(case, rng) if turn.aspect in CLOSED]
    return out


def cached_pixels(cache):
    images = np.load(cache / "images.npy", mmap_mode="r")

    def read(rows):
        return ((images[np.array(rows)].transpose(0, 3, 1, 2).astype(np.float32) / 255 - PIXEL_MEAN) / PIXEL_STD).astype(np.float32)

    return read


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=pathlib.Path, default="../public/models/edgeward-tiny")
    parser.add_argument("--data", type=pathlib.Path, default="../shared/data")
    parser.add_argument("--cache", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--dtype", default="fp32")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    questions, trails = kept_aside_questions(arguments.data), {}
    model = OnnxModel(arguments.model, arguments.dtype, arguments.threads)
    answers = model.answer_all(cached_pixels(arguments.cache), [(row, text) for row, text, _ in questions], keep=lambda index, ids, trail: trails.__setitem__(index, (ids, trail)))
    correct = np.array([normalise_text(given) == normalise_text(answer) for given, (_, _, answer) in zip(answers, questions)])

    def confidences(temperature):
        return np.clip([probability(*trails[i], temperature) for i in range(len(questions))], 1e-6, 1 - 1e-6)

    def cross_entropy(temperature):
        p = confidences(temperature)
        return float(-np.where(correct, np.log(p), np.log(1 - p)).mean())

    temperature = round(float(min(TEMPERATURES, key=cross_entropy)), 3)
    p = confidences(temperature)
    low = p < UNCERTAIN_BELOW
    result = {
        "temperature": temperature, "uncertainBelow": UNCERTAIN_BELOW, "keptAsideQuestions": len(questions), "keptAsideAccuracy": round(float(correct.mean()), 4),
        "keptAsideEceBefore": round(calibration_error(confidences(1.0), correct), 4), "keptAsideEceAfter": round(calibration_error(p, correct), 4),
        "accuracyWhenUncertain": round(float(correct[low].mean()), 4) if low.any() else None, "accuracyWhenCertain": round(float(correct[~low].mean()), 4), "shareUncertain": round(float(low.mean()), 4),
    }
    (arguments.out / "calibration.json").write_text(json.dumps(result, indent=1))
    print(result)


if __name__ == "__main__":
    main()
