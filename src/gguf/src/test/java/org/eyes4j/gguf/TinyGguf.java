package org.eyes4j.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A GGUF file (version 3) of a Llama with one layer and weights by chance: some 100 KB that say nothing sensible. */
final class TinyGguf {
    private static final int ALIGNMENT = 32;
    private static final int EMBEDDING = 32;
    private static final int HIDDEN = 64;
    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private int count;

    private TinyGguf() {}

    static byte[] bytes(long seed) {
        return new TinyGguf().build(new Random(seed));
    }

    private byte[] build(Random random) {
        List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        List<Integer> types = new ArrayList<>(List.of(2, 3, 3));
        for (int b = 0; b < 256; b++) {
            tokens.add(String.format("<0x%02X>", b));
            types.add(6);
        }
        for (char c = '!'; c <= '~'; c++) {
            tokens.add(String.valueOf(c));
            types.add(1);
        }
        tokens.add("\u2581");
        types.add(1);
        text("general.architecture", "llama");
        text("general.name", "tiny");
        number("llama.context_length", 2048);
        number("llama.embedding_length", EMBEDDING);
        number("llama.block_count", 1);
        number("llama.feed_forward_length", HIDDEN);
        number("llama.attention.head_count", 2);
        number("llama.attention.head_count_kv", 2);
        number("llama.rope.dimension_count", EMBEDDING / 2);
        key("llama.attention.layer_norm_rms_epsilon", FLOAT32);
        write(le(4).putFloat(1e-5f));
        text("tokenizer.ggml.model", "llama");
        array("tokenizer.ggml.tokens", STRING, tokens.size());
        tokens.forEach(this::write);
        array("tokenizer.ggml.scores", FLOAT32, tokens.size());
        tokens.forEach(t -> write(le(4).putFloat(0)));
        array("tokenizer.ggml.token_type", INT32, tokens.size());
        types.forEach(t -> write(le(4).putInt(t)));
        number("tokenizer.ggml.unknown_token_id", 0);
        number("tokenizer.ggml.bos_token_id", 1);
        number("tokenizer.ggml.eos_token_id", 2);

        Map<String, int[]> tensors = new LinkedHashMap<>();
        tensors.put("token_embd.weight", new int[] {EMBEDDING, tokens.size()});
        tensors.put("blk.0.attn_norm.weight", new int[] {EMBEDDING});
        for (String part : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
            tensors.put("blk.0." + part + ".weight", new int[] {EMBEDDING, EMBEDDING});
        }
        tensors.put("blk.0.ffn_norm.weight", new int[] {EMBEDDING});
        tensors.put("blk.0.ffn_gate.weight", new int[] {EMBEDDING, HIDDEN});
        tensors.put("blk.0.ffn_up.weight", new int[] {EMBEDDING, HIDDEN});
        tensors.put("blk.0.ffn_down.weight", new int[] {HIDDEN, EMBEDDING});
        tensors.put("output_norm.weight", new int[] {EMBEDDING});
        tensors.put("output.weight", new int[] {EMBEDDING, tokens.size()});
        return file(tensors, random);
    }

    private byte[] file(Map<String, int[]> tensors, Random random) {
        byte[] metadata = values.toByteArray();
        values.reset();
        values.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        write(le(20).putInt(3).putLong(tensors.size()).putLong(count));
        values.writeBytes(metadata);
        long offset = 0;
        for (Map.Entry<String, int[]> tensor : tensors.entrySet()) {
            write(tensor.getKey());
            write(le(4).putInt(tensor.getValue().length));
            long size = 4;
            for (int side : tensor.getValue()) {
                write(le(8).putLong(side));
                size *= side;
            }
            write(le(12).putInt(0).putLong(offset));
            offset += padded(size);
        }
        pad();
        for (int[] shape : tensors.values()) {
            int n = 1;
            for (int side : shape) {
                n *= side;
            }
            ByteBuffer data = le(4 * n);
            for (int i = 0; i < n; i++) {
                data.putFloat(shape.length == 1 ? 1 : (float) random.nextGaussian() * 0.1f);
            }
            write(data);
            pad();
        }
        return values.toByteArray();
    }

    private static long padded(long size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private void pad() {
        values.writeBytes(new byte[(int) (padded(values.size()) - values.size())]);
    }

    private void key(String name, int type) {
        write(name);
        write(le(4).putInt(type));
        count++;
    }

    private void text(String name, String value) {
        key(name, STRING);
        write(value);
    }

    private void number(String name, int value) {
        key(name, UINT32);
        write(le(4).putInt(value));
    }

    private void array(String name, int type, int length) {
        key(name, ARRAY);
        write(le(12).putInt(type).putLong(length));
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(le(8).putLong(bytes.length));
        values.writeBytes(bytes);
    }

    private void write(ByteBuffer buffer) {
        values.writeBytes(buffer.array());
    }

    private static ByteBuffer le(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
