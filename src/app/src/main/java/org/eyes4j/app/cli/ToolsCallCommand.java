package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.app.output.Json;
import org.eyes4j.app.output.OutFolder;
import org.eyes4j.app.output.OutputException;
import org.eyes4j.app.output.PictureFiles;
import org.eyes4j.app.output.Printable;
import org.eyes4j.app.output.StoredFile;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.eyes4j.wiring.Eyes4j;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eyes4j tools call NAME --arg name=value…}: one tool, without a plan. */
@Command(
        name = "call",
        description = {
            "Calls a tool. How its arguments are written:",
            "  an image           --arg image=photo.png",
            "  a text, a number   --arg \"label=a cup\" --arg threshold=0.5",
            "  a list of texts    --arg labels=cat,cup, or --arg labels=... once for each;",
            "                     as JSON where a text has a comma in it: --arg 'labels=[\"red, round\"]'",
            "  anything else      JSON, or @FILE with JSON in it: --arg items=@found.json",
            "'eyes4j tools describe NAME' says what a tool takes."
        })
final class ToolsCallCommand extends EyesCommand {
    @Parameters(paramLabel = "NAME", description = "The tool.")
    private String name = "";

    @Option(names = "--arg", paramLabel = "NAME=VALUE", description = "An argument; give --arg once for each.")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--model", paramLabel = "NAME", description = "The model to use where the tool has several.")
    private @Nullable String model;

    @Option(names = "--out", paramLabel = "DIR", description = "Where pictures that the tool gives are written.")
    private @Nullable Path out;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    ToolsCallCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Eyes4j eyes4j, Terminal terminal) {
        ToolSpecification tool = ToolsCommand.find(eyes4j.tools(), name);
        String wished = model;
        if (wished != null) {
            eyes4j.catalogue().find(wished);
        }
        Map<String, Value> values = new ArgumentReader(tool, eyes4j::readPicture, eyes4j::readSound).read(arguments);
        List<String> warnings = new ArrayList<>(eyes4j.pictureNotes());
        Path folder = out;
        try (OutFolder files = folder == null ? null : OutFolder.open(folder, "--out")) {
            ToolResult result;
            try (ProgressLine progress = new ProgressLine(terminal)) {
                ToolContext context = new ToolContext(
                        new Cancellation(),
                        progress,
                        warnings::add,
                        Optional.ofNullable(wished),
                        Optional.ofNullable(files).map(OutFolder::path));
                result = eyes4j.tools().call(new ToolCall(name, values), context);
            }
            if (result instanceof ToolResult.Failure failure) {
                throw CommandFailure.of(failure);
            }
            ToolResult.Success success = (ToolResult.Success) result;
            if (wished != null && !success.model().equals(wished)) {
                warnings.add("'" + wished + "' was not used: it does not serve " + name);
            }
            success.warnings().stream().filter(w -> !warnings.contains(w)).forEach(warnings::add);
            List<StoredFile> written = files == null ? List.of() : write(files, success.value());
            tell(terminal, success, warnings, written);
            return ExitCode.DONE;
        } catch (OutputException e) {
            throw CommandFailure.of(e);
        }
    }

    private List<StoredFile> write(OutFolder folder, Value value) throws OutputException {
        List<StoredFile> written = new PictureFiles(folder).add(name, value);
        folder.add("value.json", Json.bytes(ValueJson.toJson(value)));
        folder.write();
        List<StoredFile> all = new ArrayList<>(written);
        all.add(new StoredFile("value", "json", folder.resolve("value.json")));
        return all;
    }

    private void tell(Terminal terminal, ToolResult.Success result, List<String> warnings, List<StoredFile> files) {
        if (json) {
            ObjectNode root = JsonNodeFactory.instance.objectNode().put("tool", name);
            if (!result.model().isEmpty()) {
                root.put("model", result.model());
            }
            root.put("kind", result.value().kind().toString());
            root.set("value", ValueJson.toJson(result.value()));
            ArrayNode artifacts = root.putArray("artifacts");
            files.forEach(f -> artifacts
                    .addObject()
                    .put("id", f.id())
                    .put("kind", f.kind())
                    .put("path", f.path().toString()));
            ArrayNode array = root.putArray("warnings");
            warnings.forEach(array::add);
            terminal.out().println(Json.text(root));
            return;
        }
        terminal.out()
                .println(
                        result.value() instanceof Value.Text text
                                ? Printable.of(text.text())
                                : Json.text(ValueJson.toJson(result.value())));
        warnings.forEach(w -> terminal.tell("note: " + w));
        files.forEach(f -> terminal.tell("wrote " + f.path()));
    }
}
