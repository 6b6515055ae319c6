package org.eyes4j.vision.tfjs;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The part of a graph to import: everything between {@code inputs} and {@code outputs}. An empty list means the model's own signature.
 *
 * @param inputs tensors to feed; nodes before them are left out
 * @param outputs tensors to read
 */
public record TfjsCut(List<TfjsInput> inputs, List<TfjsOutput> outputs) {
    /** The whole model, as its signature declares it. */
    public static final TfjsCut WHOLE = new TfjsCut(List.of(), List.of());

    public TfjsCut {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        Set<String> names = new HashSet<>();
        Stream.concat(inputs.stream().map(TfjsInput::name), outputs.stream().map(TfjsOutput::name))
                .filter(name -> !names.add(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "The name '" + name + "' is given to more than one input or output");
                });
    }
}
