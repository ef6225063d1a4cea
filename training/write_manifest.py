"""python write_manifest.py --model ../public/models/edgeward-tiny --data ../shared/data [--results RUN/eval]

Writes manifest.json: every file with its bytes and SHA-256, the precisions with the devices on which they were run,
training data, calibration, limit score and measured quality. What RESULTS does not hold is left out of the manifest.
RESULTS holds <dtype>.json (evaluate.py), calibration.json (calibrate.py), limit-auroc.json (limit_score.py) and
devices.json (check_devices.mjs).
"""

import argparse
import hashlib
import json
import math
import pathlib
from collections import Counter

import onnx
import onnxruntime

from data import is_kept_aside, load_cases
from dialogue import organ_of
from onnx_model import SUFFIX
from sources import SOURCES

MODULES = ("vision_encoder", "embed_tokens", "decoder_model_merged")
UNMEASURED_FP16 = "needs a GPU with shader-f16; not run yet on such a GPU"


def describe_file(root, path):
    content = path.read_bytes()
    entry = {"path": path.relative_to(root).as_posix(), "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    if path.suffix == ".onnx":
        for dtype, suffix in sorted(SUFFIX.items(), key=lambda item: -len(item[1])):
            for module in MODULES:
                if path.stem == module + suffix:
                    return {**entry, "module": module, "dtype": dtype}
        raise ValueError(f"unexpected graph {path}")
    return entry


def estimate(statistic):
    return {key: statistic[key] for key in ("value", "low", "high")}


def quality(result):
    stats = result["statistics"]
    aspects = {
        name.removeprefix("aspect/"): {"accuracy": estimate(value), "balancedAccuracy": estimate(stats[name.replace("aspect/", "balanced/")]), "questionCount": value["count"]}
        for name, value in stats.items() if name.startswith("aspect/")
    }
    return {
        "dtype": result["dtype"], "pack": result["pack"], "runtime": f"onnxruntime {onnxruntime.__version__} CPU",
        "macroAccuracy": estimate(stats["macroAccuracy"]), "macroBalancedAccuracy": estimate(stats["macroBalancedAccuracy"]), "hallucinationRate": estimate(stats["hallucinationRate"]),
        "imageCount": result["imageCount"], "questionCount": result["questionCount"], "aspects": [{"aspect": name, **value} for name, value in sorted(aspects.items())],
    }


def device_cells(devices, dtype):
    """Cells as measured in Chromium; a cell that nobody ran is `untested` and says why."""
    cells = {}
    for device in ("wasm", "webgpu"):
        measured = devices.get(f"{dtype}/{device}")
        if measured:
            cells[device] = measured
        elif device == "webgpu" and dtype in ("fp16", "q4f16"):
            cells[device] = {"status": "untested", "reason": UNMEASURED_FP16}
        else:
            cells[device] = {"status": "untested", "reason": "not run yet in a browser"}
    return cells


def read_json(path):
    return json.loads(path.read_text()) if path.exists() else None


def count_parameters(root):
    """Elements of the fp32 graphs' weights (rotary angles are constants, not weights), the embedding (shared with the output layer) counted once."""
    count, vocabulary = 0, json.loads((root / "config.json").read_text())["text_config"]
    for module in MODULES:
        graph = onnx.load(root / "onnx" / f"{module}.onnx").graph
        count += sum(int(math.prod(i.dims)) for i in graph.initializer if i.data_type == onnx.TensorProto.FLOAT and not i.name.startswith("rotary_"))
    return count - vocabulary["vocab_size"] * vocabulary["hidden_size"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=pathlib.Path, default="../public/models/edgeward-tiny")
    parser.add_argument("--data", type=pathlib.Path, default="../shared/data")
    parser.add_argument("--results", type=pathlib.Path)
    parser.add_argument("--version", default="2026-11-22.2")
    arguments = parser.parse_args()
    root, results = arguments.model, arguments.results or pathlib.Path("/nonexistent")
    cases = [c for c in load_cases(arguments.data) if c["split"] == "train" and not is_kept_aside(c)]
    counts = Counter(c["source"] for c in cases)
    domains = Counter((c["modality"], organ_of(c)) for c in cases if c["source"] != "vqa-rad")
    files = [describe_file(root, path) for path in sorted(root.rglob("*")) if path.is_file() and path.name not in ("manifest.json", "MODEL_CARD.md") and path.suffix in (".json", ".onnx")]
    devices, calibration, limit = read_json(results / "devices.json") or {}, read_json(results / "calibration.json"), read_json(results / "limit-auroc.json")
    manifest = {
        "format": "edgeward-model/1", "id": "edgeward-tiny", "title": "Edgeward Tiny", "version": arguments.version, "task": "image-text", "architecture": "llava",
        "parameterCount": count_parameters(root), "license": "CC-BY-SA-4.0", "card": "MODEL_CARD.md",
        "summary": "A small vision-language model that names what a medical image is and answers short questions about it. A research demonstration, not a medical device.",
        "image": {"widthPx": 224, "heightPx": 224, "resample": "bilinear", "tokenCount": 49},
        "prompts": {"caption": "Describe this image."},
        "training": {
            "summary": f"Trained on {len(cases):,} images from {len(counts)} open sources, starting from EfficientNet-Lite0's ImageNet weights (Apache-2.0).",
            "domains": [{"modality": modality, "bodyPart": organ} for modality, organ in sorted(domains)],
            "sources": [{"id": s, "title": t, "license": l, "attribution": a, "trainCount": counts[s]} for s, (t, l, a) in SOURCES.items()],
        },
        "files": files,
        "precisions": [{"dtype": dtype, "weightBytes": sum(f["bytes"] for f in files if f.get("dtype") == dtype), "devices": device_cells(devices, dtype)} for dtype in SUFFIX],
    }
    if calibration:
        fp32 = (read_json(results / "fp32.json") or {}).get("calibration", {})
        manifest["calibration"] = {"temperature": calibration["temperature"], "uncertainBelow": calibration["uncertainBelow"], **fp32}
    if (root / "limit.json").exists():
        manifest["limit"] = {"file": "limit.json", **({"auroc": limit["auroc"]} if limit else {})}
    measured = [quality(result) for dtype in SUFFIX if (result := read_json(results / f"{dtype}.json"))]
    if measured:
        manifest["quality"] = measured
    (root / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    print(f"{len(files)} files, {sum(f['bytes'] for f in files):,} bytes, {manifest['parameterCount']:,} parameters")


if __name__ == "__main__":
    main()
