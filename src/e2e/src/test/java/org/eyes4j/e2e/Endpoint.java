package org.eyes4j.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.agent.llm.ScriptedEndpoint;
import org.junit.jupiter.api.Assumptions;

/** The command line with this user's vision models, and a language model at a scripted endpoint on loopback. */
final class Endpoint implements AutoCloseable {
    final ScriptedEndpoint script;
    private final Path settings;

    /** @param folder where its settings are written */
    Endpoint(ScriptedEndpoint.Form form, Path folder, boolean streaming) {
        this.script = ScriptedEndpoint.start(form);
        this.settings = folder.resolve("settings.yaml");
        String limits = "  response_timeout: 2s\n  idle_timeout: 2s\n  retries: 0\n";
        try {
            Files.writeString(settings, script.yaml() + "      streaming: " + streaming + "\n" + limits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings that follow: blocks of their own. */
    Endpoint setting(String yaml) {
        try {
            Files.writeString(settings, Files.readString(settings) + yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Cli.Outcome ask(String question, String planner, List<Path> pictures, String... more) {
        List<String> arguments = new ArrayList<>(List.of("ask", question, "--planner", planner, "--json"));
        pictures.forEach(p -> arguments.addAll(List.of("--image", p.toString())));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    /** Where a vision model cannot be had (no network and no cache), the test is skipped. */
    Cli.Outcome run(String... arguments) {
        return run(Cli.ofUser(), arguments);
    }

    Cli.Outcome run(Cli cli, String... arguments) {
        Cli.Outcome outcome = cli.with("EYES4J_CONFIG", settings.toString()).run(arguments);
        boolean unavailable = outcome.code() == 3 && (outcome.out() + outcome.err()).contains("could not be fetched");
        Assumptions.assumeFalse(unavailable, () -> "a model cannot be had here: " + outcome.err());
        return outcome;
    }

    @Override
    public void close() {
        script.close();
    }
}
