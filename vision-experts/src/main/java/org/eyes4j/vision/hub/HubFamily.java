package org.eyes4j.vision.hub;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eyes4j.config.model.Parameters;

/** The model families that are run from a hub's own files, and how a repository tells which one it is. */
public enum HubFamily {
    CLIP("clip"),
    SIGLIP("siglip", "siglip2"),
    DINOV2("dinov2"),
    OWLVIT("owlvit"),
    OWLV2("owlv2"),
    GROUNDING_DINO("grounding-dino"),
    /** Detection, and panoptic segmentation where the graph gives masks. */
    DETR("detr", "table-transformer"),
    YOLOS("yolos"),
    RT_DETR("rt_detr", "rt_detr_v2", "d_fine"),
    SAM("sam", "slimsam"),
    /** A checkpoint made for videos holds the one for pictures. */
    SAM2("sam2", "sam2_video"),
    CLIPSEG("clipseg"),
    SEGFORMER("segformer"),
    MASKFORMER("maskformer"),
    MASK2FORMER("mask2former"),
    GROUPVIT("groupvit"),
    SEGGPT("seggpt"),
    FLORENCE2("florence2"),
    BLIP("blip"),
    VISION_ENCODER_DECODER("vision-encoder-decoder"),
    DEPTH("depth_anything", "dpt"),
    VITPOSE("vitpose"),
    WHISPER("whisper"),
    /** Decoders that see pictures, in tiles, inside their prompt; SmolVLM's repositories say either. */
    IDEFICS3("idefics3", "smolvlm"),
    /** The same with whole pictures. */
    LLAVA("llava", "moondream1");

    private final List<String> modelTypes;

    HubFamily(String... modelTypes) {
        this.modelTypes = List.of(modelTypes);
    }

    /** As manifests call it, as {@code grounding-dino}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The family of a repository, from the {@code model_type} of its {@code config.json}.
     *
     * @throws HubException if there is no such file or member, or no family for it
     */
    public static HubFamily of(HubFiles files) {
        Parameters config = files.config();
        String type = config.has("model_type") ? config.text("model_type") : "";
        return find(type)
                .orElseThrow(() -> new HubException(files.name() + ": config.json says model_type "
                        + (type.isEmpty() ? "nothing" : "\"" + type + "\"")
                        + ", and no family here reads that; expected one of "
                        + Arrays.stream(values())
                                .flatMap(f -> f.modelTypes.stream())
                                .collect(Collectors.joining(", "))));
    }

    private static Optional<HubFamily> find(String type) {
        return Arrays.stream(values()).filter(f -> f.modelTypes.contains(type)).findFirst();
    }
}
