package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eyes4j.app.output.Json;
import org.eyes4j.app.wiring.Eyes4j;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSchemas;
import org.eyes4j.tools.ToolSpecification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eyes4j tools}: what the steps of a plan can call. */
@Command(name = "tools", description = "Lists the tools, describes one, calls one.")
final class ToolsCommand extends EyesCommand {
    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    ToolsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Eyes4j eyes4j, Terminal terminal) {
        return list(eyes4j, terminal, json);
    }

    private static int list(Eyes4j eyes4j, Terminal terminal, boolean json) {
        Collection<ToolSpecification> all = eyes4j.tools().specifications();
        if (json) {
            ObjectNode root = JsonNodeFactory.instance.objectNode();
            ArrayNode array = root.putArray("tools");
            all.forEach(t -> array.add(describe(t)));
            terminal.out().println(Json.text(root));
        } else {
            for (ToolSpecification tool : all) {
                terminal.out().println(signature(tool));
                terminal.out().println("    " + tool.description());
            }
        }
        return ExitCode.DONE;
    }

    static ObjectNode describe(ToolSpecification tool) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("name", tool.name())
                .put("version", tool.version())
                .put("description", tool.description());
        node.set("input_schema", ToolSchemas.input(tool));
        node.set("output_schema", ToolSchemas.output(tool));
        node.put("output", tool.output().toString());
        ArrayNode traits = node.putArray("traits");
        tool.traits().stream()
                .map(t -> t.name().toLowerCase(Locale.ROOT))
                .sorted()
                .forEach(traits::add);
        return node;
    }

    /** {@code detect(image: image, labels?: list<text>) -> detections}. */
    static String signature(ToolSpecification tool) {
        return tool.name()
                + tool.inputs().stream()
                        .map(p -> p.name() + (p.required() ? "" : "?") + ": " + p.kind())
                        .collect(Collectors.joining(", ", "(", ")"))
                + " -> " + tool.output();
    }

    static ToolSpecification find(ToolRegistry tools, String name) {
        return tools.specification(name).orElseThrow(() -> CommandFailure.usage(tools.unknown(name)));
    }

    /** {@code tools list}. */
    @Command(name = "list", description = "Lists the tools.")
    static final class ListAll extends EyesCommand {
        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        ListAll(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Eyes4j eyes4j, Terminal terminal) {
            return list(eyes4j, terminal, json);
        }
    }

    /** {@code tools describe NAME}. */
    @Command(name = "describe", description = "Says what a tool takes and gives.")
    static final class Describe extends EyesCommand {
        @Parameters(paramLabel = "NAME", description = "The tool.")
        private String name = "";

        @Option(names = "--json", description = "One JSON object on standard output, with JSON Schemas.")
        private boolean json;

        Describe(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Eyes4j eyes4j, Terminal terminal) {
            ToolSpecification tool = find(eyes4j.tools(), name);
            if (json) {
                terminal.out().println(Json.text(describe(tool)));
                return ExitCode.DONE;
            }
            terminal.out().println(signature(tool));
            terminal.out().println("    " + tool.description());
            terminal.out().println();
            for (Port port : tool.inputs()) {
                terminal.out().println("  " + line(port));
            }
            terminal.out().println("  gives " + tool.output() + ": " + tool.outputDescription());
            List<String> models = eyes4j.modelNames(tool);
            if (!models.isEmpty()) {
                terminal.out().println("  models: " + String.join(", ", models));
            }
            return ExitCode.DONE;
        }

        private static String line(Port port) {
            StringBuilder text = new StringBuilder(port.name() + ": " + port.kind());
            text.append(port.required() ? ", required" : "").append(" - ").append(port.description());
            if (!port.choices().isEmpty()) {
                text.append("; one of ").append(String.join(", ", port.choices()));
            }
            if (port.minimum() != null || port.maximum() != null) {
                text.append("; from ")
                        .append(port.minimum() == null ? "any" : port.minimum())
                        .append(" to ")
                        .append(port.maximum() == null ? "any" : port.maximum());
            }
            if (port.defaultValue() != null) {
                text.append("; default ").append(port.defaultValue());
            }
            return text.append(port.expression() ? "; a CEL expression" : "").toString();
        }
    }
}
