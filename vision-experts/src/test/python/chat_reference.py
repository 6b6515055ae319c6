"""Reference cases of decoders that see pictures inside their prompt (Idefics3 and LLaVA), in the form of the parity folder.

    python chat_reference.py OUT IMAGES [SEED]

OUT is made; IMAGES holds odd.png, portrait.png, gray.png, rgba.png, tiny.png, landscape.png. Made with transformers 5.18.0, torch 2.14.1,
onnx 1.23, onnxruntime 1.32 (torchvision is not needed: the reference processor is the Pillow one). Nothing of it runs in the build.

Models are tiny and random. Every weight lies on bfloat16's grid, so that files pack well. The graphs are written out here from the
models' weights under the names of the hub's exports (vision_encoder, embed_tokens, decoder_model_merged), and compared with the models
themselves before anything is stored; what is stored comes from the models.
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
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import (
    GenerationConfig,
    Idefics3Config,
    Idefics3ForConditionalGeneration,
    LlavaConfig,
    LlavaForConditionalGeneration,
    PreTrainedTokenizerFast,
)
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil
from transformers.models.idefics3.image_processing_pil_idefics3 import Idefics3ImageProcessorPil
from transformers.models.idefics3.processing_idefics3 import Idefics3Processor
from transformers.models.llava.processing_llava import LlavaProcessor

OUT, IMAGES = Path(sys.argv[1]), Path(sys.argv[2])
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 4242
BEAMS = "Greedy sequences come from generate(pixel_values=...), beams from generate(inputs_embeds=merged_embeds): see the script."
HIDDEN, LAYERS, HEADS, KV_HEADS, HEAD = 24, 2, 4, 2, 6
TILE, PATCH, SCALE = 32, 8, 2

# As SmolVLM's repositories have it.
SMOLVLM = (
    "<|im_start|>{% for message in messages %}{{message['role'] | capitalize}}{% if message['content'][0]['type'] == 'image' %}"
    "{{':'}}{% else %}{{': '}}{% endif %}{% for line in message['content'] %}{% if line['type'] == 'text' %}{{line['text']}}"
    "{% elif line['type'] == 'image' %}{{ '<image>' }}{% endif %}{% endfor %}<end_of_utterance>\n{% endfor %}"
    "{% if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}"
)
# As LLaVA 1.5's.
LLAVA = (
    "{% for message in messages %}{% if message['role'] != 'system' %}{{ message['role'].upper() + ': '}}{% endif %}"
    "{# Render all images first #}{% for content in message['content'] | selectattr('type', 'equalto', 'image') %}{{ '<image>\n' }}"
    "{% endfor %}{# Render all text next #}{% if message['role'] != 'assistant' %}{% for content in message['content'] |"
    " selectattr('type', 'equalto', 'text') %}{{ content['text'] + ' '}}{% endfor %}{% else %}{% for content in message['content'] |"
    " selectattr('type', 'equalto', 'text') %}{% generation %}{{ content['text'] + ' '}}{% endgeneration %}{% endfor %}{% endif %}"
    "{% endfor %}{% if add_generation_prompt %}{{ 'ASSISTANT:' }}{% endif %}"
)
TEXT = """The cat sits on the table. What is on the table? A red cup and a blue book. How many cats are there in the picture? There are
two cats, one dog and three birds. Describe this image. Where is the dog? The dog is under the chair, near the window. What colour is the
car? The car is green. Who is standing at the door? A man with a hat. Is it raining? No, the sun is shining. Write a short caption of this
picture in one sentence. A woman rides a bicycle along the river. 12 people, 3 trees, 45 houses. Read the sign: it says STOP!"""


def tokenizer(specials, bos):
    tok = Tokenizer(models.BPE())
    tok.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tok.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=256 + len(specials) + 40, special_tokens=specials, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()
    )
    tok.train_from_iterator(TEXT.split("\n"), trainer)
    if bos:
        tok.post_processor = processors.TemplateProcessing(single=f"{bos} $A", special_tokens=[(bos, specials.index(bos))])
    return tok


def grid(model):
    with torch.no_grad():
        for p in model.parameters():
            p.copy_(p.to(torch.bfloat16).float())


def randomise(model, lively):
    with torch.no_grad():
        for name, p in model.named_parameters():
            if p.dim() > 1:
                p.normal_(0, 1.0 / math.sqrt(p[0].numel()) * (2.0 if "lm_head" in name else 1.2))
            elif "norm" in name and name.endswith("weight"):
                p.uniform_(0.8, 1.2)
            else:
                p.normal_(0, 0.05)
        model.get_input_embeddings().weight.normal_(0, lively)
    grid(model)


# ---- the graphs, from the weights


class Decoder(torch.nn.Module):
    """Llama with a cache, as one graph: what the cache holds may have length 0."""

    def __init__(self, text, head, rope_theta=10000.0):
        super().__init__()
        self.text, self.head = text, head
        self.register_buffer("inv", 1.0 / rope_theta ** (torch.arange(0, HEAD, 2).float() / HEAD))

    def forward(self, inputs_embeds, attention_mask, position_ids, *past):
        x = inputs_embeds
        b, n, _ = x.shape
        angle = position_ids[:, :, None].float() * self.inv[None, None]
        angle = torch.cat((angle, angle), -1)
        cos, sin = angle.cos()[:, None], angle.sin()[:, None]

        def rope(v):
            a, c = v[..., : HEAD // 2], v[..., HEAD // 2 :]
            return v * cos + torch.cat((-c, a), -1) * sin

        # A position sees what is not padding and not later than itself.
        places = torch.cumsum(attention_mask, 1) - 1
        seen = (places[:, None, :] <= position_ids[:, :, None]) & (attention_mask[:, None, :] > 0)
        bias = torch.where(seen, 0.0, -1e9)[:, None]
        present = []
        for i, layer in enumerate(self.text.layers):
            h = layer.input_layernorm(x)
            a = layer.self_attn
            q = rope(a.q_proj(h).view(b, n, HEADS, HEAD).transpose(1, 2))
            k = rope(a.k_proj(h).view(b, n, KV_HEADS, HEAD).transpose(1, 2))
            v = a.v_proj(h).view(b, n, KV_HEADS, HEAD).transpose(1, 2)
            k, v = torch.cat((past[2 * i], k), 2), torch.cat((past[2 * i + 1], v), 2)
            present += [k, v]
            kk = k.repeat_interleave(HEADS // KV_HEADS, 1)
            vv = v.repeat_interleave(HEADS // KV_HEADS, 1)
            w = torch.softmax(q @ kk.transpose(2, 3) / math.sqrt(HEAD) + bias, -1)
            x = x + a.o_proj((w @ vv).transpose(1, 2).reshape(b, n, HEADS * HEAD))
            h = layer.post_attention_layernorm(x)
            m = layer.mlp
            x = x + m.down_proj(m.act_fn(m.gate_proj(h)) * m.up_proj(h))
        return self.head(self.text.norm(x)), *present


class Siglip(torch.nn.Module):
    """Idefics3's eyes for whole tiles, with its connector: pictures of pictures in, rows of embeddings out."""

    def __init__(self, model):
        super().__init__()
        self.vision, self.connector = model.vision_model, model.connector
        side = TILE // PATCH
        self.register_buffer("places", torch.arange(side * side))

    def forward(self, pixel_values, pixel_attention_mask):
        v = self.vision
        pixels = pixel_values.reshape(-1, 3, TILE, TILE)
        # Whole tiles hide nothing; the mask stays an input of the graph, as the hub's has it.
        pixels = pixels * pixel_attention_mask.reshape(-1, 1, TILE, TILE).float()
        x = v.embeddings.patch_embedding(pixels).flatten(2).transpose(1, 2) + v.embeddings.position_embedding(self.places)
        for layer in v.encoder.layers:
            x = x + attend(layer.self_attn, layer.layer_norm1(x))
            x = x + layer.mlp.fc2(torch.nn.functional.gelu(layer.mlp.fc1(layer.layer_norm2(x)), approximate="tanh"))
        x = v.post_layernorm(x)
        side, width = TILE // PATCH, x.shape[-1]
        x = x.reshape(-1, side // SCALE, SCALE, side // SCALE, SCALE * width).permute(0, 1, 3, 2, 4)
        return self.connector.modality_projection(x.reshape(-1, (side // SCALE) ** 2, SCALE * SCALE * width))


class Clip(torch.nn.Module):
    """LLaVA's eyes: the last hidden layer but one of CLIP without its class token, through the projector."""

    def __init__(self, model):
        super().__init__()
        self.vision, self.projector = model.vision_tower, model.multi_modal_projector

    def forward(self, pixel_values):
        v = getattr(self.vision, "vision_model", self.vision)
        e = v.embeddings
        x = e.patch_embedding(pixel_values).flatten(2).transpose(1, 2)
        x = torch.cat((e.class_embedding.expand(x.shape[0], 1, -1), x), 1) + e.position_embedding.weight
        x = v.pre_layrnorm(x)
        for layer in v.encoder.layers[:-1]:
            x = x + attend(layer.self_attn, layer.layer_norm1(x))
            h = layer.mlp.fc1(layer.layer_norm2(x))
            x = x + layer.mlp.fc2(h * torch.sigmoid(1.702 * h))
        p = self.projector
        return p.linear_2(torch.nn.functional.gelu(p.linear_1(x[:, 1:])))


def attend(a, h):
    b, n, w = h.shape
    q, k, v = (p(h).reshape(b, n, 2, w // 2).transpose(1, 2) for p in (a.q_proj, a.k_proj, a.v_proj))
    out = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(w // 2), -1) @ v
    return a.out_proj(out.transpose(1, 2).reshape(b, n, w))


def export(module, args, file, inputs, outputs, dynamic):
    file.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        module.eval(), args, str(file), input_names=inputs, output_names=outputs, dynamic_axes=dynamic, opset_version=17, dynamo=False
    )


def graphs(model, folder, vision, vision_args, vision_inputs, vision_axes):
    text, head = model.model.language_model if hasattr(model.model, "language_model") else model.model.text_model, model.lm_head
    export(vision, vision_args, folder / "vision_encoder.onnx", vision_inputs, ["image_features"], vision_axes)
    export(
        text.embed_tokens, (torch.zeros(1, 3, dtype=torch.long),), folder / "embed_tokens.onnx", ["input_ids"], ["inputs_embeds"],
        {"input_ids": {0: "batch", 1: "length"}, "inputs_embeds": {0: "batch", 1: "length"}},
    )
    names = [f"{i}.{kv}" for i in range(LAYERS) for kv in ("key", "value")]
    past = [torch.randn(2, KV_HEADS, 3, HEAD) for _ in names]
    axes = {
        "inputs_embeds": {0: "batch", 1: "length"}, "attention_mask": {0: "batch", 1: "whole"}, "position_ids": {0: "batch", 1: "length"},
        "logits": {0: "batch", 1: "length"},
    }
    axes.update({f"past_key_values.{n}": {0: "batch", 2: "past"} for n in names})
    axes.update({f"present.{n}": {0: "batch", 2: "whole"} for n in names})
    export(
        Decoder(text, head),
        (torch.randn(2, 4, HIDDEN), torch.ones(2, 7, dtype=torch.long), torch.arange(3, 7).expand(2, 4), *past),
        folder / "decoder_model_merged.onnx",
        ["inputs_embeds", "attention_mask", "position_ids"] + [f"past_key_values.{n}" for n in names],
        ["logits"] + [f"present.{n}" for n in names],
        axes,
    )


# ---- storing


def store(folder, case, tensors):
    folder.mkdir(parents=True, exist_ok=True)
    case["tensors"] = {}
    for name, (value, tolerance) in tensors.items():
        value = np.ascontiguousarray(value)
        file = folder / f"{name}.npy"
        np.save(file, value)
        if file.stat().st_size > 2048:
            packed = folder / f"{name}.npy.gz"
            packed.write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
            file.unlink()
            file = packed
        entry = {"file": file.name, "dtype": str(value.dtype), "shape": list(value.shape)}
        if tolerance:
            entry["tolerance"] = {"abs": tolerance}
        case["tensors"][name] = entry
    (folder / "case.json").write_text(json.dumps(case, indent=1))


def family(folder, name, cases, notes):
    (folder / "family.json").write_text(
        json.dumps(
            {
                "family": name, "set": "own", "seed": SEED, "reference": f"transformers {transformers.__version__}",
                "torch": torch.__version__, "cases": cases, "notes": notes,
            },
            indent=1,
        )
    )


def generations(model, inputs, tok, embeds, wishes):
    prompt = inputs["input_ids"].shape[1]
    result = []
    for name, kwargs in wishes.items():
        given = dict(inputs)
        if "num_beams" in kwargs:
            # Beams of transformers 5.18 with pixel_values give other, less likely sequences than beams of the same embeddings, and
            # others again without a cache; greedily the two are the same. So beams start from the embeddings.
            given = {"input_ids": inputs["input_ids"], "attention_mask": inputs["attention_mask"], "inputs_embeds": embeds}
        with torch.no_grad():
            ids = model.generate(**given, **kwargs)
            double = model.double().generate(**{k: v.double() if v.is_floating_point() else v for k, v in given.items()}, **kwargs)
            model.float()
        if ids.tolist() != double.tolist():
            print("  dropped, not the same in double precision:", name)
            continue
        new = ids[:, prompt:]
        assert len(set(new[0].tolist())) > 2, (name, new)
        result.append(
            {
                "name": name, "generate_kwargs": {k: v for k, v in kwargs.items()}, "sequences": ids.tolist(),
                "new_text": tok.decode(new[0], skip_special_tokens=True), "texts": tok.batch_decode(ids, skip_special_tokens=True),
            }
        )
        print("  ", name, result[-1]["new_text"])
    return result


def check(folder, case, tensors, ids):
    """What the graphs make of it, against the model itself."""
    run = {g: ort.InferenceSession(str(folder / f"{g}.onnx")) for g in ("vision_encoder", "embed_tokens", "decoder_model_merged")}
    feed = {i.name: tensors[i.name][0] for i in run["vision_encoder"].get_inputs()}
    features = run["vision_encoder"].run(None, feed)[0]
    print("  features off by", abs(features - tensors["image_features"][0]).max())
    assert abs(features - tensors["image_features"][0]).max() < 1e-4
    embeds = tensors["merged_embeds"][0]
    n = embeds.shape[1]
    feed = {"inputs_embeds": embeds, "attention_mask": np.ones((1, n), np.int64), "position_ids": np.arange(n)[None]}
    for i in run["decoder_model_merged"].get_inputs():
        if i.name.startswith("past"):
            feed[i.name] = np.zeros((1, KV_HEADS, 0, HEAD), np.float32)
    logits = run["decoder_model_merged"].run(["logits"], feed)[0][:, -1]
    print("  logits off by", abs(logits - tensors["first_logits"][0]).max())
    assert abs(logits - tensors["first_logits"][0]).max() < 1e-3


def conversation(turns):
    return [
        {"role": role, "content": [{"type": "image"} if part == "<image>" else {"type": "text", "text": part} for part in parts]}
        for role, parts in turns
    ]


def picture(name):
    image = Image.open(IMAGES / name)
    return image.convert("RGB")


def case_of(name, model, images, turns):
    case = {"family": None, "set": "own", "case": name, "model": model, "reference": f"transformers {transformers.__version__}"}
    inputs = {}
    for i, image in enumerate(images):
        key = "image" if len(images) == 1 else f"image{i}"
        inputs[key] = f"../images/{image}"
        inputs[f"{key}_size"] = dict(zip(("width", "height"), Image.open(IMAGES / image).size))
    inputs["conversation"] = turns
    case["inputs"] = inputs
    return case


# ---- Idefics3


def idefics3():
    torch.manual_seed(SEED)
    root = OUT / "idefics3"
    specials = ["<|endoftext|>", "<|im_start|>", "<end_of_utterance>", "<fake_token_around_image>", "<image>", "<global-img>"]
    specials += [f"<row_{r}_col_{c}>" for r in range(1, 7) for c in range(1, 7)]
    raw = tokenizer(specials, None)
    tok = PreTrainedTokenizerFast(
        tokenizer_object=raw, bos_token="<|im_start|>", eos_token="<end_of_utterance>", pad_token="<|endoftext|>",
        unk_token="<|endoftext|>", model_max_length=2048, clean_up_tokenization_spaces=False,
        additional_special_tokens=["<fake_token_around_image>", "<image>", "<end_of_utterance>"],
    )
    config = Idefics3Config(
        image_token_id=specials.index("<image>"), scale_factor=SCALE, pad_token_id=0, tie_word_embeddings=False,
        vision_config=dict(
            hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=2, image_size=TILE, patch_size=PATCH,
        ),
        text_config=dict(
            model_type="llama", vocab_size=len(tok), hidden_size=HIDDEN, intermediate_size=32, num_hidden_layers=LAYERS,
            num_attention_heads=HEADS, num_key_value_heads=KV_HEADS, head_dim=HEAD, max_position_embeddings=2048, pad_token_id=0,
            bos_token_id=1, eos_token_id=2, rms_norm_eps=1e-5,
        ),
    )
    model = Idefics3ForConditionalGeneration(config).eval()
    randomise(model, 1.0)
    ids = dict(bos_token_id=1, eos_token_id=2, pad_token_id=0)
    model.generation_config = GenerationConfig(**ids)

    def processor(splitting):
        eyes = Idefics3ImageProcessorPil(
            size={"longest_edge": 3 * TILE}, max_image_size={"longest_edge": TILE}, do_image_splitting=splitting
        )
        return Idefics3Processor(eyes, tok, image_seq_len=(TILE // PATCH // SCALE) ** 2, chat_template=SMOLVLM)

    for folder, splitting in (("model", True), ("settings_whole", False)):
        settings(root / folder, processor(splitting), config, tok, GenerationConfig(**ids))
    # What older repositories have: the template in a file of its own.
    (root / "settings_whole" / "chat_template.json").write_text(json.dumps({"chat_template": SMOLVLM + "\n"}, indent=1))
    dynamic = {"pixel_values": {0: "batch", 1: "tiles"}, "pixel_attention_mask": {0: "batch", 1: "tiles"}, "image_features": {0: "tiles"}}
    graphs(
        model, root / "model" / "onnx", Siglip(model.model),
        (torch.randn(1, 2, 3, TILE, TILE), torch.ones(1, 2, TILE, TILE, dtype=torch.bool)), ["pixel_values", "pixel_attention_mask"], dynamic,
    )
    wishes = {
        "greedy": dict(max_new_tokens=12, do_sample=False),
        "beam3": dict(max_new_tokens=10, do_sample=False, num_beams=3, early_stopping=True),
        "penalty": dict(max_new_tokens=10, do_sample=False, repetition_penalty=1.3, no_repeat_ngram_size=2),
    }
    ask = [("user", ["<image>", "What is on the table?"])]
    talk = [
        ("user", ["<image>", "Describe this image."]), ("assistant", ["A red cup."]),
        ("user", ["Compare it with ", "<image>", ". How many cats are there?"]),
    ]
    todo = {
        "odd": ("model", ["odd.png"], ask), "portrait": ("model", ["portrait.png"], ask), "gray": ("model", ["gray.png"], ask),
        "rgba": ("model", ["rgba.png"], [("user", ["Where is the dog? ", "<image>"])]), "tiny": ("model", ["tiny.png"], ask),
        "talk": ("model", ["portrait.png", "odd.png"], talk), "whole": ("settings_whole", ["landscape.png"], ask),
        "whole_talk": ("settings_whole", ["rgba.png", "odd.png"], talk),
    }
    for name, (which, images, turns) in todo.items():
        print("idefics3", name)
        p = processor(which == "model")
        messages = conversation(turns)
        prompt = p.apply_chat_template(messages, add_generation_prompt=True)
        pictures = [picture(i) for i in images]
        inputs = p(text=prompt, images=[pictures], return_tensors="pt")
        own = p.image_processor(images=[pictures], return_tensors="pt", return_row_col_info=True)
        case = case_of(name, which, images, turns)
        case["family"] = "idefics3"
        case["expected"] = {
            "prompt": prompt, "rows": own["rows"][0], "cols": own["cols"][0],
            "text": tok.decode(inputs["input_ids"][0]),
        }
        tensors = {
            "pixel_values": (inputs["pixel_values"].numpy(), 1e-4),
            "pixel_attention_mask": (inputs["pixel_attention_mask"].bool().numpy(), 0),
            "input_ids": (inputs["input_ids"].numpy(), 0),
        }
        if which == "model":
            with torch.no_grad():
                out = model(**inputs)
                features = out.image_hidden_states
                embeds = model.get_input_embeddings()(inputs["input_ids"])
                features = model.model.connector(
                    model.model.vision_model(pixel_values=inputs["pixel_values"].reshape(-1, 3, TILE, TILE)).last_hidden_state
                )
                embeds = embeds.masked_scatter((inputs["input_ids"] == config.image_token_id)[..., None], features)
                again = model.model.text_model(inputs_embeds=embeds).last_hidden_state
                assert torch.allclose(model.lm_head(again)[:, -1], out.logits[:, -1], atol=1e-5)
            tensors["image_features"] = (features.numpy(), 1e-3)
            tensors["merged_embeds"] = (embeds.numpy(), 1e-3)
            tensors["first_logits"] = (out.logits[:, -1].numpy(), 5e-3)
            check(root / "model" / "onnx", case, tensors, ids)
            case["expected"]["generations"] = generations(model, dict(inputs), tok, embeds, wishes)
        case["hf"] = ["Idefics3Processor", "Idefics3ImageProcessorPil", "Idefics3ForConditionalGeneration.generate"]
        store(root / name, case, tensors)
    keep_pictures(root)
    family(
        root, "idefics3", list(todo),
        [
            "`conversation` is [role, parts]; the part <image> is a picture, in order.",
            "settings_whole has do_image_splitting false, a chat_template.json that ends in a line break, and no graphs: stage 1 only.",
            "pixel_attention_mask is bool, as transformers.js feeds it.",
            BEAMS,
        ],
    )


def settings(folder, processor, config, tok, generation):
    folder.mkdir(parents=True, exist_ok=True)
    tok.save_pretrained(folder)
    (folder / "config.json").write_text(json.dumps(config.to_dict(), indent=1))
    (folder / "generation_config.json").write_text(json.dumps(generation.to_diff_dict(), indent=1))
    eyes = processor.image_processor.to_dict()
    eyes["image_processor_type"] = eyes.get("image_processor_type", "").replace("Pil", "")
    eyes["processor_class"] = type(processor).__name__
    (folder / "preprocessor_config.json").write_text(json.dumps(eyes, indent=1))
    own = {"processor_class": type(processor).__name__}
    for name in ("image_seq_len", "patch_size", "vision_feature_select_strategy", "num_additional_image_tokens", "image_token"):
        if name == "image_token" and "Idefics" in own["processor_class"]:
            continue
        if hasattr(processor, name):
            own[name] = getattr(processor, name)
    (folder / "processor_config.json").write_text(json.dumps(own, indent=1))
    told = json.loads((folder / "tokenizer_config.json").read_text())
    told["chat_template"] = processor.chat_template
    (folder / "tokenizer_config.json").write_text(json.dumps(told, indent=1))


# ---- LLaVA


def llava():
    torch.manual_seed(SEED + 1)
    root = OUT / "llava"
    specials = ["<unk>", "<s>", "</s>", "<image>", "<pad>"]
    tok = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer(specials, "<s>"), bos_token="<s>", eos_token="</s>", pad_token="<pad>", unk_token="<unk>",
        model_max_length=2048, clean_up_tokenization_spaces=False, extra_special_tokens={"image_token": "<image>"},
    )
    config = LlavaConfig(
        image_token_id=3, projector_hidden_act="gelu", vision_feature_select_strategy="default", vision_feature_layer=-2,
        image_seq_length=(TILE // PATCH) ** 2, tie_word_embeddings=False,
        vision_config=dict(
            model_type="clip_vision_model", hidden_size=16, intermediate_size=24, num_hidden_layers=3, num_attention_heads=2,
            image_size=TILE, patch_size=PATCH, projection_dim=16,
        ),
        text_config=dict(
            model_type="llama", vocab_size=len(tok), hidden_size=HIDDEN, intermediate_size=32, num_hidden_layers=LAYERS,
            num_attention_heads=HEADS, num_key_value_heads=KV_HEADS, head_dim=HEAD, max_position_embeddings=2048, pad_token_id=4,
            bos_token_id=1, eos_token_id=2, rms_norm_eps=1e-5,
        ),
    )
    model = LlavaForConditionalGeneration(config).eval()
    randomise(model, 1.0)
    ids = dict(bos_token_id=1, eos_token_id=2, pad_token_id=4)
    model.generation_config = GenerationConfig(**ids)
    eyes = CLIPImageProcessorPil(size={"shortest_edge": TILE}, crop_size={"height": TILE, "width": TILE})
    processor = LlavaProcessor(
        eyes, tok, patch_size=PATCH, vision_feature_select_strategy="default", chat_template=LLAVA, num_additional_image_tokens=1
    )
    settings(root / "model", processor, config, tok, GenerationConfig(**ids))
    graphs(
        model, root / "model" / "onnx", Clip(model.model), (torch.randn(2, 3, TILE, TILE),), ["pixel_values"],
        {"pixel_values": {0: "batch"}, "image_features": {0: "batch"}},
    )
    wishes = {"greedy": dict(max_new_tokens=12, do_sample=False), "beam2": dict(max_new_tokens=8, do_sample=False, num_beams=2)}
    ask = [("user", ["<image>", "What is on the table?"])]
    talk = [("user", ["<image>", "Who is it?"]), ("assistant", ["A man with a hat."]), ("user", ["Is it raining?", "<image>"])]
    todo = {"odd": (["odd.png"], ask), "rgba": (["rgba.png"], ask), "talk": (["portrait.png", "gray.png"], talk)}
    for name, (images_, turns) in todo.items():
        print("llava", name)
        prompt = processor.apply_chat_template(conversation(turns), add_generation_prompt=True)
        inputs = processor(text=prompt, images=[picture(i) for i in images_], return_tensors="pt")
        case = case_of(name, "model", images_, turns)
        case["family"] = "llava"
        case["expected"] = {"prompt": prompt, "text": tok.decode(inputs["input_ids"][0])}
        with torch.no_grad():
            out = model(**inputs)
            features = torch.stack([f for f in model.model.get_image_features(inputs["pixel_values"]).pooler_output])
            embeds = model.get_input_embeddings()(inputs["input_ids"])
            embeds = embeds.masked_scatter((inputs["input_ids"] == 3)[..., None], features)
        tensors = {
            "pixel_values": (inputs["pixel_values"].numpy(), 1e-4), "input_ids": (inputs["input_ids"].numpy(), 0),
            "image_features": (features.numpy(), 1e-3), "merged_embeds": (embeds.numpy(), 1e-3),
            "first_logits": (out.logits[:, -1].numpy(), 5e-3),
        }
        check(root / "model" / "onnx", case, tensors, ids)
        case["expected"]["generations"] = generations(model, dict(inputs), tok, embeds, wishes)
        case["hf"] = ["LlavaProcessor", "CLIPImageProcessorPil", "LlavaForConditionalGeneration.generate"]
        store(root / name, case, tensors)
    keep_pictures(root)
    family(root, "llava", list(todo), ["`conversation` is [role, parts]; the part <image> is a picture, in order.", BEAMS])


def keep_pictures(root):
    (root / "images").mkdir(exist_ok=True)
    for name in ("odd", "portrait", "gray", "rgba", "tiny", "landscape"):
        shutil.copy(IMAGES / f"{name}.png", root / "images")


idefics3()
llava()
