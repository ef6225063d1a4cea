"""A tiny model with random weights goes the whole way: export, quantize, load, answer. Needs no corpus and no weights. About a minute."""

import json
import random

import numpy as np
import onnx
import pytest
import torch

from check_parity import compare_logits
from data import END, pack, train_tokenizer
from export_onnx import export_graphs, write_configuration
from model import EdgewardTiny, ModelConfig
from onnx_model import SUFFIX, OnnxModel
from quantize import quantize
from train import attention_mask


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("model")
    corpus = root / "corpus"
    corpus.mkdir()
    cases = [{"id": f"knee-{i}", "source": "knee", "split": "train", "modality": "x-ray", "bodyPart": "knee", "group": f"knee:{i}", "labels": {"kellgrenLawrenceGrade": i % 5, "side": "left"}} for i in range(300)]
    (corpus / "knee.jsonl").write_text("\n".join(map(json.dumps, cases)))
    (corpus / "vqa-rad-questions.jsonl").write_text("")
    tokenizer = train_tokenizer(corpus, corpus / "tokenizer.json", vocab_size=512)
    torch.manual_seed(0)
    model = EdgewardTiny(ModelConfig(vocab_size=tokenizer.get_vocab_size(), width=64, layers=2, heads=2, mlp_width=96)).eval()
    with torch.no_grad():
        model.embed.weight.mul_(20)  # spread the logits, so that the greedy choice is no near-tie
    export_graphs(model, root)
    write_configuration(model.config, corpus / "tokenizer.json", root)
    quantize(root / "onnx")
    return root, model


def pixels(count=1, seed=0):
    return np.random.default_rng(seed).normal(size=(count, 3, 224, 224)).astype(np.float32)


def test_fp32_graphs_give_the_logits_of_pytorch_with_and_without_the_cache(folder):
    root, model = folder
    graphs = OnnxModel(root, "fp32")
    whole, cached = compare_logits(model, graphs, pixels(), graphs.prompt("What is the KL grade?"), [10, 11, 12])
    assert whole < 1e-3
    assert cached < 1e-3


@pytest.mark.parametrize("dtype", SUFFIX)
def test_every_precision_loads_and_answers_within_the_token_limit(folder, dtype):
    graphs = OnnxModel(folder[0], dtype)
    cache = graphs.read(graphs.encode(pixels(2)))
    prompt = graphs.prompt("is this a left knee?")
    (first, trail), (second, _) = graphs.generate(cache, [0, 1], [prompt, prompt], max_new=5)
    assert 1 <= len(first) <= 5 and 1 <= len(second) <= 5
    assert all(np.isfinite(step).all() for step in trail)


def test_4_bit_graphs_hold_no_float_matmul_with_constant_weights(folder):
    for module in ("vision_encoder", "decoder_model_merged"):
        graph = onnx.load(folder[0] / "onnx" / f"{module}_q4.onnx").graph
        constants = {initializer.name for initializer in graph.initializer}
        assert sum(node.op_type == "DequantizeLinear" for node in graph.node) > 8
        assert {initializer.data_type for initializer in graph.initializer if initializer.name.endswith("_DQ_Q4")} == {onnx.TensorProto.INT4}
        assert not [node.name for node in graph.node if node.op_type == "MatMul" and node.input[1] in constants]


def test_the_tokenizer_reads_any_letter_case_alike(folder):
    graphs = OnnxModel(folder[0], "fp32")
    assert graphs.prompt("IS THIS A LEFT KNEE?") == graphs.prompt("is this a left knee?")


def test_a_packed_turn_sees_the_image_and_itself_but_no_other_turn():
    ids, segment, position, target, _ = pack([[([40, 41], [50], 1.0), ([42], [51], 1.0)]])
    # <q> 40 41 <a> 50 </s>   <q> 42 <a> 51 </s>
    assert ids[0].tolist() == [2, 40, 41, 3, 50, END, 2, 42, 3, 51, END]
    assert segment[0].tolist() == [1] * 6 + [2] * 5
    assert position[0].tolist() == [49, 50, 51, 52, 53, 54, 49, 50, 51, 52, 53]
    assert target[0].tolist() == [-1, -1, -1, 50, END, -1, -1, -1, 51, END, -1]
    seen = attention_mask(segment, 2)[0, 0] == 0
    assert seen[2 + 8].tolist() == [True, True] + [False] * 6 + [True, True, True, False, False]


def test_packed_answers_cost_the_same_as_the_same_turns_alone(folder):
    model = folder[1]
    turns = [([40, 41], [50, 52], 1.0), ([42], [51], 1.0)]
    features = torch.randn(1, 49, 64, generator=torch.Generator().manual_seed(1))

    def logits(rows):
        ids, segment, position, target, _ = pack(rows)
        embeds = torch.cat([features, model.embed(ids)], 1)
        positions = torch.cat([torch.arange(49)[None], position], 1)
        hidden, _ = model.decoder(embeds, positions, attention_mask(segment, 49))
        return model.logits(hidden[:, 49:][target >= 0])

    with torch.no_grad():
        together, alone = logits([turns]), torch.cat([logits([[turn]]) for turn in turns])
    assert torch.allclose(together, alone, atol=1e-4)


def test_held_out_phrasings_are_not_among_those_trained_on():
    from phrasing import ASK, HELD_OUT, PRESENCE, PRESENCE_HELD_OUT

    for aspect, phrases in HELD_OUT.items():
        assert len(phrases) >= 3
        assert not {p.lower() for p in phrases} & {p.lower() for p in ASK[aspect]}
    assert not set(PRESENCE) & set(PRESENCE_HELD_OUT)
    assert all(len(set(phrases)) >= 12 for aspect, phrases in ASK.items() if aspect not in ("normal", "histology-kind"))


def test_a_mirrored_knee_changes_its_side_and_a_mirrored_polyp_its_box():
    from data import mirrored

    assert mirrored({"labels": {"side": "left"}})["labels"]["side"] == "right"
    box = mirrored({"labels": {"finding": "polyp", "polypBoxXyxyFraction": [0.1, 0.2, 0.3, 0.6]}})["labels"]["polypBoxXyxyFraction"]
    assert box == pytest.approx([0.7, 0.2, 0.9, 0.6])


def test_questions_that_do_not_fit_are_answered_no_or_as_not_applying():
    from dialogue import ask

    rng = random.Random(0)
    case = {"source": "knee", "modality": "x-ray", "bodyPart": "knee", "labels": {"kellgrenLawrenceGrade": 1, "side": "left"}}
    turns = [turn for _ in range(400) for turn in ask(case, rng)]
    assert {turn.answer for turn in turns if turn.aspect == "not-applicable"} == {"This does not apply."}
    elsewhere = {turn.answer for turn in turns if turn.aspect == "elsewhere"}
    assert "no" in elsewhere and elsewhere <= {"no", "yes"}  # yes only where a question asks about absence
