package org.eyes4j.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.app.server.Server;
import org.eyes4j.app.server.ServerFault;
import org.eyes4j.wiring.Eyes4j;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code eyes4j serve}: the web page and the APIs, until it is ended. */
@Command(
        name = "serve",
        description = "Serves the web page and the APIs (REST, OpenAI-compatible, MCP) until it is ended with Ctrl-C.")
final class ServeCommand extends EyesCommand {
    @Option(names = "--port", paramLabel = "N", description = "Default: 8080. 0 takes one that is free.")
    private @Nullable Integer port;

    @Option(
            names = "--new-key",
            paramLabel = "NAME",
            description = "Makes an API key, shows it this once with its place in the configuration, and ends.")
    private @Nullable String newKey;

    @Option(
            names = "--scopes",
            paramLabel = "read,call,admin",
            defaultValue = "read,call",
            description = "What the new key may do. Default: read,call.")
    private String scopes = "read,call";

    @Option(
            names = "--check",
            description =
                    "Asks the server of this machine whether it is ready: exit code 0, else 1. For health checks.")
    private boolean check;

    ServeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Eyes4j eyes4j, Terminal terminal) {
        if (newKey != null) {
            terminal.out().print(NewKey.told(newKey, scopes));
            return ExitCode.DONE;
        }
        if (check) {
            return ReadyCheck.ask(port == null ? 8080 : port) ? ExitCode.DONE : ExitCode.FAILED;
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        if (port != null) {
            properties.put("server.port", port);
        }
        try (Server server = Server.start(eyes4j, properties)) {
            terminal.tell("ready at http://127.0.0.1:" + server.port() + "/");
            server.join();
            return ExitCode.DONE;
        } catch (ServerFault e) {
            throw CommandFailure.setup(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.DONE;
        }
    }
}
