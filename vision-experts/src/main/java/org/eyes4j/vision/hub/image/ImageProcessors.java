package org.eyes4j.vision.hub.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;

/**
 * Reads how a repository's model wants its pictures. The class that {@code preprocessor_config.json} names decides only rules
 * and defaults, which are kept in {@code processors.json}; what the file itself says wins. Older files, with
 * {@code feature_extractor_type}, sizes as single numbers and members left out, are read as the reference reads them.
 */
public final class ImageProcessors {
    private ImageProcessors() {}

    /**
     * The processor of a repository.
     *
     * @throws HubException if its settings are missing, of an unknown processor or impossible
     */
    public static ImageProcessor read(HubFiles files) {
        return reader(files).read();
    }

    static ProcessorReader reader(HubFiles files) {
        String model = files.json("config.json").map(ImageProcessors::modelType).orElse("");
        ProcessorReader reader = reader(files.name() + "/preprocessor_config.json", files.preprocessor(), model);
        return files.isApproximate() ? reader.approximately() : reader;
    }

    /** Of a model of two, that of the one which sees. */
    private static String modelType(Parameters config) {
        return config.values().get("encoder") instanceof Map<?, ?>
                ? text(config.nested("encoder"), "model_type")
                : text(config, "model_type");
    }

    /**
     * The processor of settings that are read already.
     *
     * @param owner told in messages
     * @param modelType of {@code config.json}, asked where the settings name no class; empty for none
     * @throws HubException if the settings are of an unknown processor or impossible
     */
    public static ImageProcessor read(String owner, Parameters settings, String modelType) {
        return reader(owner, settings, modelType).read();
    }

    static ProcessorReader reader(String owner, Parameters settings, String modelType) {
        Parameters table = new Parameters("processors.json", table());
        String type = type(owner, settings, modelType, table);
        Parameters defaults = new Parameters("processors.json: " + type, defaults(table, type));
        Map<String, Object> merged = new LinkedHashMap<>(defaults.values());
        merged.putAll(inTodaysWords(settings));
        String name = owner + " (" + type + ")";
        return new ProcessorReader(name, defaults, new Parameters(name, merged), false);
    }

    private static Map<String, Object> table() {
        try (InputStream in = Objects.requireNonNull(ImageProcessors.class.getResourceAsStream("processors.json"))) {
            Map<String, Object> table = new LinkedHashMap<>();
            new ObjectMapper().readValue(in, Map.class).forEach((k, v) -> table.put(String.valueOf(k), v));
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Parameters from, String key) {
        return from.values().get(key) instanceof String text ? text : "";
    }

    /** The class as the table writes it: {@code DETRFeatureExtractor} and {@code DetrImageProcessorFast} are one. */
    private static String type(String owner, Parameters settings, String modelType, Parameters table) {
        String named = text(settings, "image_processor_type");
        named = named.isEmpty() ? text(settings, "feature_extractor_type") : named;
        Parameters byModel = table.nested("model_types");
        String wanted = named.isEmpty() ? text(byModel, modelType) : named;
        String plain = wanted.replaceFirst("(Fast|Pil)$", "").replaceFirst("FeatureExtractor$", "ImageProcessor");
        Map<String, Object> known = table.nested("processors").values();
        return known.keySet().stream()
                .filter(plain::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new HubException(owner + ": "
                        + (wanted.isEmpty()
                                ? "it names no image_processor_type, and model_type \"" + modelType + "\" tells none"
                                : "nothing here processes pictures as " + wanted + " does")
                        + "; expected one of " + String.join(", ", known.keySet())));
    }

    private static Map<String, Object> defaults(Parameters table, String type) {
        Parameters processors = table.nested("processors");
        Parameters own = processors.nested(type);
        Map<String, Object> merged = new LinkedHashMap<>();
        if (own.has("as")) {
            merged.putAll(processors.nested(own.text("as")).values());
        }
        merged.putAll(own.values());
        merged.putAll(table.nested("normals")
                .nested(String.valueOf(merged.get("normal")))
                .values());
        return merged;
    }

    /** Two members have had other names; what is null is left to the class. */
    private static Map<String, Object> inTodaysWords(Parameters settings) {
        Map<String, Object> words = new LinkedHashMap<>(settings.values());
        words.values().removeIf(Objects::isNull);
        if (words.get("pad_and_return_pixel_mask") instanceof Boolean pad) {
            words.putIfAbsent("do_pad", pad);
        }
        if (words.get("rescale") instanceof Boolean rescale) {
            words.put("do_rescale", rescale);
        }
        return words;
    }
}
