package org.eyes4j.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eyes4j.app.server.Server;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.wiring.Eyes4j;

/** A server in a process of its own, with a tool that writes lines into a file and one that waits for a file. */
final class DurableServer {
    private DurableServer() {}

    /**
     * Serves until it is ended.
     *
     * @param arguments the home, and how long runs have at the end
     */
    public static void main(String[] arguments) throws InterruptedException {
        Path home = Path.of(arguments[0]);
        try (Eyes4j eyes4j = new Eyes4j(Map.of("EYES4J_HOME", home.toString()), true, Optional.empty())) {
            eyes4j.tools().register(new Note(home));
            eyes4j.tools().register(new Hold(home));
            try (Server server =
                    Server.start(eyes4j, Map.of("server.port", 0, "eyes4j.server.shutdown.grace", arguments[1]))) {
                System.out.println("port " + server.port());
                server.join();
            }
        }
    }

    /** {@code note(text)}: a line more in {@code notes.txt}. */
    private record Note(Path home) implements Tool {
        @Override
        public ToolSpecification specification() {
            return ToolSpecification.named("note")
                    .describedAs("Writes a line down.")
                    .takes(Port.required("text", Kind.TEXT, "the line"))
                    .traits(Trait.EFFECT)
                    .gives(Kind.TEXT, "the same");
        }

        @Override
        public ToolResult call(Arguments arguments, ToolContext context) {
            append(home.resolve("notes.txt"), arguments.text("text"));
            return ToolResult.of(new Value.Text(arguments.text("text")));
        }
    }

    /** {@code hold(text)}: says that it begun, and ends when there is a file {@code go}. */
    private record Hold(Path home) implements Tool {
        @Override
        public ToolSpecification specification() {
            return ToolSpecification.named("hold")
                    .describedAs("Waits.")
                    .takes(Port.required("text", Kind.TEXT, "anything"))
                    .traits(Trait.MODEL)
                    .gives(Kind.TEXT, "the same");
        }

        @Override
        public ToolResult call(Arguments arguments, ToolContext context) {
            System.out.println("held");
            CountDownLatch cancelled = new CountDownLatch(1);
            try (var unused = context.cancellation().onRequest(cancelled::countDown)) {
                while (!Files.exists(home.resolve("go"))) {
                    if (cancelled.await(20, TimeUnit.MILLISECONDS)) {
                        return ToolResult.failed(ToolResult.FailureKind.CANCELLED, "'hold' was cancelled");
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ToolResult.failed(ToolResult.FailureKind.CANCELLED, "'hold' was interrupted");
            }
            return ToolResult.of(new Value.Text(arguments.text("text")));
        }
    }

    private static void append(Path file, String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
