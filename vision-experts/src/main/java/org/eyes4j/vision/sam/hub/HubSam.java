package org.eyes4j.vision.sam.hub;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.image.ImageProcessor;
import org.eyes4j.vision.hub.image.ImageProcessors;
import org.eyes4j.vision.hub.image.Placement;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorSpec;

/**
 * SAM or SAM 2 from a repository: {@code vision_encoder} and one or more {@code prompt_encoder_mask_decoder*}. What the encoder
 * gives is fed to the decoder's inputs of the same names; which prompts a decoder takes is read from its inputs. Source: Kirillov
 * et al., "Segment Anything" (2023), Ravi et al., "SAM 2" (2024). Thread-safe.
 */
public final class HubSam {
    private static final String ENCODER = "vision_encoder";
    private static final String DECODER = "prompt_encoder_mask_decoder";
    private static final String PIXELS = "pixel_values";
    private static final Set<String> PROMPTS = Set.of(SamPrompts.POINTS, SamPrompts.LABELS, SamPrompts.BOXES);

    private final String name;
    private final HubFamily family;
    private final ImageProcessor processor;
    private final OnnxModel encoder;
    private final List<OnnxModel> decoders;

    private HubSam(
            String name, HubFamily family, ImageProcessor processor, OnnxModel encoder, List<OnnxModel> decoders) {
        this.name = name;
        this.family = family;
        this.processor = processor;
        this.encoder = encoder;
        this.decoders = decoders;
    }

    /**
     * The model of a repository. Nothing is loaded yet.
     *
     * @throws HubException if it is of another family, or a file is missing
     */
    public static HubSam of(HubFiles files, OnnxEngine engine) {
        HubFamily family = HubFamily.of(files);
        if (family != HubFamily.SAM && family != HubFamily.SAM2) {
            throw new HubException(
                    files.name() + ": expected model_type sam or sam2 in config.json, found " + family.id());
        }
        Set<String> names = files.paths().stream()
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .filter(file -> file.startsWith(DECODER + "_") && file.endsWith(".onnx"))
                .map(file -> file.substring(0, file.length() - ".onnx".length()))
                .filter(stem -> stem.contains("boxes") || stem.contains("points"))
                .map(stem -> stem.replaceFirst("_(quantized|int8|uint8|fp16|q4|q4f16|bnb4)$", ""))
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        List<OnnxModel> decoders = new java.util.ArrayList<>();
        decoders.add(engine.model(files.graph(DECODER)));
        names.forEach(more -> decoders.add(engine.model(files.graph(more))));
        return new HubSam(
                files.name(),
                family,
                ImageProcessors.read(files),
                engine.model(files.graph(ENCODER)),
                List.copyOf(decoders));
    }

    /** The encoder's input. */
    public Prepared prepare(Raster picture) {
        return processor.prepare(picture);
    }

    /**
     * The features of a picture by their names in the graphs.
     *
     * @param pixelValues {@code [1, 3, height, width]}
     */
    public Map<String, Tensor> encode(Tensor pixelValues, Cancellation cancellation) {
        List<String> inputs = encoder.inputs().stream().map(TensorSpec::name).toList();
        if (!inputs.equals(List.of(PIXELS))) {
            throw new HubException(name + ": expected the one input " + PIXELS + " in "
                    + encoder.path().getFileName() + ", found " + inputs);
        }
        return encoder.run(Map.of(PIXELS, pixelValues), List.of(), cancellation)
                .requireFinite()
                .asMap();
    }

    /**
     * Prompts as tensors.
     *
     * @param objects all with a box or all without, and all with a point or all without
     */
    public Map<String, Tensor> prompts(List<SamObject> objects, Placement placement) {
        return new SamPrompts(family == HubFamily.SAM2).tensors(objects, placement);
    }

    /** Whether a decoder takes boxes. */
    public boolean takesBoxes() {
        return decoders.stream().anyMatch(decoder -> takes(decoder).contains(SamPrompts.BOXES));
    }

    /** Whether a decoder takes boxes together with points. */
    public boolean takesBoxesWithPoints() {
        return decoders.stream().anyMatch(decoder -> takes(decoder).containsAll(PROMPTS));
    }

    /**
     * All masks that the decoder has for each object.
     *
     * @param features from {@link #encode}
     * @param prompts from {@link #prompts}
     * @throws HubException if no decoder takes such prompts
     */
    public Decoded decode(Map<String, Tensor> features, Map<String, Tensor> prompts, Cancellation cancellation) {
        OnnxModel decoder = decoder(prompts.keySet());
        int objects = prompts.values().iterator().next().dim(1);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (TensorSpec input : decoder.inputs()) {
            Tensor tensor = prompts.containsKey(input.name()) ? prompts.get(input.name()) : features.get(input.name());
            if (tensor == null && PROMPTS.contains(input.name())) {
                tensor = SamPrompts.none(input.name(), objects);
            }
            if (tensor == null) {
                throw new HubException(name + ": expected inputs of "
                        + decoder.path().getFileName()
                        + " among the prompts " + PROMPTS.stream().sorted().toList() + " and the outputs of "
                        + encoder.path().getFileName() + " " + features.keySet() + ", found " + input);
            }
            inputs.put(input.name(), tensor);
        }
        return Decoded.of(
                name,
                decoder.run(inputs, List.of(), cancellation).requireFinite().asMap());
    }

    /** How coarse masks become masks of the picture. */
    public SamMasks masks(Prepared prepared) {
        return masks(
                prepared.placement(0),
                prepared.pixelValues().dim(3),
                prepared.pixelValues().dim(2));
    }

    /** The same for an encoder's input of this size. */
    public SamMasks masks(Placement placement, int inputWidth, int inputHeight) {
        return new SamMasks(placement, inputWidth, inputHeight, family == HubFamily.SAM);
    }

    /** The features that show the picture cell by cell: the one there is, or the coarsest of several. */
    public Tensor embedding(Map<String, Tensor> features) {
        return features.entrySet().stream()
                .filter(e -> e.getKey().startsWith("image_embeddings")
                        && e.getValue().shape().size() == 4)
                .min(java.util.Comparator.comparingInt(e -> e.getValue().dim(3)))
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new HubException(name + ": expected an output image_embeddings of "
                        + encoder.path().getFileName() + ", found " + features.keySet()));
    }

    private OnnxModel decoder(Set<String> prompts) {
        Optional<OnnxModel> exact = decoders.stream()
                .filter(decoder -> takes(decoder).equals(prompts))
                .findFirst();
        return exact.or(() -> decoders.stream()
                        .filter(decoder -> takes(decoder).containsAll(prompts))
                        .findFirst())
                .orElseThrow(() -> new HubException(name + ": expected a decoder that takes "
                        + prompts.stream().sorted().toList() + ", found "
                        + decoders.stream()
                                .map(decoder -> decoder.path().getFileName() + " "
                                        + takes(decoder).stream().sorted().toList())
                                .collect(Collectors.joining(", "))));
    }

    private static Set<String> takes(OnnxModel decoder) {
        return decoder.inputs().stream()
                .map(TensorSpec::name)
                .filter(PROMPTS::contains)
                .collect(Collectors.toSet());
    }
}
