package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.app.output.Json;
import org.eyes4j.wiring.Eyes4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code eyes4j doctor}: what works here, what does not, and what to do about it. */
@Command(
        name = "doctor",
        description =
                "Looks at Java, memory, folders, models, network and language models (it asks each of them), and says what to do"
                        + " about each.")
final class DoctorCommand extends EyesCommand {
    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    DoctorCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Eyes4j eyes4j, Terminal terminal) {
        List<Check> checks = checks(eyes4j, terminal);
        if (json) {
            terminal.out().println(Json.text(toJson(checks)));
        } else {
            checks.forEach(c -> print(c, terminal));
        }
        return checks.stream().anyMatch(c -> c.state() == Check.State.BAD) ? ExitCode.SETUP : ExitCode.DONE;
    }

    private List<Check> checks(Eyes4j eyes4j, Terminal terminal) {
        List<Check> checks = new ArrayList<>();
        checks.add(SystemChecks.java());
        checks.add(SystemChecks.memory());
        checks.add(SystemChecks.folder("Models folder", eyes4j.home().models()));
        checks.add(SystemChecks.folder("Runs folder", eyes4j.home().runs()));
        checks.add(SystemChecks.log(eyes4j.home()));
        checks.add(PartChecks.onnxRuntime(eyes4j));
        checks.add(PartChecks.openCv());
        checks.add(PartChecks.models(eyes4j));
        checks.add(SystemChecks.maven(terminal.environment()));
        checks.add(PartChecks.network(eyes4j));
        checks.addAll(LanguageModelChecks.of(eyes4j, terminal.environment()));
        eyes4j.settings().warnings().forEach(w -> checks.add(Check.notice("Settings", w, "unset it or mend its name")));
        return checks;
    }

    private static void print(Check check, Terminal terminal) {
        terminal.out().printf("%-4s  %-14s %s%n", check.state().word(), check.name(), check.found());
        if (!check.todo().isEmpty()) {
            terminal.out().printf("%-21s-> %s%n", "", check.todo());
        }
    }

    private static ObjectNode toJson(List<Check> checks) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode array = root.putArray("checks");
        checks.forEach(c -> array.addObject()
                .put("name", c.name())
                .put("state", c.state().word().toLowerCase(java.util.Locale.ROOT))
                .put("found", c.found())
                .put("todo", c.todo()));
        return root;
    }
}
