"""A reference case of Whisper that is small enough to be kept, in the form of the parity folder.

    python whisper_reference.py OUT [SEED]

A tiny random model with a chunk of a second, its weights on bfloat16's grid; its two graphs (encoder_model, and decoder_model without a
cache) are written out from the same weights and compared with the model before anything is stored. Features are those of the reference's
numpy way. Made with transformers 5.18.0, torch 2.14.1, onnxruntime 1.32. Nothing of it runs in the build.
"""

import gzip
import json
import math
import sys
import wave
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
import transformers
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import (
    GenerationConfig,
    GenerationMixin,
    PreTrainedTokenizerFast,
    WhisperConfig,
    WhisperFeatureExtractor,
    WhisperForConditionalGeneration,
)
from transformers.modeling_outputs import BaseModelOutput

OUT = Path(sys.argv[1]) / "whisper"
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 77
WIDTH, HEADS, SECONDS, RATE = 16, 2, 1, 16000
SPECIALS = [
    "<|endoftext|>", "<|startoftranscript|>", "<|en|>", "<|de|>", "<|translate|>", "<|transcribe|>", "<|nospeech|>", "<|notimestamps|>",
]
TEXT = "the quick brown fox jumps over the lazy dog and the other dog thinks that this is there\n" * 3


def tokenizer():
    tok = Tokenizer(models.BPE())
    tok.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tok.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tok.train_from_iterator([TEXT], trainers.BpeTrainer(vocab_size=280, initial_alphabet=alphabet))
    tok.add_special_tokens(SPECIALS)
    return PreTrainedTokenizerFast(
        tokenizer_object=tok, bos_token=SPECIALS[0], eos_token=SPECIALS[0], pad_token=SPECIALS[0], unk_token=SPECIALS[0],
        extra_special_tokens=SPECIALS[1:], clean_up_tokenization_spaces=False,
    )


def attend(a, x, states, bias=None):
    def heads(t):
        return t.reshape(t.shape[0], -1, HEADS, WIDTH // HEADS).transpose(1, 2)

    q, k, v = heads(a.q_proj(x) * (WIDTH // HEADS) ** -0.5), heads(a.k_proj(states)), heads(a.v_proj(states))
    w = q @ k.transpose(2, 3)
    w = torch.softmax(w if bias is None else w + bias, -1)
    return a.out_proj((w @ v).transpose(1, 2).reshape(x.shape[0], -1, WIDTH))


class Encoder(torch.nn.Module):
    def __init__(self, e):
        super().__init__()
        self.e = e

    def forward(self, input_features):
        g = torch.nn.functional.gelu
        x = g(self.e.conv2(g(self.e.conv1(input_features)))).permute(0, 2, 1) + self.e.embed_positions.weight
        for layer in self.e.layers:
            h = layer.self_attn_layer_norm(x)
            x = x + attend(layer.self_attn, h, h)
            x = x + layer.fc2(g(layer.fc1(layer.final_layer_norm(x))))
        return self.e.layer_norm(x)


class Decoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.d, self.head = model.model.decoder, model.proj_out

    def forward(self, input_ids, encoder_hidden_states):
        n = input_ids.shape[1]
        places = torch.cumsum(torch.ones_like(input_ids), 1) - 1
        x = self.d.embed_tokens(input_ids) + self.d.embed_positions.weight[places]
        bias = torch.where(places[:, None, :] <= places[:, :, None], 0.0, -1e9)[:, None]
        for layer in self.d.layers:
            h = layer.self_attn_layer_norm(x)
            x = x + attend(layer.self_attn, h, h, bias)
            x = x + attend(layer.encoder_attn, layer.encoder_attn_layer_norm(x), encoder_hidden_states)
            x = x + layer.fc2(torch.nn.functional.gelu(layer.fc1(layer.final_layer_norm(x))))
        return self.head(self.d.layer_norm(x))


torch.manual_seed(SEED)
tok = tokenizer()
ids = {t: tok.convert_tokens_to_ids(t) for t in SPECIALS}
config = WhisperConfig(
    vocab_size=len(tok), num_mel_bins=80, d_model=WIDTH, encoder_layers=1, decoder_layers=1, encoder_attention_heads=HEADS,
    decoder_attention_heads=HEADS, encoder_ffn_dim=16, decoder_ffn_dim=16, max_source_positions=SECONDS * 50, max_target_positions=64,
    pad_token_id=ids[SPECIALS[0]], bos_token_id=ids[SPECIALS[0]], eos_token_id=ids[SPECIALS[0]],
    decoder_start_token_id=ids[SPECIALS[1]], begin_suppress_tokens=None, suppress_tokens=None,
)
model = WhisperForConditionalGeneration(config).eval()
with torch.no_grad():
    for name, p in model.named_parameters():
        if p.dim() > 1:
            p.normal_(0, 2.4 / math.sqrt(p[0].numel()))
        elif "norm" in name and name.endswith("weight"):
            p.uniform_(0.8, 1.2)
        else:
            p.normal_(0, 0.05)
    model.model.decoder.embed_tokens.weight.normal_(0, 0.6)
    for p in model.parameters():
        p.copy_(p.to(torch.bfloat16).float())
generation = GenerationConfig(
    pad_token_id=ids[SPECIALS[0]], bos_token_id=ids[SPECIALS[0]], eos_token_id=ids[SPECIALS[0]],
    decoder_start_token_id=ids[SPECIALS[1]], max_length=24,
)
model.generation_config = generation

features = WhisperFeatureExtractor(feature_size=80, chunk_length=SECONDS)
t = np.arange(int(0.5 * RATE)) / RATE
rng = np.random.default_rng(SEED)
speech = 0.3 * np.sin(2 * np.pi * (220 + 180 * t) * t) * (np.sin(30 * t) > -0.4) + 0.02 * rng.normal(size=t.size)
levels = np.clip(np.round(speech * 32768), -32768, 32767).astype("<i2")
padded = np.zeros(SECONDS * RATE, np.float32)
padded[: levels.size] = levels.astype(np.float32) / 32768
mel = np.asarray(features._np_extract_fbank_features(padded[None], "cpu"), np.float32)
# On a grid that is finer than the tolerance, to be stored smaller.
mel = np.round(mel * 2048) / 2048

folder = OUT / "model"
(folder / "onnx").mkdir(parents=True, exist_ok=True)
tok.save_pretrained(folder)
(folder / "config.json").write_text(json.dumps(config.to_dict(), indent=1))
(folder / "generation_config.json").write_text(json.dumps(generation.to_diff_dict(), indent=1))
(folder / "preprocessor_config.json").write_text(
    json.dumps(
        {"feature_extractor_type": "WhisperFeatureExtractor", "chunk_length": SECONDS, "feature_size": 80, "hop_length": 160, "n_fft": 400,
         "sampling_rate": RATE, "padding_value": 0.0, "return_attention_mask": False},
        indent=1,
    )
)
with torch.no_grad():
    encoder, decoder = Encoder(model.model.encoder).eval(), Decoder(model).eval()
    states = model.model.encoder(torch.tensor(mel)).last_hidden_state
    assert torch.allclose(encoder(torch.tensor(mel)), states, atol=1e-5)
    prompt = torch.tensor([[ids[s] for s in ("<|startoftranscript|>", "<|en|>", "<|transcribe|>", "<|notimestamps|>")]])
    whole = model(encoder_outputs=BaseModelOutput(states), decoder_input_ids=prompt).logits
    assert torch.allclose(decoder(prompt, states), whole, atol=1e-4)
torch.onnx.export(
    encoder, (torch.tensor(mel),), str(folder / "onnx/encoder_model.onnx"), input_names=["input_features"],
    output_names=["last_hidden_state"], dynamic_axes={"input_features": {0: "batch"}, "last_hidden_state": {0: "batch"}},
    opset_version=17, dynamo=False,
)
torch.onnx.export(
    decoder, (prompt.repeat(2, 1), states.repeat(2, 1, 1)), str(folder / "onnx/decoder_model.onnx"),
    input_names=["input_ids", "encoder_hidden_states"], output_names=["logits"],
    dynamic_axes={"input_ids": {0: "batch", 1: "length"}, "encoder_hidden_states": {0: "batch"}, "logits": {0: "batch", 1: "length"}},
    opset_version=17, dynamo=False,
)
run = ort.InferenceSession(str(folder / "onnx/decoder_model.onnx"))
seen = run.run(None, {"input_ids": prompt.numpy(), "encoder_hidden_states": states.numpy()})[0]
print("logits off by", abs(seen - whole.numpy()).max())

generations = []
for name, kwargs in {
    "greedy": dict(max_length=24, num_beams=1),
    "beam2": dict(max_length=20, num_beams=2),
    "penalty": dict(max_length=20, num_beams=1, no_repeat_ngram_size=2, repetition_penalty=1.2),
}.items():
    def say(m, s):
        return GenerationMixin.generate(
            m, encoder_outputs=BaseModelOutput(s), decoder_input_ids=prompt, do_sample=False, **kwargs
        ).tolist()

    once, twice = say(model, states), say(model.double(), states.double())
    model.float()
    assert once == twice, name
    generations.append({"name": name, "generate_kwargs": kwargs, "sequences": once, "texts": tok.batch_decode(once, skip_special_tokens=True)})
    print(name, generations[-1]["texts"])

case = OUT / "short"
case.mkdir(exist_ok=True)
with wave.open(str(case / "audio.wav"), "wb") as w:
    w.setnchannels(1)
    w.setsampwidth(2)
    w.setframerate(RATE)
    w.writeframes(levels.tobytes())
tensors = {}
for name, (value, tolerance) in {"input_features": (mel, 1e-3), "encoder_hidden_states": (states.numpy(), 5e-3)}.items():
    np.save(case / f"{name}.npy", value)
    (case / f"{name}.npy.gz").write_bytes(gzip.compress((case / f"{name}.npy").read_bytes(), 9, mtime=0))
    (case / f"{name}.npy").unlink()
    tensors[name] = {"file": f"{name}.npy.gz", "dtype": "float32", "shape": list(value.shape), "tolerance": {"abs": tolerance}}
(case / "case.json").write_text(
    json.dumps(
        {
            "family": "whisper", "set": "own", "case": "short", "model": "model", "reference": f"transformers {transformers.__version__}",
            "inputs": {"audio": "audio.wav", "sampling_rate": RATE, "chunk_length": SECONDS, "decoder_prompt": prompt[0].tolist()},
            "tensors": tensors, "expected": {"generations": generations},
            "hf": ["WhisperFeatureExtractor._np_extract_fbank_features", "GenerationMixin.generate"],
        },
        indent=1,
    )
)
(OUT / "family.json").write_text(
    json.dumps(
        {"family": "whisper", "set": "own", "seed": SEED, "reference": f"transformers {transformers.__version__}", "torch": torch.__version__,
         "cases": ["short"], "notes": []},
        indent=1,
    )
)
