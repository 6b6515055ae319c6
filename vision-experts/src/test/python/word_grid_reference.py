"""The graphs and expectations of WordGridTest: a made detector of random weights that takes vectors of words beside the picture.

    python word_grid_reference.py REPOSITORY

Two graphs (a free and a fixed number of words) and what onnxruntime 1.32 finds with the first on a made picture, the words read by the tiny
CLIP that is kept among the parity cases. Nothing of it runs in the build.
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper
from PIL import Image
from tokenizers import Tokenizer

RESOURCES = Path(sys.argv[1]) / "vision-experts/src/test/resources"
GRID, CLIP = RESOURCES / "org/eyes4j/vision/grid", RESOURCES / "parity/clip/model"
WIDTH, SIZE, CELLS, THRESHOLD = 16, 64, 64, 0.55
WORDS = ["a red cup", "dog", "harpsichord"]

rng = np.random.default_rng(7)
weights = rng.normal(0, 6, (WIDTH, 3, 8, 8)).astype(np.float16).astype("f") / 30
ys, xs = np.meshgrid(np.arange(8), np.arange(8), indexing="ij")
boxes = np.stack([xs.ravel() * 8 + 4, ys.ravel() * 8 + 4, np.full(CELLS, 18), np.full(CELLS, 14)]).astype("f")[None]


def detector(words):
    """Scores are the sigmoid of a word's vector times a cell's features; boxes are fixed."""
    nodes = [
        helper.make_node("Conv", ["images", "w"], ["f"], strides=[8, 8]),
        helper.make_node("Reshape", ["f", "s"], ["g"]),
        helper.make_node("MatMul", ["txt_feats", "g"], ["l"]),
        helper.make_node("Sigmoid", ["l"], ["p"]),
        helper.make_node("Concat", ["b", "p"], ["output0"], axis=1),
    ]
    graph = helper.make_graph(
        nodes,
        "w",
        [
            helper.make_tensor_value_info("images", TensorProto.FLOAT, [1, 3, SIZE, SIZE]),
            helper.make_tensor_value_info("txt_feats", TensorProto.FLOAT, [1, words, WIDTH]),
        ],
        [helper.make_tensor_value_info("output0", TensorProto.FLOAT, [1, None, CELLS])],
        [
            numpy_helper.from_array(weights, "w"),
            numpy_helper.from_array(np.array([1, WIDTH, CELLS]), "s"),
            numpy_helper.from_array(boxes, "b"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model.SerializeToString()


def unpacked(file):
    """As UnpackedModel does it."""
    packed = gzip.decompress(file.read_bytes())
    head, body = packed[0], packed[1:]
    floats = (len(body) - head) // 4
    out = bytearray(body)
    for plane in range(4):
        out[head + plane : head + 4 * floats : 4] = body[head + plane * floats : head + (plane + 1) * floats]
    return bytes(out)


for name, words in (("world", "words"), ("world_fixed", 2)):
    (GRID / name).mkdir(exist_ok=True)
    (GRID / name / "model.onnx").write_bytes(detector(words))

tokens = Tokenizer.from_str(gzip.decompress((CLIP / "tokenizer.json.gz").read_bytes()).decode())
encoder = ort.InferenceSession(unpacked(CLIP / "onnx/text_model.onnx.planes.gz"))
vectors = [encoder.run(["text_embeds"], {"input_ids": np.array([tokens.encode(w).ids])})[0][0] for w in WORDS]
vectors = np.stack([v / np.linalg.norm(v) for v in vectors]).astype("f")[None]

picture = np.random.default_rng(3).integers(0, 255, (8, 8, 3)).repeat(8, 0).repeat(8, 1).astype(np.uint8)
Image.fromarray(picture).save(GRID / "world/blocks.png", optimize=True)
pixels = (picture.astype("f") / 255).transpose(2, 0, 1)[None]
scores = ort.InferenceSession(detector("words")).run(None, {"images": pixels, "txt_feats": vectors})[0][0][4:]


def corners(cell):
    x, y, w, h = (float(n) for n in boxes[0, :, cell])
    return [max(0.0, x - w / 2), max(0.0, y - h / 2), min(SIZE, x + w / 2), min(SIZE, y + h / 2)]


# No two of the boxes overlap by more than 0.48, so nothing is suppressed.
best = sorted(((float(scores[:, c].max()), int(scores[:, c].argmax()), c) for c in range(CELLS)), reverse=True)
found = [{"label": WORDS[word], "score": score, "box": corners(cell)} for score, word, cell in best if score > THRESHOLD]
(GRID / "world/expected.json").write_text(json.dumps({"words": WORDS, "threshold": THRESHOLD, "found": found}, indent=1))
