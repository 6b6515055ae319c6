"""A reference case of SegGPT's feature ensemble (several examples for one picture), in the form of the parity folder.

    python seggpt_ensemble_reference.py OUT IMAGES [SEED]

IMAGES holds odd.png and tiny.png. A tiny random model with its weights on bfloat16's grid, exported twice: as model.onnx, and with
feature_ensemble=True as model_feature_ensemble.onnx, which is this project's name (no hub export is known of either). Made with transformers
5.18.0 and torch 2.14.1. Nothing of it runs in the build.
"""

import gzip
import json
import shutil
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
import transformers
from PIL import Image
from transformers import SegGptConfig, SegGptForImageSegmentation
from transformers.models.seggpt.image_processing_pil_seggpt import SegGptImageProcessorPil
from transformers.models.seggpt.modeling_seggpt import SegGptImageSegmentationOutput

OUT, IMAGES = Path(sys.argv[1]) / "seggpt_ensemble", Path(sys.argv[2])
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 5
LABELS, EDGE = 2, 16

torch.manual_seed(SEED)
config = SegGptConfig(
    hidden_size=8, num_hidden_layers=3, num_attention_heads=2, image_size=[2 * EDGE, EDGE], patch_size=8, mlp_dim=8, decoder_hidden_size=4,
    pretrain_image_size=EDGE, merge_index=0, intermediate_hidden_state_indices=[1, 2], use_relative_position_embeddings=True,
)
model = SegGptForImageSegmentation(config).eval()
with torch.no_grad():
    for name, p in model.named_parameters():
        p.normal_(0, (1.5 if name.startswith("decoder") else 0.5) if p.dim() > 1 else 0.2)
        p.copy_(p.to(torch.bfloat16).float())


class Graph(torch.nn.Module):
    def __init__(self, ensemble):
        super().__init__()
        self.model, self.ensemble = model, ensemble

    def forward(self, pixel_values, prompt_pixel_values, prompt_masks):
        return self.model(
            pixel_values=pixel_values, prompt_pixel_values=prompt_pixel_values, prompt_masks=prompt_masks,
            feature_ensemble=self.ensemble, embedding_type="instance",
        ).pred_masks


def plain(file):
    """Constants folded and shorter names pack better."""
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = file
    ort.InferenceSession(file, options)
    graph = onnx.load(file)
    keep = {i.name for i in graph.graph.input} | {o.name for o in graph.graph.output}
    names = {}
    for node in graph.graph.node:
        node.name, node.doc_string = "", ""
        for names_of in (node.input, node.output):
            for i, name in enumerate(names_of):
                if name and name not in keep:
                    names_of[i] = names.setdefault(name, f"t{len(names)}")
    for tensor in graph.graph.initializer:
        tensor.name = names.get(tensor.name, tensor.name)
    del graph.graph.value_info[:]
    graph.producer_version = ""
    onnx.save(graph, file)


folder = OUT / "model_ensemble"
(folder / "onnx").mkdir(parents=True, exist_ok=True)
(folder / "config.json").write_text(json.dumps(config.to_dict(), indent=1))
processor = SegGptImageProcessorPil(size={"height": EDGE, "width": EDGE})
eyes = processor.to_dict()
eyes["image_processor_type"] = "SegGptImageProcessor"
(folder / "preprocessor_config.json").write_text(json.dumps(eyes, indent=1))

case = OUT / "two_examples"
case.mkdir(exist_ok=True)
(OUT / "images").mkdir(exist_ok=True)
names = ["odd.png", "tiny.png", "odd.png"]
for name in names:
    shutil.copy(IMAGES / name, OUT / "images" / name)
picture, *examples = [Image.open(IMAGES / n).convert("RGB") for n in names]
masks = []
for i, example in enumerate(examples):
    mask = np.zeros((example.height, example.width), np.uint8)
    mask[example.height // 4 : example.height // 2 + 3, : example.width // (i + 2)] = 1
    mask[example.height // 2 :, example.width // 2 :] = 2 - i % 2
    Image.fromarray(mask).save(case / f"prompt_mask{i}.png")
    masks.append(mask)
given = processor(images=picture, return_tensors="pt")["pixel_values"]
shown = processor(images=examples, return_tensors="pt")["pixel_values"]
marked = processor(images=None, prompt_masks=[Image.fromarray(m) for m in masks], num_labels=LABELS, return_tensors="pt")["prompt_masks"]
inputs = (given.repeat(len(examples), 1, 1, 1), shown, marked)
with torch.no_grad():
    answer = Graph(True)(*inputs)
    alone = Graph(False)(*inputs)
# All rows see the picture as one; the decoder's convolution lets each example's last rows into the first of its own answer. SegGPT's makers
# take the first row.
assert not torch.allclose(alone[0, :, EDGE:], alone[1, :, EDGE:], atol=1e-3)
wide = tuple(torch.cat((t, t[:1])) for t in inputs)
for name, ensemble in (("model", False), ("model_feature_ensemble", True)):
    file = folder / f"onnx/{name}.onnx"
    axes = {n: {0: "batch"} for n in ("pixel_values", "prompt_pixel_values", "prompt_masks", "pred_masks")}
    torch.onnx.export(
        Graph(ensemble).eval(), wide, str(file), input_names=list(axes)[:3], output_names=["pred_masks"], dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )
    plain(str(file))
    run = ort.InferenceSession(str(file))
    for some in (inputs, wide):
        with torch.no_grad():
            wanted = Graph(ensemble)(*some).numpy()
        got = run.run(None, {n: t.numpy() for n, t in zip(list(axes)[:3], some)})[0]
        print(name, len(some[0]), "off by", abs(got - wanted).max())
        assert abs(got - wanted).max() < 1e-3
maps = processor.post_process_semantic_segmentation(
    SegGptImageSegmentationOutput(pred_masks=answer), [(picture.height, picture.width)] * len(examples), num_labels=LABELS
)
segmentation = maps[0].numpy().astype(np.int64)
tensors = {}
for name, value, tolerance in (
    ("pixel_values", given, 1e-4), ("prompt_pixel_values", shown, 1e-4), ("prompt_masks", marked, 1e-4), ("pred_masks", answer, 1e-3),
    ("segmentation", torch.tensor(segmentation), 0),
):
    value = value.numpy()
    np.save(case / f"{name}.npy", value)
    file = case / f"{name}.npy.gz"
    file.write_bytes(gzip.compress((case / f"{name}.npy").read_bytes(), 9, mtime=0))
    (case / f"{name}.npy").unlink()
    tensors[name] = {"file": file.name, "dtype": str(value.dtype), "shape": list(value.shape)}
    if tolerance:
        tensors[name]["tolerance"] = {"abs": tolerance}
values, counts = np.unique(segmentation, return_counts=True)
print({int(v): int(c) for v, c in zip(values, counts)})
(case / "case.json").write_text(
    json.dumps(
        {
            "family": "seggpt", "set": "own", "case": "two_examples", "model": "model_ensemble",
            "reference": f"transformers {transformers.__version__}",
            "inputs": {
                "image": "../images/odd.png",
                "prompt_images": [f"../images/{n}" for n in names[1:]],
                "prompt_masks": [f"prompt_mask{i}.png" for i in range(len(examples))],
                "num_labels": LABELS, "feature_ensemble": True,
            },
            "tensors": tensors,
            "expected": {"values": {str(v): int(c) for v, c in zip(values, counts)}, "borderline_px": 0},
            "hf": ["SegGptImageProcessorPil", "SegGptForImageSegmentation(feature_ensemble=True)", "post_process_semantic_segmentation"],
        },
        indent=1,
    )
)
(OUT / "family.json").write_text(
    json.dumps(
        {"family": "seggpt", "set": "own", "seed": SEED, "reference": f"transformers {transformers.__version__}", "torch": torch.__version__,
         "cases": ["two_examples"], "notes": ["model_feature_ensemble.onnx is this project's name."]},
        indent=1,
    )
)
