package org.eyes4j.app.cli;

import java.util.List;
import org.eyes4j.app.output.Json;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.wiring.Eyes4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eyes4j tools}: what the steps of a plan can call. */
@Command(name = "tools", description = "Lists the tools, describes one, calls one.")
final class ToolsCommand extends ListCommand {
    ToolsCommand(Terminal terminal) {
        super(terminal, new ToolListing());
    }

    static ToolSpecification find(ToolRegistry tools, String name) {
        return tools.specification(name).orElseThrow(() -> CommandFailure.usage(tools.unknown(name)));
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
                terminal.out().println(Json.text(ToolListing.toJson(tool, eyes4j)));
                return ExitCode.DONE;
            }
            terminal.out().println(ToolListing.signature(tool));
            terminal.out().println("    " + tool.description());
            terminal.out().println();
            for (Port port : tool.inputs()) {
                terminal.out().println("  " + line(port));
            }
            List<String> forms = ArgumentForms.of(tool);
            forms.forEach(f -> terminal.out().println("  as --arg: " + f));
            terminal.out().println("  gives " + tool.output() + ": " + tool.outputDescription());
            String models = ServingModels.of(tool, eyes4j).line();
            if (!models.isEmpty()) {
                terminal.out().println("  models: " + models);
            }
            eyes4j.plugins().origin(name).ifPresent(o -> terminal.out().println("  from " + o));
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
