package org.eyes4j.app.cli;

import java.util.List;
import java.util.Optional;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.quantity.Quantity;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.picture.PictureWriter;
import org.eyes4j.wiring.Eyes4j;

/** What the program brings or fetches: native libraries, models, the way to more models. */
final class PartChecks {
    private static final String NATIVE =
            "this system's library may be missing from the build: build here with Maven (delete src/app/target), and look at the log";

    private PartChecks() {}

    static Check onnxRuntime(Eyes4j eyes4j) {
        try {
            return Check.good("ONNX Runtime", "version " + eyes4j.engine().nativeVersion() + ", native library loads");
        } catch (RuntimeException | LinkageError e) {
            return Check.bad("ONNX Runtime", "its native library does not load: " + e, NATIVE);
        }
    }

    static Check openCv() {
        try {
            PictureWriter.webp(new Raster(1, 1, 3, new byte[3]), 80);
            return Check.good("OpenCV", "native library loads");
        } catch (RuntimeException | LinkageError e) {
            return Check.bad("OpenCV", "its native library does not load: " + e, NATIVE);
        }
    }

    static Check models(Eyes4j eyes4j) {
        List<ModelManifest> defaults = eyes4j.catalogue().all().stream()
                .filter(ModelManifest::preferred)
                .toList();
        List<ModelManifest> missing = defaults.stream()
                .filter(m -> eyes4j.store().installed(m).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return Check.good("Models", "all " + defaults.size() + " default models are installed");
        }
        long bytes = missing.stream().mapToLong(ModelManifest::downloadBytes).sum();
        List<String> names = missing.stream().map(ModelManifest::name).toList();
        return Check.notice(
                "Models",
                missing.size() + " of " + defaults.size() + " default models are not installed: "
                        + String.join(", ", names),
                "nothing, they are fetched when first needed; or now, " + Quantity.human(bytes)
                        + ": eyes4j models pull " + String.join(" ", names));
    }

    static Check network(Eyes4j eyes4j) {
        if (eyes4j.settings().offline()) {
            return Check.notice(
                    "Network", "offline mode is on", "unset EYES4J_OFFLINE (and give no --offline) to fetch models");
        }
        Optional<String> fault = eyes4j.npmFault();
        return fault.map(f -> Check.notice(
                        "Network",
                        "npm's registry, where most models come from: " + f,
                        "install npm, or export NPM_CONFIG_REGISTRY=ADDRESS; installed models work without"))
                .orElseGet(() -> Check.good("Network", "npm is set up and its registry answers"));
    }
}
