"""Reads an export as others do (csv, pandas, json, skimage, PIL) and compares it with what the report held.

    read_exports.py EXPORT EXPECTED.json

Prints a line for each thing that differs and returns 1, or prints what was compared and returns 0.
"""

import csv
import json
import os
import sys

import numpy
import pandas
import skimage.draw
from PIL import Image

problems = []


def complain(*words):
    problems.append(" ".join(str(word) for word in words))


def same(found, expected, tolerance=0.0):
    """A cell and a value: text as it is (an apostrophe before what would be a formula), numbers within the digits written."""
    if expected is None:
        return found == ""
    if isinstance(expected, str):
        return found == ("'" + expected if expected[:1] in tuple("=+-@\t\r\n") and expected else expected)
    return abs(float(found) - expected) <= tolerance


# How many decimals a column has, by its name or ending.
def decimals(column):
    if column in ("score", "peak", "mean", "contrast") or column.endswith("_mm2"):
        return 6
    return 4 if column.endswith("_mm") else 1 if column.endswith(("_px", "_px2")) else 0


def compare_table(path, rows):
    with open(path, "rb") as file:
        raw = file.read()
    if not raw.endswith(b"\r\n") or raw.startswith(b"\xef\xbb\xbf"):
        complain(path, "is no plain RFC 4180")
    with open(path, newline="", encoding="utf-8") as file:
        read = list(csv.reader(file, strict=True))
    header, lines = read[0], read[1:]
    if len(lines) != len(rows):
        complain(path, len(lines), "lines instead of", len(rows))
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    if list(frame.columns) != header or len(frame) != len(rows):
        complain(path, "is another table to pandas")
    compared = 0
    for number, (line, row) in enumerate(zip(lines, rows)):
        if len(line) != len(header) or set(row) != set(header):
            complain(path, "line", number, "has other columns", set(row) ^ set(header))
            continue
        for column, cell in zip(header, line):
            tolerance = 0.500001 * 10 ** -decimals(column)
            if not same(cell, row[column], tolerance):
                complain(path, "line", number, column, repr(cell), "instead of", repr(row[column]))
            if frame[column][number] != cell:
                complain(path, "line", number, column, "is", repr(frame[column][number]), "to pandas")
            compared += 1
    numbers = pandas.read_csv(path)
    for column in header:
        values = [row[column] for row in rows if row[column] is not None]
        if values and not any(isinstance(value, str) for value in values) and numbers[column].dtype == object:
            complain(path, column, "is no number to pandas")
    return compared


def drawn(polygon, shape):
    """Pixels whose centre lies inside: skimage has them at whole numbers."""
    points = numpy.asarray(polygon, dtype=float).reshape(-1, 2)
    mask = numpy.zeros(shape, dtype=bool)
    rows, columns = skimage.draw.polygon(points[:, 1] - 0.5, points[:, 0] - 0.5, shape)
    mask[rows, columns] = True
    return mask


def overlap(one, other):
    either = numpy.logical_or(one, other).sum()
    return 1.0 if either == 0 else numpy.logical_and(one, other).sum() / either


def compare_masks(folder, images, shapes_of):
    """Least overlap of outlines, drawn again, with the mask: of all regions, and of the failing ones."""
    least = 1.0
    for image in images:
        mask = numpy.asarray(Image.open(os.path.join(folder, "masks", image["stem"] + ".png")))
        if mask.dtype != numpy.uint8 or mask.shape != (image["height"], image["width"]):
            complain(image["stem"], "mask of", mask.dtype, mask.shape)
            continue
        if not set(numpy.unique(mask)) <= {0, 128, 255}:
            complain(image["stem"], "mask with", numpy.unique(mask))
        failing = numpy.zeros(mask.shape, dtype=bool)
        found = numpy.zeros(mask.shape, dtype=bool)
        for verdict, polygon in shapes_of(image):
            region = drawn(polygon, mask.shape)
            found |= region
            if verdict == "fail":
                failing |= region
        for one, other in ((found, mask > 0), (failing, mask == 255)):
            least = min(least, overlap(one, other))
    return least


def compare_coco(folder, images):
    with open(os.path.join(folder, "coco.json"), encoding="utf-8") as file:
        coco = json.load(file)
    by_name = {image["file_name"]: image for image in coco["images"]}
    categories = {category["id"]: category["name"] for category in coco["categories"]}
    ids = [annotation["id"] for annotation in coco["annotations"]]
    if len(set(ids)) != len(ids) or len(by_name) != len(images):
        complain("coco.json: ids or images are not unique")
    for annotation in coco["annotations"]:
        points = numpy.concatenate([numpy.asarray(part).reshape(-1, 2) for part in annotation["segmentation"]])
        low, high = points.min(axis=0), points.max(axis=0)
        if not numpy.allclose(annotation["bbox"], [*low, *(high - low)], atol=0.011):
            complain("coco.json: bbox of", annotation["id"], annotation["bbox"], low, high)
        if annotation["iscrowd"] != 0 or annotation["category_id"] not in categories or annotation["area"] <= 0:
            complain("coco.json: annotation", annotation["id"])
    for image in images:
        own = [a for a in coco["annotations"] if a["image_id"] == by_name[image["file"]]["id"]]
        if [categories[a["category_id"]] for a in own] != image["classes"]:
            complain("coco.json: classes of", image["file"])

    def shapes(image):
        number = by_name[image["file"]]["id"]
        return [(a["verdict"], part) for a in coco["annotations"] if a["image_id"] == number for part in a["segmentation"]]

    return compare_masks(folder, images, shapes), len(ids)


def compare_labelme(folder, images):
    def shapes(image):
        with open(os.path.join(folder, "labelme", image["stem"] + ".json"), encoding="utf-8") as file:
            labelme = json.load(file)
        if labelme["imagePath"] != image["file"] or (labelme["imageHeight"], labelme["imageWidth"]) != (image["height"], image["width"]):
            complain("labelme", image["stem"], labelme["imagePath"])
        groups = {shape["group_id"]: shape["label"] for shape in labelme["shapes"]}
        if [groups[number] for number in sorted(groups)] != image["classes"]:
            complain("labelme", image["stem"], "classes", groups)
        return [(shape["verdict"], shape["points"]) for shape in labelme["shapes"]]

    return compare_masks(folder, images, shapes)


def main():
    folder = sys.argv[1]
    with open(sys.argv[2], encoding="utf-8") as file:
        expected = json.load(file)
    cells = compare_table(os.path.join(folder, "images.csv"), expected["images.csv"])
    cells += compare_table(os.path.join(folder, "defects.csv"), expected["defects.csv"])
    images = expected["judged"]
    coco, regions = compare_coco(folder, images)
    labelme = compare_labelme(folder, images)
    for name, least in (("coco", coco), ("labelme", labelme)):
        if least < 0.99:
            complain(name, "overlap with the mask only", least)
    with open(os.path.join(folder, "report.json"), encoding="utf-8") as file:
        if [image["file"] for image in json.load(file)["images"]] != [row["file"] for row in expected["images.csv"]]:
            complain("report.json names other files")
    for problem in problems:
        print(problem)
    print(f"{cells} cells, {len(images)} images, {regions} regions, least overlap: COCO {coco:.5f}, labelme {labelme:.5f}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
