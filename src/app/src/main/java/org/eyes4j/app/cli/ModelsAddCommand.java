package org.eyes4j.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eyes4j.config.model.ModelFile;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.quantity.Quantity;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.intake.ModelIntake;
import org.eyes4j.vision.intake.SmokeTest;
import org.eyes4j.vision.store.ModelStoreException;
import org.eyes4j.wiring.Eyes4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models add SOURCE}: a manifest of one's own, or one written for a repository. */
@Command(
        name = "add",
        description = {
            "Makes a model known, fetches it and runs it once.",
            "SOURCE is a hub's repository (OWNER/NAME, or hub:OWNER/NAME@REVISION), a folder or an address laid out as one"
                    + " (config.json, preprocessor_config.json, tokenizer.json, onnx/*.onnx), or a manifest (*.yaml)."
        })
final class ModelsAddCommand extends EyesCommand {
    @Parameters(paramLabel = "SOURCE", description = "Where the model is.")
    private String source = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What to call it. Default: as the source is called.")
    private String name = "";

    @Option(
            names = "--variant",
            paramLabel = "VARIANT",
            description = "Which graphs, as quantized, fp16, int8. Default: the plain ones.")
    private String variant = "";

    @Option(names = "--no-pull", description = "Only keeps the manifest; nothing is fetched or run.")
    private boolean noPull;

    ModelsAddCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Eyes4j eyes4j, Terminal terminal) {
        try {
            if (source.matches(".*\\.ya?ml") && Files.isRegularFile(Path.of(source))) {
                take(eyes4j, terminal, eyes4j.manifests().add(Path.of(source)), List.of());
                return ExitCode.DONE;
            }
            return recognise(eyes4j, terminal);
        } catch (HubException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        } catch (ModelStoreException e) {
            throw new CommandFailure(ExitCode.of(e.kind()), String.valueOf(e.getMessage()));
        } catch (FaultyDocumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, source + " could not be added: " + e.getMessage());
        }
    }

    private int recognise(Eyes4j eyes4j, Terminal terminal) throws IOException {
        ModelIntake.Draft draft = eyes4j.intake().draft(source, name, variant);
        List<String> able = take(eyes4j, terminal, keep(eyes4j, draft.yaml()), draft.notes());
        if (!noPull && !able.equals(draft.manifest().capabilities())) {
            keep(eyes4j, draft.serving(able).yaml());
            terminal.out().println("  kept for " + String.join(", ", able) + " only");
        }
        return ExitCode.DONE;
    }

    private static ModelManifest keep(Eyes4j eyes4j, String yaml) throws IOException {
        Path file = Files.createTempFile("eyes4j-manifest", ".yaml");
        try {
            Files.writeString(file, yaml);
            return eyes4j.manifests().add(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Fetches and tries a model that is known now; what it can do. One that can do nothing is not kept. */
    private List<String> take(Eyes4j eyes4j, Terminal terminal, ModelManifest manifest, List<String> notes)
            throws IOException {
        tell(manifest, notes, terminal);
        if (noPull) {
            terminal.out().println("Known now; `eyes4j models pull " + manifest.name() + "` fetches it");
            return manifest.capabilities();
        }
        List<String> able = List.of();
        try (ProgressLine progress = new ProgressLine(terminal)) {
            eyes4j.store().pull(manifest, new PullTeller(progress), new Cancellation());
            List<SmokeTest.Line> lines = eyes4j.smokeTest().run(manifest);
            lines.forEach(line -> terminal.out()
                    .println("  " + line.capability() + ": " + (line.good() ? "" : "FAILED: ") + line.outcome()));
            able = lines.stream()
                    .filter(SmokeTest.Line::good)
                    .map(SmokeTest.Line::capability)
                    .toList();
        } finally {
            if (able.isEmpty()) {
                eyes4j.manifests().remove(manifest.name());
            }
        }
        if (able.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    manifest.name() + " does not run, so it was not kept; its files stay until `eyes4j models rm "
                            + manifest.name() + "`");
        }
        terminal.out().println(manifest.name() + " is installed");
        return able;
    }

    private void tell(ModelManifest manifest, List<String> notes, Terminal terminal) {
        terminal.out()
                .println(manifest.name() + ": " + manifest.title() + ", family " + manifest.family() + ", for "
                        + String.join(", ", manifest.capabilities()));
        terminal.out().println("  licence " + manifest.licence());
        // What is fetched is listed where it is.
        for (ModelFile file : noPull ? manifest.files().values() : List.<ModelFile>of()) {
            long size = file.parts().stream().mapToLong(p -> p.size()).sum();
            terminal.out().println("  " + file.path() + (size > 0 ? ", " + Quantity.human(size) : ""));
        }
        notes.forEach(note -> terminal.out().println("  note: " + note));
    }
}
