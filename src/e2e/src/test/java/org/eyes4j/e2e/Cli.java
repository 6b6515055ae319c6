package org.eyes4j.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.app.cli.CommandLineDoor;
import org.eyes4j.app.cli.Terminal;

/** Runs the command line in this process, with an environment of its own. */
final class Cli {
    private static final Path DATA = Path.of("target", "data").toAbsolutePath();

    private final Map<String, String> environment = new LinkedHashMap<>();

    private boolean watched;

    private Cli() {}

    /** A command line whose models, runs and logs live in a folder. */
    static Cli at(Path home) {
        return new Cli().with("EYES4J_HOME", home.toString());
    }

    /** A command line with this user's own models, where they are there already, but not with this user's runs and sessions. */
    static Cli ofUser() {
        Cli cli = new Cli();
        cli.environment.putAll(System.getenv());
        cli.environment.put("XDG_DATA_HOME", DATA.toString());
        return cli;
    }

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** As on a terminal that a person watches. */
    Cli watched() {
        watched = true;
        return this;
    }

    /** What a command came to. */
    record Outcome(int code, String out, String err) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (JsonProcessingException e) {
                throw new AssertionError("standard output is not JSON: " + out + "\n" + err, e);
            }
        }
    }

    Outcome run(String... arguments) {
        return type("", arguments);
    }

    /** Runs a command that reads lines. */
    Outcome type(String lines, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.copyOf(environment),
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                false,
                watched,
                () -> "");
        int code = new CommandLineDoor(terminal).run(arguments);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
