package org.eyes4j.vision.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.onnx.HeldTensor;
import org.eyes4j.vision.onnx.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A decoder on its way: rows of sequences with what it remembers of them. Caches stay in the runtime's memory from step to step.
 * Used by one thread.
 */
final class DecoderRun implements AutoCloseable {
    private static final long[] ONE = {1};

    private final Decoder decoder;
    private final DecoderInputs inputs;
    private final Cancellation cancellation;
    private final Map<String, HeldTensor> cache = new LinkedHashMap<>();
    /** What the graph does not answer anew (it attends to an encoder): the same for all rows of one input. */
    private Set<String> constant = Set.of();

    private int[] inputOfRow;
    /** The encoder's states for the rows, where those are not simply the inputs. */
    private @Nullable HeldTensor statesOfRows;

    private int remembered;

    DecoderRun(Decoder decoder, DecoderInputs inputs, Cancellation cancellation) {
        this.decoder = decoder;
        this.inputs = inputs;
        this.cancellation = cancellation;
        this.inputOfRow = IntStream.range(0, inputs.size()).toArray();
    }

    /** What follows the prompts: a row for each input. */
    Logits first() {
        DecoderGraph graph = decoder.first();
        Map<String, Tensor> fed = new HashMap<>();
        graph.branch().ifPresent(name -> fed.put(name, Tensor.of(new boolean[] {false}, 1)));
        graph.past().forEach((cached, spec) -> fed.put(spec.name(), graph.empty(spec, inputs.size())));
        return run(graph, fed, new HashMap<>(), inputs.prompts(), inputs.promptLength(), inputs.promptLength());
    }

    /**
     * What follows longer sequences.
     *
     * @param parents for each row, which row of the last step it continues
     * @param sequences for each row, all of its tokens
     * @param length how many tokens count
     */
    Logits next(int[] parents, long[][] sequences, int length) {
        reorder(parents);
        DecoderGraph cached = decoder.next().orElse(null);
        if (cached == null) {
            return run(decoder.first(), new HashMap<>(), new HashMap<>(), sequences, length, length);
        }
        Map<String, Tensor> fed = new HashMap<>();
        Map<String, HeldTensor> held = new HashMap<>();
        cached.branch().ifPresent(name -> fed.put(name, Tensor.of(new boolean[] {true}, 1)));
        cached.past().forEach((key, spec) -> {
            HeldTensor known = cache.get(key);
            if (known == null) {
                throw new IllegalStateException(
                        decoder.first().model().path() + " answered nothing for " + spec.name());
            }
            held.put(spec.name(), known);
        });
        return run(cached, fed, held, sequences, length, length - remembered);
    }

    private void reorder(int[] parents) {
        int[] inputsOfNew = Arrays.stream(parents).map(p -> inputOfRow[p]).toArray();
        boolean regrouped = !Arrays.equals(inputsOfNew, inputOfRow);
        boolean moved = regrouped
                || !Arrays.equals(parents, IntStream.range(0, parents.length).toArray());
        if (!moved) {
            return;
        }
        List<String> names = new ArrayList<>(cache.keySet());
        if (!regrouped) {
            names.removeAll(constant);
        }
        List<HeldTensor> picked = HeldTensor.pick(names.stream().map(cache::get).toList(), parents);
        for (int i = 0; i < picked.size(); i++) {
            replace(names.get(i), picked.get(i));
        }
        inputOfRow = inputsOfNew;
        if (regrouped) {
            closeStates();
            inputs.encoderStates()
                    .ifPresent(all -> statesOfRows =
                            HeldTensor.pick(List.of(all), inputOfRow).get(0));
        }
    }

    private Logits run(
            DecoderGraph graph,
            Map<String, Tensor> fed,
            Map<String, HeldTensor> held,
            long[][] sequences,
            int length,
            int fresh) {
        int rows = inputOfRow.length;
        graph.states().ifPresent(name -> held.put(name, states(name)));
        graph.statesMask().ifPresent(name -> fed.put(name, statesMask()));
        graph.mask().ifPresent(name -> fed.put(name, ones(rows, length)));
        graph.positions().ifPresent(name -> fed.put(name, positions(rows, length, fresh)));
        graph.keptScores()
                .ifPresent(spec ->
                        fed.put(spec.name(), Tensor.of(new long[] {1}, spec.rank() == 0 ? new long[0] : ONE)));
        Tensor tokens = tokens(sequences, length, fresh);
        HeldTensor embedded = null;
        if (graph.tokens().isPresent()) {
            fed.put(graph.tokens().get(), tokens);
        } else {
            String name = graph.embeddings().orElseThrow();
            boolean given =
                    fresh == inputs.promptLength() && inputs.promptEmbeddings().isPresent();
            embedded = given ? null : embed(tokens);
            held.put(name, embedded == null ? inputs.promptEmbeddings().orElseThrow() : embedded);
        }
        List<String> wanted = new ArrayList<>();
        wanted.add(graph.logits());
        if (decoder.next().isPresent()) {
            wanted.addAll(graph.present().values());
        }
        Map<String, HeldTensor> answer;
        try {
            answer = graph.model().hold(fed, held, wanted, cancellation);
        } finally {
            if (embedded != null) {
                embedded.close();
            }
        }
        if (decoder.next().isPresent()) {
            remember(graph, answer);
            remembered = length;
        }
        try (HeldTensor logits = Objects.requireNonNull(answer.get(graph.logits()))) {
            return new Logits(logits.read());
        }
    }

    private void remember(DecoderGraph graph, Map<String, HeldTensor> answer) {
        boolean afterPrompt = remembered > 0;
        Set<String> kept = new java.util.HashSet<>(cache.keySet());
        graph.present().forEach((key, name) -> {
            HeldTensor tensor = Objects.requireNonNull(answer.get(name));
            if (tensor.size() > 0) {
                replace(key, tensor);
                kept.remove(key);
            } else {
                // A merged graph answers nothing for what it took from the encoder: what was known stays.
                tensor.close();
            }
        });
        if (afterPrompt) {
            constant = kept;
        }
    }

    private void replace(String key, HeldTensor tensor) {
        HeldTensor old = cache.put(key, tensor);
        if (old != null) {
            old.close();
        }
    }

    private HeldTensor states(String name) {
        HeldTensor own = statesOfRows;
        return own != null
                ? own
                : inputs.encoderStates()
                        .orElseThrow(() -> new IllegalStateException("The decoder "
                                + decoder.first().model().path() + " attends to " + name + ", which was not given"));
    }

    private Tensor statesMask() {
        Tensor given = inputs.encoderMask().orElse(null);
        if (given == null) {
            return ones(
                    inputOfRow.length,
                    states("encoder_hidden_states").shape().get(1).intValue());
        }
        int width = given.dim(1);
        long[] all = given.toLongArray();
        long[] mask = new long[inputOfRow.length * width];
        for (int row = 0; row < inputOfRow.length; row++) {
            System.arraycopy(all, inputOfRow[row] * width, mask, row * width, width);
        }
        return Tensor.of(mask, inputOfRow.length, width);
    }

    private HeldTensor embed(Tensor tokens) {
        var graph = decoder.embedding().orElseThrow();
        String input = graph.inputs().get(0).name();
        String output = graph.outputs().get(0).name();
        return Objects.requireNonNull(graph.hold(Map.of(input, tokens), Map.of(), List.of(output), cancellation)
                .get(output));
    }

    private static Tensor tokens(long[][] sequences, int length, int fresh) {
        long[] ids = new long[sequences.length * fresh];
        for (int row = 0; row < sequences.length; row++) {
            System.arraycopy(sequences[row], length - fresh, ids, row * fresh, fresh);
        }
        return Tensor.of(ids, sequences.length, fresh);
    }

    private static Tensor positions(int rows, int length, int fresh) {
        return Tensor.of(
                IntStream.range(0, rows * fresh)
                        .mapToLong(i -> length - fresh + i % fresh)
                        .toArray(),
                rows,
                fresh);
    }

    private static Tensor ones(int rows, int length) {
        long[] ones = new long[rows * length];
        Arrays.fill(ones, 1);
        return Tensor.of(ones, rows, length);
    }

    private void closeStates() {
        HeldTensor own = statesOfRows;
        if (own != null) {
            own.close();
            statesOfRows = null;
        }
    }

    @Override
    public void close() {
        cache.values().forEach(HeldTensor::close);
        cache.clear();
        closeStates();
    }
}
