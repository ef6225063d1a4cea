"""python train.py --data ../shared/data --cache CACHE --imagenet efficientnet-lite0-57934424.pth --out RUN --minutes 90

Trains Edgeward Tiny on CPU in bfloat16: one single-threaded process per core, gradients averaged after each step
(several threads in one process wait for each other at every layer, which costs a multiple as soon as anything else
runs on the machine). The learning rate follows the clock: a short warm-up, then a cosine
to zero at the end of the given minutes, so that a run always ends annealed. It writes RUN/last.pt every few minutes
and resumes from it when started again with the same --out.
"""

import argparse
import json
import math
import os
import pathlib
import time
from dataclasses import dataclass

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
import torch.nn.functional as F

from data import Batches
from depthwise import load_kernel
from dialogue import LABEL_GROUPS
from model import EdgewardTiny, ModelConfig, additive, load_imagenet


@dataclass(frozen=True)
class TrainConfig:
    batch_size: int = 16  # per process
    decoder_lr: float = 1e-3
    encoder_lr: float = 3e-4
    weight_decay: float = 0.03
    warmup: float = 0.02  # of the run
    frozen_stages: int = 2  # the stem and the first stages keep their ImageNet weights
    stochastic_depth: float = 0.06
    class_loss: float = 0.3
    clip: float = 1.0
    seed: int = 7
    save_minutes: float = 4.0


def attention_mask(segment, n_image):
    """segment [B, T] of the text (-1 padding) -> additive [B, 1, n_image + T, n_image + T]: causal, and each turn sees the image and itself."""
    b = segment.shape[0]
    whole = torch.cat([torch.zeros(b, n_image, dtype=segment.dtype), segment], 1)
    same = (whole[:, :, None] == whole[:, None, :]) | (whole[:, None, :] == 0)
    causal = torch.ones(whole.shape[1], whole.shape[1], dtype=torch.bool).tril()
    return additive((same & causal)[:, None])


def losses(model, batch, config):
    """(language loss, classification loss, answer-token accuracy)"""
    pixels, ids, segment, position, target, weight, classes = batch
    frozen = config.frozen_stages
    with torch.autocast("cpu", torch.bfloat16):
        with torch.no_grad():
            trunk = torch.cat([model.vision.trunk(part, frozen) for part in pixels.split(8)])  # small parts stay in the cache
        features, pooled = model.vision.rest(trunk, frozen, config.stochastic_depth if model.training else 0.0)
        n_image = features.shape[1]
        embeds = torch.cat([features, model.embed(ids).to(features.dtype)], 1)
        positions = torch.cat([torch.arange(n_image).expand(ids.shape[0], -1), position], 1)
        hidden, _ = model.decoder(embeds, positions, attention_mask(segment, n_image).bfloat16())
        asked = target >= 0
        logits = model.logits(hidden[:, n_image:][asked])
        class_logits = model.classifier(pooled)
    wanted, share = target[asked], weight[asked]
    language = (F.cross_entropy(logits.float(), wanted, reduction="none") * share).sum() / share.sum()
    accuracy = (logits.argmax(-1) == wanted).float().mean()
    return language, class_loss(class_logits.float(), classes), accuracy


def class_loss(logits, classes):
    total, start = [], 0
    for column, (_, names) in enumerate(LABEL_GROUPS):
        known = classes[:, column] >= 0
        if known.any():
            total.append(F.cross_entropy(logits[known, start : start + len(names)], classes[known, column], reduction="sum") / len(classes))
        start += len(names)
    return torch.stack(total).sum()


def make_optimizer(model, config):
    groups = {}
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        fresh = not name.startswith("vision") or name.startswith(("vision.from_", "vision.out", "vision.norm"))
        key = (config.decoder_lr if fresh else config.encoder_lr, config.weight_decay if p.dim() > 1 else 0.0)
        groups.setdefault(key, []).append(p)
    return torch.optim.AdamW([{"params": ps, "lr": lr, "peak": lr, "weight_decay": wd} for (lr, wd), ps in groups.items()], betas=(0.9, 0.98), fused=True)


def schedule(progress, warmup):
    if progress < warmup:
        return progress / warmup
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - warmup) / (1 - warmup))))


def save(path, **state):
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    os.replace(partial, path)


def average_gradients(parameters, extra):
    """Replaces each gradient by its mean over the processes. extra: floats that are averaged along and returned."""
    flat = torch.cat([p.grad.reshape(-1) for p in parameters] + [torch.tensor(extra)])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    start = 0
    for p in parameters:
        p.grad.copy_(flat[start : start + p.numel()].view_as(p))
        start += p.numel()
    return flat[start:].tolist()


def run(rank, arguments):
    config = TrainConfig()
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=str(arguments.port))
    dist.init_process_group("gloo", rank=rank, world_size=arguments.processes)
    torch.manual_seed(config.seed)
    torch.set_num_threads(1)

    model = EdgewardTiny(ModelConfig(class_count=sum(len(names) for _, names in LABEL_GROUPS)))
    load_imagenet(model.vision, arguments.imagenet)
    if arguments.start_from:
        model.load_state_dict(torch.load(arguments.start_from, weights_only=False)["model"])
    for module in [model.vision.stem, *model.vision.stages[: config.frozen_stages]]:
        module.requires_grad_(False)
    optimizer = make_optimizer(model, config)
    trained = [p for p in model.parameters() if p.requires_grad]
    step, spent = 0, 0.0
    last = arguments.out / "last.pt"
    if last.exists():
        state = torch.load(last, weights_only=False)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step, spent = state["step"], state["seconds"]
    torch.manual_seed(config.seed + 1000 * rank + step)  # stochastic depth differs between processes
    batches = iter(Batches(arguments.data, arguments.cache, config.batch_size, f"{config.seed}/{rank}", start=step))

    log = (arguments.out / "log.jsonl").open("a")
    total, start, saved, recent = arguments.minutes * 60, time.time() - spent, time.time(), []
    model.train()

    def state():
        return {"model": model.state_dict(), "config": model.config.to_dict(), "step": step, "seconds": time.time() - start}

    progress = spent / total
    while progress < 1:
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * schedule(progress, config.warmup)
        language, classes, accuracy = losses(model, next(batches), config)
        (language + config.class_loss * classes).backward()
        progress, *means = average_gradients(trained, [(time.time() - start) / total, language.item(), classes.item(), accuracy.item()])
        torch.nn.utils.clip_grad_norm_(trained, config.clip)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step += 1
        recent.append(means)
        if rank > 0:
            continue
        if step % 50 == 0:
            language, classes, accuracy = (round(sum(r[i] for r in recent) / len(recent), 4) for i in range(3))
            record = {"step": step, "images": step * config.batch_size * arguments.processes, "seconds": round(time.time() - start), "progress": round(progress, 4),
                      "language": language, "classes": classes, "tokenAccuracy": accuracy}
            print(json.dumps(record), file=log, flush=True)
            recent = []
        if time.time() - saved > config.save_minutes * 60:
            save(last, **state(), optimizer=optimizer.state_dict())
            saved = time.time()
    if rank == 0:
        save(last, **state(), optimizer=optimizer.state_dict())
        save(arguments.out / "final.pt", **state())
    dist.destroy_process_group()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=pathlib.Path, default="../shared/data")
    parser.add_argument("--cache", type=pathlib.Path, required=True)
    parser.add_argument("--imagenet", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--port", type=int, default=29531, help="for the processes to meet on 127.0.0.1")
    parser.add_argument("--start-from", type=pathlib.Path, help="weights of an earlier run to begin with")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    load_kernel()  # compiled once, before the processes start
    mp.spawn(run, (arguments,), nprocs=arguments.processes)


if __name__ == "__main__":
    main()
