package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.picture.PictureLimits;
import org.eyes4j.vision.picture.PictureReader;

/** One recorded case: a folder with a {@code case.json}, its tensors, and the model beside it. */
record ParityCase(Path folder, JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every case under a folder, in order. */
    static List<ParityCase> under(Path root) {
        try (Stream<Path> files = Files.walk(root, 6)) {
            return files.filter(file -> file.endsWith("case.json"))
                    .sorted()
                    .map(file -> new ParityCase(file.getParent(), read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the case calls itself, for messages only. */
    String title() {
        return json.path("family").asText() + "/" + json.path("case").asText() + " in " + folder.getParent();
    }

    /** The family as the model's files tell it; empty for cases without a model. */
    Optional<HubFamily> family() {
        return model().map(HubFamily::of);
    }

    /** What a case without a model is about, as {@code preprocess}. */
    String subject() {
        return json.path("family").asText();
    }

    /** The model's files, in the hub's layout. */
    Optional<HubFiles> model() {
        Path model = UnpackedModel.of(folder.resolveSibling(json.path("model").asText("none")));
        return Files.isRegularFile(model.resolve("config.json")) ? Optional.of(HubFiles.in(model)) : Optional.empty();
    }

    /** The family's own record, {@code family.json}. */
    JsonNode record() {
        return read(folder.resolveSibling("family.json"));
    }

    JsonNode input(String name) {
        return json.path("inputs").path(name);
    }

    JsonNode expected(String name) {
        return json.path("expected").path(name);
    }

    boolean has(String tensor) {
        return json.path("tensors").has(tensor);
    }

    List<String> tensors() {
        List<String> names = new ArrayList<>();
        json.path("tensors").fieldNames().forEachRemaining(names::add);
        return names;
    }

    Tensor tensor(String name) {
        JsonNode entry = json.path("tensors").path(name);
        if (entry.isMissingNode()) {
            throw new IllegalStateException(title() + " holds no tensor " + name + ", only " + tensors());
        }
        return Npy.read(folder.resolve(entry.path("file").asText()));
    }

    /** The largest difference allowed; 0 for a tensor that must be equal. */
    double tolerance(String tensor) {
        JsonNode stated = json.path("tensors").path(tensor).path("tolerance");
        return stated.path("abs").asDouble(0);
    }

    /**
     * A picture, read as the product reads it: EXIF orientation applied, alpha kept (the processor drops it). For a JPEG its
     * recorded pixels, because decoders differ.
     */
    Raster picture(String input) {
        JsonNode decoded = input(input + "_decoded");
        return pictureAt((decoded.isTextual() ? decoded : input(input)).asText());
    }

    Raster pictureAt(String path) {
        return new PictureReader(PictureLimits.defaults())
                .read(folder.resolve(path).normalize())
                .raster();
    }
}
