package org.eyes4j.vision.expert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eyes4j.config.model.Hints;
import org.eyes4j.config.model.Licence;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelFile;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.config.model.SourceFile;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.parity.UnpackedModel;
import org.eyes4j.vision.picture.PictureLimits;
import org.eyes4j.vision.picture.PictureReader;

/** The tiny models that the parity cases bring, as installed models that experts open. Their answers mean nothing. */
public final class KeptModels {
    private static final OnnxEngine ENGINE = new OnnxEngine(OnnxSettings.defaults());

    private KeptModels() {}

    /** The folder of a family's cases, as {@code owlvit}. */
    public static Path family(String folder) {
        try {
            return Path.of(Objects.requireNonNull(KeptModels.class.getResource("/parity/" + folder), folder)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The files of its model, or of the one that is named, as {@code blip/model_vqa}. */
    public static HubFiles files(String folder) {
        Path own = family(folder);
        return HubFiles.in(UnpackedModel.of(Files.isDirectory(own.resolve("onnx")) ? own : own.resolve("model")));
    }

    /** Models with one model each of these families, each named as its folder and serving all of some capabilities. */
    public static Models serving(List<String> capabilities, String... folders) {
        Map<ModelManifest, HubFiles> models = new LinkedHashMap<>();
        for (String folder : folders) {
            HubFiles files = files(folder);
            models.put(manifest(folder, capabilities, files), files);
        }
        return new Models(new ModelCatalogue(models.keySet()), new InPlace(models), ENGINE);
    }

    public static OnnxEngine engine() {
        return ENGINE;
    }

    /** One of its pictures. */
    public static Value.Image picture(String folder, String file) {
        Raster raster = new PictureReader(PictureLimits.defaults())
                .read(family(folder).resolve("images").resolve(file))
                .raster();
        return Value.Image.of(file, raster);
    }

    public static JsonNode recorded(String folder, String name) {
        try {
            return new ObjectMapper()
                    .readTree(family(folder).resolve(name).resolve("case.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A model of files that are no repository of a hub. */
    public static Models serving(List<String> capabilities, String name, String family, Path folder) {
        HubFiles files = HubFiles.in(folder);
        ModelManifest manifest = manifest(name, family, capabilities, files);
        return new Models(new ModelCatalogue(List.of(manifest)), new InPlace(Map.of(manifest, files)), ENGINE);
    }

    private static ModelManifest manifest(String name, List<String> capabilities, HubFiles files) {
        return manifest(name, HubFamily.of(files).id(), capabilities, files);
    }

    private static ModelManifest manifest(String name, String family, List<String> capabilities, HubFiles files) {
        Map<String, ModelFile> byRole = new LinkedHashMap<>();
        for (String path : files.paths()) {
            SourceFile source = new SourceFile(path, 0, Optional.empty(), List.of("folder:" + path));
            byRole.put(path, new ModelFile(path, List.of(source), Optional.empty()));
        }
        return new ModelManifest(
                name,
                "A tiny model with random weights",
                capabilities,
                family,
                "1",
                false,
                List.of(),
                new Licence("Apache-2.0", "made for tests", ""),
                new Hints(Hints.Quality.FAIR, Hints.Speed.FAIR, 0),
                byRole,
                new Parameters(name + ": preprocess", Map.of()),
                new Parameters(name + ": postprocess", Map.of()),
                List.of());
    }

    private record InPlace(Map<ModelManifest, HubFiles> models) implements ModelProvider {
        @Override
        public Files ensure(ModelManifest manifest, ToolContext context) {
            return role -> Objects.requireNonNull(models.get(manifest)).need(role);
        }

        @Override
        public boolean isInstalled(ModelManifest manifest) {
            return true;
        }
    }
}
