"""Reference cases of SigLIP 2 NaFlex (pictures in their own proportions, as patches), in the form of the parity folder.

    python naflex_reference.py OUT IMAGES [SEED]

OUT is made; IMAGES holds odd.png, portrait.png, gray.png, rgba.png, tiny.png, landscape.png. Made with transformers 5.18.0, torch 2.14.1,
onnx 1.23, onnxruntime 1.32 (torchvision is not needed: the reference processor is the Pillow one). Nothing of it runs in the build.

The model is tiny and random, every weight on bfloat16's grid, so that files pack well. The graphs are written out here from its weights
(the hub's names and types: pixel_values [batch, patches, values], pixel_attention_mask and spatial_shapes int64), because the reference
resizes its position embeddings picture by picture, which no exporter follows; they are compared with the model itself before anything is
stored, and what is stored comes from the model.
"""

import gzip
import json
import math
import shutil
import sys
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
import transformers
from PIL import Image
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import Siglip2Config, Siglip2Model
from transformers.models.siglip2.image_processing_pil_siglip2 import Siglip2ImageProcessorPil, get_image_size_for_max_num_patches
from transformers.models.siglip2.tokenization_siglip2 import Siglip2Tokenizer

OUT, IMAGES = Path(sys.argv[1]), Path(sys.argv[2])
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1907
HIDDEN, HEADS, LAYERS, PATCH, SIDE, MOST, LENGTH = 16, 2, 2, 4, 4, 24, 20
SCALE, BIAS = 12.0, -3.0
LABELS = ["cat", "Coffee Cup", "a rocket at NIGHT", "köpek 狗"]
TEMPLATE = "This is a photo of {}."
TEXT = """a photo of a cat. this is a photo of a dog. the coffee cup is on the table. a red car and a blue car near the river at night."""


def tokenizer():
    specials = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>"] + [f"<0x{i:02X}>" for i in range(256)]
    raw = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    raw.normalizer = normalizers.Replace(" ", "▁")
    raw.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous", False)
    raw.train_from_iterator([TEXT], trainers.BpeTrainer(vocab_size=len(specials) + 60, special_tokens=specials))
    made = json.loads(raw.to_str())["model"]
    return Siglip2Tokenizer(
        vocab=made["vocab"], merges=[tuple(m) for m in made["merges"]], padding_side="right", model_max_length=LENGTH, add_eos_token=True,
        add_bos_token=False, model_input_names=["input_ids"],
    )


def randomise(model):
    with torch.no_grad():
        for name, p in model.named_parameters():
            if p.dim() > 1:
                p.normal_(0, 1.4 / math.sqrt(p.shape[-1]))
            elif "norm" in name and name.endswith("weight"):
                p.uniform_(0.8, 1.2)
            else:
                p.normal_(0, 0.1)
        for p in (model.text_model.embeddings, model.vision_model.embeddings):
            p.position_embedding.weight.normal_(0, 1.0)
        model.text_model.embeddings.token_embedding.weight.normal_(0, 1.0)
        model.vision_model.embeddings.patch_embedding.weight.normal_(0, 4 / math.sqrt(3 * PATCH * PATCH))
        for p in model.parameters():
            p.copy_(p.to(torch.bfloat16).float())
        model.logit_scale.fill_(math.log(SCALE))
        model.logit_bias.fill_(BIAS)


# ---- the graphs, from the weights


def attend(a, h, bias):
    b, n, w = h.shape
    q, k, v = (p(h).reshape(b, n, HEADS, w // HEADS).transpose(1, 2) for p in (a.q_proj, a.k_proj, a.v_proj))
    out = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(w // HEADS) + bias, -1) @ v
    return a.out_proj(out.transpose(1, 2).reshape(b, n, w))


def perceive(mlp, h):
    return mlp.fc2(torch.nn.functional.gelu(mlp.fc1(h), approximate="tanh"))


def layers(encoder, x, bias):
    for layer in encoder.layers:
        x = x + attend(layer.self_attn, layer.layer_norm1(x), bias)
        x = x + perceive(layer.mlp, layer.layer_norm2(x))
    return x


class Vision(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.v = model.vision_model

    def axis(self, at, size):
        """Weights of the learned positions for one place each: linear, and over as many as one step covers where they shrink."""
        step = SIDE / size.float()
        wide = torch.clamp(step, min=1.0)
        centre = (at.float() + 0.5) * step
        weights = torch.clamp(1 - torch.abs(torch.arange(SIDE).float() + 0.5 - centre[..., None]) / wide[..., None], min=0)
        return weights / weights.sum(-1, keepdim=True)

    def forward(self, pixel_values, pixel_attention_mask, spatial_shapes):
        e = self.v.embeddings
        height, width = spatial_shapes[:, :1], spatial_shapes[:, 1:]
        place = torch.cumsum(torch.ones_like(pixel_attention_mask), 1) - 1
        place = torch.where(place < height * width, place, torch.zeros_like(place))
        row = torch.div(place, width, rounding_mode="floor")
        down, across = self.axis(row, height), self.axis(place - row * width, width)
        grid = e.position_embedding.weight.reshape(SIDE, SIDE, HIDDEN)
        spread = (down[..., :, None] * across[..., None, :]).reshape(*down.shape[:2], SIDE * SIDE)
        x = e.patch_embedding(pixel_values) + spread @ grid.reshape(SIDE * SIDE, HIDDEN)
        bias = ((1 - pixel_attention_mask.float()) * -1e30)[:, None, None]
        x = self.v.post_layernorm(layers(self.v.encoder, x, bias))
        return x, self.head(x, bias)

    def head(self, x, bias):
        h, b = self.v.head, x.shape[0]
        a = h.attention
        wq, wk, wv = a.in_proj_weight.chunk(3)
        bq, bk, bv = a.in_proj_bias.chunk(3)
        f = torch.nn.functional.linear
        probe = h.probe.expand(b, 1, HIDDEN)
        q = f(probe, wq, bq).reshape(b, 1, HEADS, -1).transpose(1, 2)
        k = f(x, wk, bk).reshape(b, -1, HEADS, HIDDEN // HEADS).transpose(1, 2)
        v = f(x, wv, bv).reshape(b, -1, HEADS, HIDDEN // HEADS).transpose(1, 2)
        out = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(HIDDEN // HEADS) + bias, -1) @ v
        y = a.out_proj(out.transpose(1, 2).reshape(b, 1, HIDDEN))
        return (y + perceive(h.mlp, h.layernorm(y)))[:, 0]


class Text(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.t = model.text_model

    def forward(self, input_ids):
        e = self.t.embeddings
        x = e.token_embedding(input_ids) + e.position_embedding.weight[:LENGTH]
        x = self.t.final_layer_norm(layers(self.t.encoder, x, torch.zeros(1)))
        return x, self.t.head(x[:, -1])


class Both(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.vision, self.text, self.scale, self.bias = Vision(model), Text(model), model.logit_scale, model.logit_bias

    def forward(self, input_ids, pixel_values, pixel_attention_mask, spatial_shapes):
        image = self.vision(pixel_values, pixel_attention_mask, spatial_shapes)[1]
        text = self.text(input_ids)[1]
        image, text = (v / torch.sqrt((v * v).sum(-1, keepdim=True)) for v in (image, text))
        logits = text @ image.t() * self.scale.exp() + self.bias
        return logits.t(), logits, text, image


PIXELS = ["pixel_values", "pixel_attention_mask", "spatial_shapes"]


def graphs(model, folder, split):
    folder.mkdir(parents=True)
    pixels = (torch.randn(2, MOST, 3 * PATCH * PATCH), torch.ones(2, MOST, dtype=torch.long), torch.tensor([[4, 6], [5, 4]]))
    ids = torch.zeros(3, LENGTH, dtype=torch.long)
    axes = {n: {0: "images"} for n in PIXELS} | {"input_ids": {0: "texts"}}

    def export(module, args, name, inputs, outputs):
        given = {**{n: axes[n] for n in inputs}, **{n: {0: f"{n}_rows"} for n in outputs}}
        torch.onnx.export(
            module.eval(), args, str(folder / name), input_names=inputs, output_names=outputs, dynamic_axes=given, opset_version=17,
            dynamo=False,
        )

    if split:
        export(Vision(model), pixels, "vision_model.onnx", PIXELS, ["last_hidden_state", "pooler_output"])
        export(Text(model), (ids,), "text_model.onnx", ["input_ids"], ["last_hidden_state", "pooler_output"])
    else:
        outputs = ["logits_per_image", "logits_per_text", "text_embeds", "image_embeds"]
        export(Both(model), (ids, *pixels), "model.onnx", ["input_ids"] + PIXELS, outputs)


# ---- storing


def store(folder, case, tensors):
    folder.mkdir(parents=True, exist_ok=True)
    case["tensors"] = {}
    for name, (value, tolerance) in tensors.items():
        value = np.ascontiguousarray(value)
        file = folder / f"{name}.npy"
        np.save(file, value)
        if file.stat().st_size > 1024:
            packed = folder / f"{name}.npy.gz"
            packed.write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
            file.unlink()
            file = packed
        entry = {"file": file.name, "dtype": str(value.dtype), "shape": list(value.shape)}
        if tolerance:
            entry["tolerance"] = {"abs": tolerance}
        case["tensors"][name] = entry
    (folder / "case.json").write_text(json.dumps(case, indent=1))


def settings(folder, config, processor, tok, lowers):
    folder.mkdir(parents=True, exist_ok=True)
    config.save_pretrained(folder)
    processor.save_pretrained(folder)
    tok.save_pretrained(folder)
    kept = json.loads((folder / "tokenizer.json").read_text())
    if not lowers:
        # Repositories older than the class that lowers texts leave that to it.
        kept["normalizer"] = kept["normalizer"]["normalizers"][1]
    (folder / "tokenizer.json").write_text(json.dumps(kept, ensure_ascii=False))


def main():
    torch.manual_seed(SEED)
    root = OUT / "siglip2_naflex"
    shutil.rmtree(root, ignore_errors=True)
    tok = tokenizer()
    config = Siglip2Config(
        text_config=dict(
            vocab_size=len(tok), hidden_size=HIDDEN, intermediate_size=24, num_hidden_layers=LAYERS, num_attention_heads=HEADS,
            max_position_embeddings=LENGTH, projection_size=HIDDEN, pad_token_id=0, bos_token_id=2, eos_token_id=1,
        ),
        vision_config=dict(
            hidden_size=HIDDEN, intermediate_size=24, num_hidden_layers=LAYERS, num_attention_heads=HEADS, patch_size=PATCH,
            num_patches=SIDE * SIDE,
        ),
    )
    model = Siglip2Model(config).eval()
    randomise(model)
    processor = Siglip2ImageProcessorPil(patch_size=PATCH, max_num_patches=MOST)
    settings(root / "model", config, processor, tok, True)
    settings(root / "model_split", config, processor, tok, False)
    graphs(model, root / "model" / "onnx", False)
    graphs(model, root / "model_split" / "onnx", True)
    (root / "images").mkdir()
    cases = []
    for name in ("landscape", "portrait", "odd", "gray", "rgba", "tiny"):
        for which in ("model", "model_split"):
            cases.append(name + ("_split" if which == "model_split" else ""))
            case(root, cases[-1], which, f"{name}.png", model, processor, tok)
    sizes = []
    for patch, most in ((16, 256), (16, 1024), (14, 729), (4, 24)):
        for w, h in ((1, 1), (1, 900), (640, 480), (480, 640), (1333, 800), (97, 31), (5000, 3), (255, 257), (3000, 4000), (16, 16), (333, 333)):
            height, width = get_image_size_for_max_num_patches(h, w, patch, most)
            sizes.append([patch, most, w, h, width, height])
    print("sizes:", json.dumps(sizes))
    (root / "family.json").write_text(
        json.dumps(
            {
                "family": "siglip2_naflex", "set": "own", "seed": SEED, "reference": f"transformers {transformers.__version__}",
                "torch": torch.__version__, "cases": cases, "logit_scale_exp": SCALE, "logit_bias": BIAS,
                "notes": ["pixel_attention_mask is int32 in the reference, int64 here, as the hub's graph takes it"],
            },
            indent=1,
        )
    )


def case(root, name, which, image, model, processor, tok):
    shutil.copy(IMAGES / image, root / "images" / image)
    picture = Image.open(IMAGES / image)
    seen = processor(images=picture.convert("RGB"), return_tensors="pt")
    ids = tok([TEMPLATE.format(label) for label in LABELS], padding="max_length", truncation=True, max_length=LENGTH, return_tensors="pt")["input_ids"]
    with torch.no_grad():
        out = model(input_ids=ids, **seen)
        double = model.double()(input_ids=ids, **{k: v.double() if v.is_floating_point() else v for k, v in seen.items()})
        model.float()
    assert (out.logits_per_image - double.logits_per_image).abs().max() < 1e-4
    pixels = {n: seen[n].long() if n != "pixel_values" else seen[n] for n in PIXELS}
    feed = {n: v.numpy() for n, v in pixels.items()}
    raw = {
        "vision": (out.vision_model_output.pooler_output, out.vision_model_output.last_hidden_state),
        "text": (out.text_model_output.pooler_output, out.text_model_output.last_hidden_state),
    }
    onnx = root / which / "onnx"
    if which == "model":
        given = dict(zip(("i", "t", "te", "ie"), ort.InferenceSession(str(onnx / "model.onnx")).run(None, {"input_ids": ids.numpy(), **feed})))
        gap = max(abs(given["i"] - out.logits_per_image.numpy()).max(), abs(given["ie"] - out.image_embeds.numpy()).max())
    else:
        v = ort.InferenceSession(str(onnx / "vision_model.onnx")).run(None, feed)
        t = ort.InferenceSession(str(onnx / "text_model.onnx")).run(None, {"input_ids": ids.numpy()})
        gap = max(
            abs(a - b.numpy()).max() for a, b in ((v[1], raw["vision"][0]), (v[0], raw["vision"][1]), (t[1], raw["text"][0]), (t[0], raw["text"][1]))
        )
    scores = torch.sigmoid(double.logits_per_image)[0].tolist()
    print(name, picture.size, "patches", seen["spatial_shapes"].tolist(), "off by", gap, "scores", [round(s, 4) for s in scores])
    assert gap < 1e-4
    order = sorted(range(len(LABELS)), key=lambda i: -scores[i])
    tensors = {"input_ids": (ids.numpy(), 0)}
    tensors.update({n: (v.numpy(), 1e-4 if n == "pixel_values" else 0) for n, v in pixels.items()})
    if which == "model_split":
        tensors["text_pooler_output"] = (raw["text"][0].numpy(), 1e-3)
        tensors["vision_pooler_output"] = (raw["vision"][0].numpy(), 1e-3)
    tensors["text_embeds"] = (out.text_embeds.numpy(), 1e-4)
    tensors["image_embeds"] = (out.image_embeds.numpy(), 1e-4)
    tensors["logits_per_image"] = (out.logits_per_image.numpy(), 2e-3)
    store(
        root / name,
        {
            "family": "siglip2_naflex", "set": "own", "case": name, "model": which, "reference": f"transformers {transformers.__version__}",
            "inputs": {
                "image": f"../images/{image}", "image_size": dict(zip(("width", "height"), picture.size)), "labels": LABELS,
                "hypothesis_template": TEMPLATE, "padding": "max_length", "max_length": LENGTH,
            },
            "expected": {"scores": scores, "ranked": [{"label": LABELS[i], "score": scores[i]} for i in order]},
            "tolerance": {"scores": {"abs": 1e-3}},
            "hf": ["Siglip2ImageProcessorPil", "Siglip2Tokenizer", "Siglip2Model"],
        },
        tensors,
    )


main()
