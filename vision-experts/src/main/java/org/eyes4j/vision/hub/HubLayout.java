package org.eyes4j.vision.hub;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which files a family runs on, and what it serves.
 *
 * @param capabilities names of tools
 * @param graphs sets of graphs that do; the first whose graphs are all there is taken
 * @param extras graphs that are taken along where they are there
 */
public record HubLayout(List<String> capabilities, List<List<String>> graphs, List<String> extras) {
    /** Settings files that are taken along where they are there; {@code config.json} always is. */
    public static final List<String> SETTINGS = List.of(
            "config.json",
            "preprocessor_config.json",
            "processor_config.json",
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "chat_template.json",
            "chat_template.jinja");

    /** What older repositories have in the place of {@code tokenizer.json}; taken along only where that is missing. */
    public static final List<String> OLDER_TOKENIZER = List.of("vocab.json", "merges.txt", "added_tokens.json");

    public HubLayout {
        capabilities = List.copyOf(capabilities);
        graphs = List.copyOf(graphs);
        extras = List.copyOf(extras);
    }

    private static final List<String> DECODER_MERGED = List.of("encoder_model", "decoder_model_merged");
    private static final List<String> DECODER_SPLIT =
            List.of("encoder_model", "decoder_model", "decoder_with_past_model");
    private static final List<String> DECODER_PLAIN = List.of("encoder_model", "decoder_model");

    /** The layout of a family. */
    public static HubLayout of(HubFamily family) {
        return switch (family) {
            case CLIP, SIGLIP ->
                new HubLayout(
                        List.of("classify", "match", "search_images", "segment_scene"),
                        List.of(List.of("model"), List.of("text_model", "vision_model")),
                        List.of("text_model", "vision_model"));
            case DINOV2 -> one("embed_image");
            case OWLVIT, OWLV2 ->
                new HubLayout(
                        List.of("detect", "ground_phrase", "find_similar"),
                        List.of(List.of("model")),
                        List.of("image_query_encoder", "image_guided_detector"));
            case GROUNDING_DINO -> one("detect", "ground_phrase");
            case DETR -> one("detect", "segment_scene");
            case YOLOS, RT_DETR -> one("detect");
            case SAM, SAM2 ->
                new HubLayout(
                        List.of("segment", "segment_everything", "find_similar"),
                        List.of(List.of("vision_encoder", "prompt_encoder_mask_decoder")),
                        List.of("prompt_encoder_mask_decoder_boxes", "prompt_encoder_mask_decoder_points_boxes"));
            case CLIPSEG -> new HubLayout(List.of("segment"), List.of(List.of("model")), List.of("model_image_prompt"));
            case SEGFORMER, MASKFORMER, MASK2FORMER, GROUPVIT -> one("segment_scene");
            case SEGGPT ->
                new HubLayout(
                        List.of("segment_like"),
                        List.of(List.of("model"), List.of("model_feature_ensemble")),
                        List.of("model_feature_ensemble"));
            case FLORENCE2 ->
                new HubLayout(
                        List.of("caption", "caption_regions", "ground_phrase", "read_text", "detect", "segment"),
                        with(List.of("vision_encoder", "embed_tokens"), DECODER_MERGED, DECODER_SPLIT, DECODER_PLAIN),
                        List.of());
            case BLIP ->
                new HubLayout(
                        List.of("caption", "caption_regions", "answer"),
                        List.of(List.of("vision_encoder", "text_decoder"), List.of("vision_model", "text_decoder")),
                        List.of("text_encoder"));
            case VISION_ENCODER_DECODER ->
                new HubLayout(
                        List.of("caption", "caption_regions"),
                        List.of(DECODER_MERGED, DECODER_SPLIT, DECODER_PLAIN),
                        List.of());
            case WHISPER ->
                new HubLayout(List.of("transcribe"), List.of(DECODER_MERGED, DECODER_SPLIT, DECODER_PLAIN), List.of());
            case IDEFICS3, LLAVA ->
                new HubLayout(
                        List.of("caption", "caption_regions", "answer"),
                        with(
                                List.of("vision_encoder", "embed_tokens"),
                                List.of("decoder_model_merged"),
                                List.of("decoder_model", "decoder_with_past_model"),
                                List.of("decoder_model")),
                        List.of());
            case DEPTH -> one("estimate_depth");
            case VITPOSE -> one("estimate_pose");
        };
    }

    private static HubLayout one(String... capabilities) {
        return new HubLayout(List.of(capabilities), List.of(List.of("model")), List.of());
    }

    @SafeVarargs
    private static List<List<String>> with(List<String> always, List<String>... choices) {
        List<List<String>> sets = new ArrayList<>();
        for (List<String> choice : choices) {
            List<String> set = new ArrayList<>(always);
            set.addAll(choice);
            sets.add(set);
        }
        return sets;
    }

    /** What it serves with these graphs: a BLIP that reads questions was trained to answer them, and captions nothing. */
    public List<String> capabilities(Set<String> chosen) {
        if (!capabilities.contains("answer") || !extras.contains("text_encoder")) {
            return capabilities;
        }
        boolean answers = chosen.contains("text_encoder");
        return capabilities.stream().filter(c -> c.equals("answer") == answers).toList();
    }

    /**
     * The graphs to take from a repository.
     *
     * @param has whether a graph of a name is there
     * @throws HubException telling what would do and what is there
     */
    public Set<String> choose(String repository, HubFamily family, Predicate<String> has) {
        for (List<String> set : graphs) {
            if (set.stream().allMatch(has)) {
                Set<String> chosen = new LinkedHashSet<>(set);
                extras.stream().filter(has).forEach(chosen::add);
                return chosen;
            }
        }
        List<String> choices = graphs.stream()
                .map(set -> String.join(
                        " + ", set.stream().map(g -> "onnx/" + g + ".onnx").toList()))
                .toList();
        throw new HubException(repository + " is of the family " + family.id() + ", which runs on "
                + String.join(", or on ", choices) + "; it has none of these together"
                + ". An export in the layout of transformers.js or Optimum is needed");
    }
}
