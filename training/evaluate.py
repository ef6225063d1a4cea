"""python evaluate.py --model ../public/models/edgeward-tiny --pack ../shared/data/packs/val --dtype fp32 q8 --out RUN/eval

Answers every question of a case pack with the ONNX graphs (greedy) and scores them as the page does (normalisation,
macro and balanced accuracy over aspects with at least 15 questions, hallucination; 95% intervals by bootstrap over groups).
  --blank      the images replaced by mid-grey: what language alone gives
  --reworded   the questions in phrasings that training never saw
  --limit N    only every n-th case, for a quick look
The commonest answer per (source, aspect) is always scored along with the model.
"""

import argparse
import json
import pathlib
import time
import unicodedata
from collections import Counter, defaultdict

import numpy as np
from PIL import Image

from data import PIXEL_MEAN, PIXEL_STD, squash
from onnx_model import OnnxModel, probability

MIN_QUESTIONS = 15
DRAWS = 1000


def normalise_text(text):
    text = "".join(c for c in unicodedata.normalize("NFKC", text).lower() if unicodedata.category(c)[0] not in "PS")
    return " ".join(word for word in text.split() if word not in ("a", "an", "the"))


def normalise_answer(text, question):
    """The page's rule (src/benchmark/normalise-answer.ts): plain text, and the plural of a choice counts as the choice."""
    plain = normalise_text(text)
    choices = [normalise_text(c) for c in question.get("choices") or (["yes", "no"] if question["answerType"] == "closed" else [])]
    if plain in choices:
        return plain
    for choice in choices:
        plurals = [choice + "s", choice + "es"] + ([choice[:-1] + "ies"] if choice.endswith("y") else [])
        if choice and plain in plurals:
            return choice
    return plain


def token_recall(expected, given):
    wanted, left = Counter(normalise_text(expected).split()), Counter(normalise_text(given).split())
    return sum((wanted & left).values()) / max(1, sum(wanted.values()))


def tallies_of(entry):
    """[(name of a share, hit)] that one scored answer adds to."""
    aspect, correct = entry["aspect"], entry["correct"]
    out = [("accuracy", correct), (f"aspect/{aspect}", correct), (f"source/{entry['source']}", correct), (f"class/{aspect}/{entry['expected']}", correct)]
    if entry["answerType"] == "closed" and entry["expected"] == "no":
        out.append(("hallucinationRate", entry["given"] == "yes"))
    if entry["source"] == "vqa-rad":
        out.append(("vqa-rad/yesno" if entry["answerType"] == "closed" else "vqa-rad/open", correct))
        if entry["answerType"] == "open":
            out.append(("vqa-rad/openRecall", entry["recall"]))
    return out


def shares(hits, totals, names, whole):
    """hits, totals [draws, names] -> {name: [draws]}, with balanced accuracy per aspect and the macro means added."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = hits / totals  # NaN where a draw left a class out
    out = {name: ratio[:, i] for i, name in enumerate(names) if not name.startswith("class/")}
    plain, balanced = [], []
    for i, name in enumerate(names):
        if name.startswith("aspect/"):
            aspect = name.removeprefix("aspect/")
            classes = [j for j, other in enumerate(names) if other.startswith(f"class/{aspect}/")]
            out[f"balanced/{aspect}"] = np.nanmean(ratio[:, classes], 1)
            if whole[i] >= MIN_QUESTIONS:
                plain.append(ratio[:, i]), balanced.append(out[f"balanced/{aspect}"])
    out["macroAccuracy"], out["macroBalancedAccuracy"] = np.nanmean(plain, 0), np.nanmean(balanced, 0)
    return out


def with_intervals(scored, seed=5, draws=DRAWS):
    """{name: {value, low, high, count}}; 95% intervals by drawing groups with replacement."""
    names = sorted({name for s in scored for name, _ in tallies_of(s)})
    groups = sorted({s["group"] for s in scored})
    column, row = {n: i for i, n in enumerate(names)}, {g: i for i, g in enumerate(groups)}
    hits, totals = np.zeros((2, len(groups), len(names)))
    for s in scored:
        for name, hit in tallies_of(s):
            hits[row[s["group"]], column[name]] += hit
            totals[row[s["group"]], column[name]] += 1
    whole = totals.sum(0)
    values = shares(hits.sum(0, keepdims=True), whole[None], names, whole)
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(len(groups), np.full(len(groups), 1 / len(groups)), size=draws).astype(float)  # [draws, groups]
    samples = shares(drawn @ hits, drawn @ totals, names, whole)
    out = {}
    for name, value in values.items():
        count = column.get(name.replace("balanced/", "aspect/"))
        out[name] = {"value": round(float(value[0]), 4), "low": round(float(np.nanpercentile(samples[name], 2.5)), 4), "high": round(float(np.nanpercentile(samples[name], 97.5)), 4)}
        if count is not None:
            out[name]["count"] = int(whole[count])
    return out


def calibration_error(confidence, correct, bins=10):
    """Expected calibration error with equally wide bins."""
    confidence, correct = np.array(confidence), np.array(correct, float)
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    return float(sum(abs(confidence[which == b].mean() - correct[which == b].mean()) * (which == b).mean() for b in range(bins) if (which == b).any()))


def load_questions(pack, every=1):
    """[(case, question)] in the pack's order."""
    cases = json.loads((pack / "pack.json").read_text())["cases"][::every]
    return [(case, question) for case in cases for question in case["questions"]]


def reworded(questions):
    """Each question in one of the held-out phrasings of its aspect, in turn; VQA-RAD's own words are left out."""
    from dialogue import reword
    from phrasing import HELD_OUT, PRESENCE_HELD_OUT, image_word
    import random

    rng, out = random.Random(3), []
    mammogram = HELD_OUT["abnormal"]
    for number, (case, question) in enumerate(questions):
        if case["source"] == "vqa-rad":
            continue
        options = mammogram if question["aspect"] == "mammogram" else reword(question["question"], question["aspect"], HELD_OUT, PRESENCE_HELD_OUT, rng)
        if options is None:
            raise ValueError(f"no held-out phrasing for {question['aspect']}: {question['question']}")
        text = options[number % len(options)]
        while "{img}" in text:
            text = text.replace("{img}", image_word(case["modality"], rng), 1)
        out.append((case, {**question, "question": text[0].upper() + text[1:]}))
    return out


def pixel_reader(pack, blank=False):
    def read(images):
        if blank:
            return np.full((len(images), 3, 224, 224), (0.5 - PIXEL_MEAN) / PIXEL_STD, np.float32)
        stack = np.stack([squash(Image.open(pack / path)) for path in images])  # [N, 224, 224, 3]
        return ((stack.transpose(0, 3, 1, 2).astype(np.float32) / 255 - PIXEL_MEAN) / PIXEL_STD).astype(np.float32)

    return read


def score(questions, answers):
    scored = []
    for (case, question), given in zip(questions, answers):
        expected, plain = normalise_answer(question["answer"], question), normalise_answer(given, question)
        scored.append({"id": question["id"], "source": case["source"], "group": case.get("group", case["id"]), "aspect": question["aspect"], "answerType": question["answerType"],
                       "question": question["question"], "expected": expected, "given": plain, "correct": plain == expected, "recall": token_recall(question["answer"], given)})
    return scored


def commonest_answers(questions):
    """The commonest answer of each (source, aspect), as the data card's baseline: it looks at the answers it is scored on."""
    seen = defaultdict(Counter)
    for case, question in questions:
        seen[case["source"], question["aspect"]][question["answer"]] += 1
    return [seen[case["source"], question["aspect"]].most_common(1)[0][0] for case, question in questions]


def evaluate(model, questions, read_pixels, temperature):
    """-> scored answers with their ids, probability before and after the temperature."""
    kept = {}

    def keep(index, ids, trail):
        kept[index] = (ids, probability(ids, trail, 1.0), probability(ids, trail, temperature))

    answers = model.answer_all(read_pixels, [(case["image"], question["question"]) for case, question in questions], keep=keep)
    scored = score(questions, answers)
    for index, entry in enumerate(scored):
        entry["ids"], entry["probability"], entry["calibrated"] = kept[index]
        entry["text"] = answers[index]
    return scored


def report(scored):
    closed = [s for s in scored if s["answerType"] == "closed"]
    out = {"statistics": with_intervals(scored), "questionCount": len(scored), "imageCount": len({s["id"].rsplit("/", 1)[0] for s in scored})}
    if "probability" in scored[0]:
        out["calibration"] = {"eceBefore": round(calibration_error([s["probability"] for s in closed], [s["correct"] for s in closed]), 4),
                              "eceAfter": round(calibration_error([s["calibrated"] for s in closed], [s["correct"] for s in closed]), 4), "count": len(closed)}
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=pathlib.Path, default="../public/models/edgeward-tiny")
    parser.add_argument("--pack", type=pathlib.Path, default="../shared/data/packs/val")
    parser.add_argument("--dtype", nargs="+", default=["fp32", "fp16", "q8", "q4", "q4f16"])
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--blank", action="store_true")
    parser.add_argument("--reworded", action="store_true")
    parser.add_argument("--limit", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    questions = load_questions(arguments.pack, arguments.limit)
    if arguments.reworded:
        questions = reworded(questions)
    calibration = arguments.out / "calibration.json"
    temperature = json.loads(calibration.read_text())["temperature"] if calibration.exists() else 1.0
    name = "-blank" if arguments.blank else "-reworded" if arguments.reworded else ""
    if not name:
        (arguments.out / "commonest.json").write_text(json.dumps(report(score(questions, commonest_answers(questions))), indent=1))
    for dtype in arguments.dtype:
        started = time.time()
        scored = evaluate(OnnxModel(arguments.model, dtype, arguments.threads), questions, pixel_reader(arguments.pack, arguments.blank), temperature)
        result = {"dtype": dtype, "pack": "val-cases", "seconds": round(time.time() - started, 1), "temperature": temperature, **report(scored)}
        (arguments.out / f"{dtype}{name}.json").write_text(json.dumps(result, indent=1))
        (arguments.out / f"{dtype}{name}-answers.json").write_text(json.dumps(scored))
        if not name:  # the very questions that --reworded rewords, for comparison
            same = [entry for entry in scored if entry["source"] != "vqa-rad"]
            (arguments.out / f"{dtype}-same-questions.json").write_text(json.dumps({**result, **report(same)}, indent=1))
        stats = result["statistics"]
        print(dtype + name, {k: stats[k]["value"] for k in ("macroAccuracy", "macroBalancedAccuracy", "hallucinationRate", "accuracy")}, result.get("calibration"), f"{result['seconds']} s", flush=True)


if __name__ == "__main__":
    main()
