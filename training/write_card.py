"""python write_card.py --model ../public/models/edgeward-tiny --data ../shared/data --results RUN/eval --run RUN

Writes MODEL_CARD.md (in the form of Mitchell et al. 2019) from the results that evaluate.py, calibrate.py,
limit_score.py, check_parity.py and check_devices.mjs left: no figure in the card is typed by hand.
"""

import argparse
import json
import pathlib
from collections import Counter

from data import is_kept_aside, load_cases
from onnx_model import SUFFIX
from sources import IMAGENET, SOURCES

WATTS_PER_CORE = 10  # an assumption, named as one in the card


def read(path):
    return json.loads(path.read_text()) if path.exists() else None


def percent(statistic):
    return f"{statistic['value']:.3f} ({statistic['low']:.3f}–{statistic['high']:.3f})" if statistic else "not measured"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def precision_table(results, manifest):
    rows = []
    for entry in manifest["precisions"]:
        result = results.get(entry["dtype"])
        if result:
            s = result["statistics"]
            ratio = s["macroAccuracy"]["value"] / results["fp32"]["statistics"]["macroAccuracy"]["value"] if "fp32" in results else None
            rows.append([entry["dtype"], f"{entry['weightBytes'] / 1e6:.1f}", percent(s["macroAccuracy"]), percent(s["macroBalancedAccuracy"]), percent(s["hallucinationRate"]), f"{ratio:.3f}" if ratio else ""])
    return table(["precision", "MB", "macro accuracy", "macro balanced accuracy", "hallucination", "accuracy / fp32"], rows)


def baseline_table(results):
    rows = []
    for name, title in (("q8", "the model, q8"), ("fp32", "the model, fp32"), ("q8-reworded", "q8, phrasings never trained on (without VQA-RAD)"), ("q8-same-questions", "q8, the pack's own phrasings (without VQA-RAD)"),
                        ("q8-blank", "q8, image replaced by grey"), ("commonest", "commonest answer per source and aspect")):
        if name in results:
            s = results[name]["statistics"]
            rows.append([title, percent(s["macroAccuracy"]), percent(s["macroBalancedAccuracy"]), percent(s.get("hallucinationRate")) if s.get("hallucinationRate") else ""])
    return table(["", "macro accuracy", "macro balanced accuracy", "hallucination"], rows)


def aspect_table(result, blank):
    s = result["statistics"]
    names = sorted((n.removeprefix("aspect/") for n in s if n.startswith("aspect/")), key=lambda n: -s[f"aspect/{n}"]["count"])
    rows = [[n, s[f"aspect/{n}"]["count"], percent(s[f"aspect/{n}"]), percent(s[f"balanced/{n}"]), f"{blank['statistics'][f'balanced/{n}']['value']:.3f}" if blank else ""] for n in names]
    return table(["aspect", "questions", "accuracy", "balanced accuracy", "balanced, image blanked"], rows)


def source_table(result):
    s = result["statistics"]
    names = sorted((n for n in s if n.startswith("source/")), key=lambda n: -s[n]["count"])
    return table(["source", "questions", "accuracy"], [[n.removeprefix("source/"), s[n]["count"], percent(s[n])] for n in names])


def data_table(counts):
    rows = [[identifier, title, licence, attribution, counts[identifier]] for identifier, (title, licence, attribution) in SOURCES.items()]
    rows.append(["(weights)", IMAGENET[0], IMAGENET[1], IMAGENET[2], "start of the vision encoder"])
    return table(["id", "title", "licence", "attribution", "training images"], rows)


def device_table(devices):
    return table(["cell", "status", "token agreement with fp32", "what was run"],
                 [[cell, value["status"], value.get("tokenAgreement", ""), value.get("note") or value.get("reason", "")] for cell, value in devices.items()])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=pathlib.Path, default="../public/models/edgeward-tiny")
    parser.add_argument("--data", type=pathlib.Path, default="../shared/data")
    parser.add_argument("--results", type=pathlib.Path, required=True)
    parser.add_argument("--run", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    manifest = json.loads((arguments.model / "manifest.json").read_text())
    results = {path.stem: read(path) for path in arguments.results.glob("*.json") if not path.stem.endswith("-answers")}
    counts = Counter(c["source"] for c in load_cases(arguments.data) if c["split"] == "train" and not is_kept_aside(c))
    last = [json.loads(line) for line in (arguments.run / "log.jsonl").open()][-1]
    minutes = last["seconds"] / 60
    scored, runtime = results["q8"], manifest["quality"][0]["runtime"]
    s, calibration, limit, parity = scored["statistics"], results.get("calibration"), results.get("limit-auroc"), results.get("parity")
    parts = [f"""# Model card: Edgeward Tiny, {manifest['version']}

A small vision-language model ({manifest['parameterCount'] / 1e6:.1f} million parameters) that says what a medical image is and answers short questions about it, in the reader's own browser.
**It is a research demonstration, not a medical device. It must not be used for diagnosis, triage or any decision about a patient.**

## Model details
- Vision encoder EfficientNet-Lite0 at 224 × 224 pixels (whole image, squashed; bilinear, antialiased), batch norms folded, then a projector to 7 × 7 = 49 image tokens from its last stage and its 14 × 14 stage. Decoder: four Llama layers, width 256, own lower-casing byte-level BPE vocabulary of 2,048, key-value cache.
- It starts from {IMAGENET[0]} ({IMAGENET[1]}); the decoder starts from random numbers.
- Weights: CC BY-SA 4.0, because a part of the data is. Code: Apache-2.0. Made by `training/`; the commands are in `training/README.md`.
- Each question is answered on its own: a turn sees the image, not earlier turns.

## Intended use
Showing what small quantized models can and cannot do on a laptop; comparing precisions; teaching. Users: researchers and engineers who judge the answers against the labels shown beside them.

## Excluded use
Any clinical use. Images of kinds it was not trained on (the page warns by the limit score, and can be wrong). Free conversation, measurement, localisation, severity, comparison of images, languages other than English.

## Training data
{sum(counts.values()):,} images of {len(counts)} open sources; one group in 25 of the training split was kept aside for calibration. Questions and captions are phrased by `training/phrasing.py` from the labels of the sources; VQA-RAD's questions are its clinicians' own.

{data_table(counts)}

## Evaluation
Val pack of the corpus: {scored['imageCount']:,} images, {scored['questionCount']:,} questions, no patient or near-duplicate cluster shared with training. {runtime}, greedy answers, scored as the page scores (exact match after normalisation). Intervals: 95%, bootstrap over groups. Macro: mean over the aspects with at least 15 questions. Hallucination: share of questions about an absent finding that were answered "yes".

### Precisions
{precision_table(results, manifest)}

### Against baselines, and in other words
{baseline_table(results)}

### By aspect, q8
{aspect_table(scored, results.get('q8-blank'))}

### By source, q8
{source_table(scored)}
"""]
    if "vqa-rad/yesno" in s:
        parts.append(f"""### VQA-RAD
On the val pack's VQA-RAD questions (a slice of the official *training* questions, {s['vqa-rad/yesno']['count']} closed, {s['vqa-rad/open']['count']} open): closed {percent(s['vqa-rad/yesno'])}, open exact match {percent(s['vqa-rad/open'])}, open token recall {percent(s['vqa-rad/openRecall'])}. For scale: MEVF+BAN (Nguyen et al., MICCAI 2019) reached 75.1% closed and 43.9% open on the official test split, which is another set of questions.
""")
    if calibration:
        c = scored.get("calibration", {})
        parts.append(f"""### Calibration
One temperature, {calibration['temperature']}, fitted on {calibration['keptAsideQuestions']:,} closed questions about training images kept aside. Expected calibration error (ten bins) on closed val questions, q8: {c.get('eceBefore')} before, {c.get('eceAfter')} after ({c.get('count'):,} questions). Answers below {calibration['uncertainBelow']} are marked as uncertain: on the kept-aside slice {calibration['shareUncertain']:.0%} of answers, right in {calibration['accuracyWhenUncertain']:.0%}, against {calibration['accuracyWhenCertain']:.0%} above.
""")
    if limit:
        rows = [[kind, v["pictures"], v["auroc"], f"{v['aboveThreshold']:.0%}"] for kind, v in limit["kinds"].items()]
        parts.append(f"""### Limit score ("unlike anything I was trained on")
Squared distance of the whitened mean image feature from the nearest training class. AUROC of val images against all other pictures: **{limit['auroc']}** ({limit['valImages']} val images, {limit['valAboveThreshold']:.1%} of them above the threshold).

{table(['pictures', 'count', 'AUROC', 'above the threshold'], rows)}

The fundus photographs are crops of two pictures, the everyday ones crops of sixteen (from scikit-image and scikit-learn); drawings, text pages and noise are generated. A picture of another kind that resembles a trained one can pass unnoticed.
""")
    if parity:
        parts.append(f"""### Parity
fp32 graphs against PyTorch: logits differ by at most {parity['logitDifference']:.1e} ({parity['cachedLogitDifference']:.1e} with the key-value cache); identical greedy answers on {parity['identicalAnswers']:.2%} of {parity['questionCount']:,} val questions.
""")
    if results.get("devices"):
        parts.append(f"""### In Chromium, cell by cell
{device_table(results['devices'])}

Cells that are not in this table were not run: fp16 and q4f16 on WebGPU need a GPU with `shader-f16`, which the software adapter lacks.
""")
    parts.append(f"""## Biases, shortcuts and limits
- Source and class coincide in places: children are all of one source, COVID-19 of two, contrast-enhanced (CLAHE) knees of one. Some answers recognise the source rather than the disease.
- Brain MRI: "no tumour" images mostly come from another MR sequence than the tumour images; a model can tell them apart without seeing a tumour. The tumour figures say little about real screening.
- ChestX-ray14's labels are text-mined and noisy; "no finding labelled" is not "healthy". Rare findings (hernia, fibrosis, emphysema, pneumothorax) have fewer than twenty examples here.
- brain-mri, busi, isic2017, pbc and mednist have no patient ids: their figures are per image.
- lc25000 was augmented by its makers from few originals; there is no val figure for it.
- Skin tone is not labelled, and ISIC images are known to show mostly light skin; few hospitals and devices per source; children only in kermany; no demographic figures were measured.
- Captions repeat labels. They say nothing of location, size or severity, because no label does.
- Wording matters: see the row on phrasings never trained on. An unusual way to ask can get "This does not apply." or a caption for an answer.
- VQA-RAD's questions are few; the answers to open ones are often wrong.

## Ethics
All images are public and de-identified by their sources; none is in this repository. A fluent answer is not a finding: the page shows probabilities, the reference label and this card beside every answer.

## Energy and time
{minutes:.0f} minutes on two cores (Intel Xeon with AMX, shared with other work), {last['images']:,} training images in {last['step']:,} steps, bfloat16. At an assumed {WATTS_PER_CORE} W per core that is at most {minutes / 60 * 2 * WATTS_PER_CORE / 1000:.3f} kWh; it was not metered.
""")
    (arguments.model / "MODEL_CARD.md").write_text("\n".join(parts))
    print("written", len("\n".join(parts)), "characters")


if __name__ == "__main__":
    main()
