#!/usr/bin/env python3
"""What scikit-learn, scikit-image and the published PRO say of small made-up products.

    python3 tests/oracle/make_metrics.py [output file, default tests/golden/metrics/cases.json]

Writes {"cases": [{"name", "width", "height", "images": [{"type": null for a good one, "score": [pre, post], "map": float32, "mask": bytes or
null where nobody marked the pixels}], "expected": {figures}, "types": {type: {figures}}}]}; arrays in base64, little-endian; a figure that is not
defined is null. NumPy 1 (1.24): NumPy 2 compares the published PRO's limits as double. scikit-learn 1.2, scikit-image 0.19.
"""
import base64
import json
import sys
import warnings
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter
from skimage import measure
from sklearn.metrics import auc, average_precision_score, precision_recall_curve, roc_auc_score

assert np.__version__.startswith("1."), "the published PRO needs NumPy 1"
warnings.simplefilter("ignore")
SIDES = (20, 24)  # height, width
PIXEL = ("pixel_auroc", "pixel_aupro", "pixel_aupro_exact", "pixel_ap", "pixel_f1_max", "pixel_threshold_at_f1_max", "pixel_iou_at_f1_max")
IMAGE = ("image_auroc", "image_ap", "image_f1_max")


def published_pro(masks, maps, least, greatest, max_step=200, expect_fpr=0.3):
    """cal_pro_score as published, but for the range of the limits, which is that of the whole product."""
    if not least < greatest:
        return None
    pros, fprs = [], []
    for th in np.arange(least, greatest, (greatest - least) / max_step):
        above = maps > th
        pro = []
        for binary, mask in zip(above, masks):
            for region in measure.regionprops(measure.label(mask)):
                pro.append(binary[region.coords[:, 0], region.coords[:, 1]].sum() / region.area)
        inverse = 1 - masks
        fprs.append(np.logical_and(inverse, above).sum() / inverse.sum())
        pros.append(np.array(pro).mean())
    pros, fprs = np.array(pros), np.array(fprs)
    kept = fprs < expect_fpr
    fprs = fprs[kept]
    if len(fprs) < 2 or fprs.max() == fprs.min():
        return None
    return auc((fprs - fprs.min()) / (fprs.max() - fprs.min()), pros[kept])


def exact_pro(masks, maps, limit=0.3):
    """MVTec AD's: each score is a limit, ties are one point, the last trapezoid is cut at the limit."""
    weights, regions = np.zeros(maps.shape), 0
    for i, mask in enumerate(masks):
        labels = measure.label(mask)
        regions += labels.max()
        for region in range(1, labels.max() + 1):
            weights[i][labels == region] = 1 / (labels == region).sum()
    order = np.argsort(-maps.ravel(), kind="stable")
    scores = maps.ravel()[order]
    last = np.append(np.diff(scores) != 0, True)
    x = np.append(0, (np.cumsum(masks.ravel()[order] == 0) / (masks == 0).sum())[last])
    y = np.append(0, np.minimum(1, np.cumsum(weights.ravel()[order]) / regions)[last])
    cut = np.searchsorted(x, limit, side="right")
    area = np.sum((x[1:cut] - x[:cut - 1]) * (y[1:cut] + y[:cut - 1]) / 2)
    if cut < len(x):
        at = y[cut - 1] + (y[cut] - y[cut - 1]) * (limit - x[cut - 1]) / (x[cut] - x[cut - 1])
        area += (limit - x[cut - 1]) * (y[cut - 1] + at) / 2
    return area / limit


def pixel_figures(maps, masks, least, greatest):
    if masks.sum() == 0 or (1 - masks).sum() == 0:
        return dict.fromkeys(PIXEL)
    px = (maps - least) / (greatest - least) if greatest > least else np.zeros_like(maps)
    truth, flat = masks.ravel(), px.ravel()
    precision, recall, limits = precision_recall_curve(truth, flat)
    f1 = 2 * precision * recall / (precision + recall + 1e-8)
    best = limits[np.argmax(f1)]
    above = flat > best
    figures = (roc_auc_score(truth, flat), published_pro(masks, px, np.float32(0), np.float32(greatest > least)), exact_pro(masks, px),
               average_precision_score(truth, flat), f1.max(), float(best) if greatest > least else None,
               np.logical_and(above, truth).sum() / np.logical_or(above, truth).sum())
    return dict(zip(PIXEL, figures))


def image_figures(scores, truth):
    if len(set(truth)) < 2:
        return dict.fromkeys(IMAGE)
    precision, recall, _ = precision_recall_curve(truth, scores)
    f1 = 2 * precision * recall / (precision + recall)
    return dict(zip(IMAGE, (roc_auc_score(truth, scores), average_precision_score(truth, scores), f1[np.isfinite(f1)].max())))


def figures(images, least, greatest):
    marked = [i for i in images if i["type"] is None or i["mask"] is not None]
    zero = np.zeros(SIDES, np.uint8)
    maps = np.stack([i["map"] for i in marked])
    masks = np.stack([zero if i["mask"] is None else i["mask"] for i in marked]).astype(bool).astype(int)
    return {**pixel_figures(maps, masks, least, greatest),
            **image_figures([i["score"][0] + i["score"][1] for i in images], [int(i["type"] is not None) for i in images]),
            "images": len(images), "anomalous": sum(i["type"] is not None for i in images)}


def blobs(rng, count, specks=0):
    """A mask of rectangles, some of which touch by a corner, and of single pixels."""
    mask = np.zeros(SIDES, np.uint8)
    for _ in range(count):
        y, x, h, w = rng.integers(0, 14), rng.integers(0, 18), rng.integers(2, 5), rng.integers(2, 5)
        mask[y:y + h, x:x + w] = 255
        if rng.random() < 0.6 and y + h < SIDES[0] and x + w < SIDES[1]:
            mask[y + h:y + h + 2, x + w:x + w + 2] = 255  # diagonally below: the same region
    for _ in range(specks):
        mask[rng.integers(0, SIDES[0]), rng.integers(0, SIDES[1])] = 1
    return mask


def image(rng, kind, mask, signal=1.0, noise=0.7):
    values = gaussian_filter((mask > 0) * signal, 1.0) if mask is not None else np.zeros(SIDES)
    values = values + gaussian_filter(rng.normal(0, noise, SIDES), 1.0)
    score = np.round(rng.normal(0.8 if kind else 0.7, 0.3, 2) * 8) / 8  # so coarse that images tie
    return {"type": kind, "score": score.tolist(), "map": values.astype(np.float32), "mask": mask}


def good(rng, **more):
    return image(rng, None, None, **more)


def products(rng):
    usual = lambda n=3, g=2, **more: [image(rng, "hole", blobs(rng, 3, 2), **more) for _ in range(n)] + [good(rng) for _ in range(g)]
    yield "smooth", usual()
    mixed = usual()
    for i in mixed:
        i["map"] = (np.round(i["map"] * 8) / 8).astype(np.float32)
    yield "quantised", mixed
    mixed = usual(2, 1)
    for i in mixed:
        i["map"] = (i["map"] > 0.2).astype(np.float32)
    yield "two values", mixed
    mixed = usual(2, 1)
    for i in mixed:
        i["map"] = np.full(SIDES, 0.25, np.float32)
    yield "constant", mixed
    mixed = usual(2, 2)
    mixed[0]["map"] = np.full(SIDES, mixed[1]["map"].mean(), np.float32)
    yield "one image constant", mixed
    yield "no anomalies", [good(rng) for _ in range(3)]
    yield "no good image", usual(3, 0)
    mixed = usual(2, 2)
    for i in mixed:
        i["map"] = np.where(i["map"] < 0.55, 0, i["map"]).astype(np.float32)
    yield "false positive rate never reaches 0.3", mixed
    mixed = usual(2, 1)
    mixed[0]["mask"] = np.full(SIDES, 255, np.uint8)
    yield "a defect over the whole image", mixed
    yield "everything is defective", [image(rng, "all", np.full(SIDES, 255, np.uint8)) for _ in range(2)]
    yield "several types", (usual(2, 2) + [image(rng, "scratch", blobs(rng, 1, 4), signal=0.4) for _ in range(2)] + [good(rng)]
                            + [image(rng, "dirt", blobs(rng, 2), signal=3.0)])
    yield "worse than chance", usual(2, 1, signal=-1.0)
    mixed = usual(2, 1, signal=40.0, noise=3.0)
    yield "any scale", mixed
    mixed = usual(2, 1)
    for i in mixed:
        mask = i["mask"] if i["mask"] is not None else np.zeros(SIDES)
        i["map"] = (0.5 * rng.random(SIDES) + 0.5 * (mask > 0)).astype(np.float32)
    yield "perfect", mixed
    mixed = usual(3, 2)
    mixed[1]["mask"] = None
    mixed[1]["map"] *= 5  # not in the product's range: nobody knows its pixels
    yield "a defective image without a mask", mixed
    mixed = usual(2, 1)
    mixed[0]["mask"] = np.zeros(SIDES, np.uint8)
    yield "a defect too small for the mask", mixed
    checks = (np.indices(SIDES).sum(0) % 2).astype(np.uint8)  # one region, held together by corners
    yield "a chessboard", [image(rng, "hole", checks), good(rng)]
    mixed = usual(2, 1)
    for i in mixed:
        i["map"] = np.float32(0.5) + (np.round(i["map"] * 3)).astype(np.float32) * np.float32(2**-23)
    yield "neighbouring floats", mixed


def encoded(array):
    return None if array is None else base64.b64encode(np.ascontiguousarray(array)).decode()


def main():
    out = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "golden" / "metrics" / "cases.json")
    out.parent.mkdir(parents=True, exist_ok=True)
    cases = []
    for name, images in products(np.random.default_rng(2024)):
        ranged = [i["map"] for i in images if i["type"] is None or i["mask"] is not None]
        least, greatest = min(m.min() for m in ranged), max(m.max() for m in ranged)
        types = {kind: figures([i for i in images if i["type"] in (None, kind)], least, greatest)
                 for kind in dict.fromkeys(i["type"] for i in images if i["type"])}
        expected = figures(images, least, greatest)
        cases.append({"name": name, "width": SIDES[1], "height": SIDES[0], "expected": expected, "types": types,
                      "images": [{**i, "map": encoded(i["map"].astype("<f4")), "mask": encoded(i["mask"])} for i in images]})
        print(name, {key: value if value is None else round(float(value), 4) for key, value in expected.items()})
    out.write_text("{\"cases\": [\n" + ",\n".join(json.dumps(case, default=float) for case in cases) + "\n]}\n")
    print(out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
