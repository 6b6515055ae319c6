package org.eyes4j.vision.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.grid.GridDetector;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxException;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.OnnxSettings;

/** Single graphs of this machine that are exports of one-pass detectors, which come without any other file. */
final class GridIntake {
    private GridIntake() {}

    /** The graph that a source names by itself: an .onnx file, or a folder with nothing else that says what it is. */
    static Optional<Path> graph(String source) {
        String text = source.strip();
        Path path = Path.of(text.startsWith("file:") ? text.substring(5) : text);
        if (Files.isRegularFile(path) && path.toString().endsWith(".onnx")) {
            return Optional.of(path.toAbsolutePath().normalize());
        }
        if (!Files.isDirectory(path) || Files.exists(path.resolve("config.json"))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> graphs =
                    files.filter(f -> f.toString().endsWith(".onnx")).toList();
            return graphs.size() == 1
                    ? Optional.of(graphs.get(0).toAbsolutePath().normalize())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The manifest of such a graph.
     *
     * @param name of the model
     * @throws HubException if it is no model, no such export, or names no classes
     */
    static String yaml(Path graph, String name, List<String> notes) throws IOException {
        try (OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults())) {
            OnnxModel model = engine.model(graph);
            GridDetector detector =
                    GridDetector.of(graph.toString(), model, engine.pool(), new Parameters(name, Map.of()), List.of());
            List<String> capabilities = new ArrayList<>(List.of("detect"));
            if (detector.hasMasks()) {
                capabilities.add("segment");
            }
            if (detector.hasKeypoints()) {
                capabilities.add("estimate_pose");
            }
            String stated = model.metadata().getOrDefault("license", "");
            ManifestWriter writer = new ManifestWriter();
            String title = model.metadata().getOrDefault("description", graph.toString());
            writer.head(name, title.isBlank() ? graph.toString() : title, capabilities, GridDetector.FAMILY, "local");
            writer.licence(spdx(stated), stated.isEmpty() ? "nowhere that was looked at" : "its metadata: " + stated);
            writer.file(String.valueOf(graph.getFileName()), graph, "file:" + graph);
            notes.add(
                    stated.isEmpty()
                            ? "No licence is stated in its metadata. Most YOLO weights are under the AGPL-3.0 or a licence that"
                                    + " is bought: know yours before you use it"
                            : "Its metadata state the licence \"" + stated + "\": heed it before you use it");
            return writer.text();
        } catch (OnnxException e) {
            throw new HubException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String spdx(String stated) {
        String text = stated.toUpperCase(Locale.ROOT);
        return text.contains("AGPL-3.0") ? "AGPL-3.0" : "LicenseRef-unknown";
    }
}
