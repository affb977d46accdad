#!/usr/bin/env python3
"""How fast the oracle runs: one JSON object.

usage: time_oracle.py WEIGHTS --features 6 12 18 24 [--size 518] [--device cpu|cuda] [--autocast bf16|fp16] [--batch 1 8] [--repeat 5] [--images F...]

WEIGHTS is a folder with clip.pt and vcp.pth. Without --images, noise. Measured from pixels on the device to both maps in the host's memory, as the
model answers there; the best rate of a matrix product is measured in the same run and precision.
"""
import argparse, contextlib, json, os, statistics, sys, time

import torch

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import vcp_oracle

TYPES = {None: torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}


def wait(device):
    if device.startswith("cuda"):
        torch.cuda.synchronize()


def seconds(work, device, repeat):
    work()
    times = []
    for _ in range(repeat):
        wait(device)
        start = time.perf_counter()
        work()
        wait(device)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def product_rate(device, dtype):
    """GFLOP/s: 8192 x 8192 on a card, else the shapes of a ViT-L's block."""
    shapes = [(8192, 8192, 8192)] if device.startswith("cuda") else [(1370, 1024, 3072), (1370, 1024, 4096), (1370, 4096, 1024)]
    best = 0
    for m, k, n in shapes:
        a, b = torch.randn(m, k, device=device).to(dtype), torch.randn(n, k, device=device).to(dtype)
        together = 4
        def work():
            for _ in range(together):
                torch.nn.functional.linear(a, b)
        best = max(best, together * 2 * m * k * n / seconds(work, device, 5) / 1e9)
    return best


def main():
    p = argparse.ArgumentParser()
    p.add_argument("weights")
    p.add_argument("--features", type=int, nargs="+", default=[6, 12, 18, 24])
    p.add_argument("--size", type=int, default=518)
    p.add_argument("--device", default="cpu")
    p.add_argument("--autocast", choices=["bf16", "fp16"])
    p.add_argument("--batch", type=int, nargs="+", default=[1])
    p.add_argument("--repeat", type=int, default=5)
    p.add_argument("--threads", type=int)
    p.add_argument("--images", nargs="*", default=[])
    a = p.parse_args()
    if a.threads:
        torch.set_num_threads(a.threads)
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    start = time.perf_counter()
    w = {k: v.to(a.device) for k, v in vcp_oracle.load(a.weights).items()}
    out = {"device": a.device, "autocast": a.autocast, "torch": torch.__version__, "threads": torch.get_num_threads(), "image_size": a.size,
           "load_seconds": time.perf_counter() - start, "product_gflops": product_rate(a.device, TYPES[a.autocast]), "runs": []}
    torch.manual_seed(1)
    for batch in a.batch:
        if a.images:
            x = torch.stack([vcp_oracle.preprocess(a.images[i % len(a.images)], a.size) for i in range(batch)]).to(a.device)
        else:
            x = torch.randn(batch, 3, a.size, a.size, device=a.device)
        context = torch.autocast(a.device.split(":")[0], TYPES[a.autocast]) if a.autocast else contextlib.nullcontext()
        with torch.inference_mode(), context:
            def work():
                r = vcp_oracle.forward(w, x, a.features)
                return r["raw"].float().cpu(), r["new"].float().cpu()
            t = seconds(work, a.device, a.repeat)
        out["runs"].append({"batch": batch, "seconds_per_image": t / batch, "images_per_second": batch / t})
    print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
