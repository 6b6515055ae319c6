package org.eyes4j.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eyes4j.agent.run.Approver;
import org.eyes4j.tools.Cancellation;

/**
 * Asks whoever sits at the terminal, one question at a time; steps that were approved beforehand are not asked about. Where nobody
 * sits there, nothing is approved. Thread-safe.
 */
final class TerminalApprover implements Approver {
    private static final String ALL = "all";

    private final Terminal terminal;
    private final Set<String> approved;
    private final BufferedReader lines;

    /** @param approved ids of steps that need not ask; {@code all} for every step */
    TerminalApprover(Terminal terminal, List<String> approved) {
        this.terminal = terminal;
        this.approved = new HashSet<>(approved);
        this.lines = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    }

    @Override
    public synchronized Decision ask(Question question, Cancellation cancellation) {
        if (approved.contains(ALL) || approved.contains(question.step())) {
            return Decision.approved("--approve");
        }
        if (!terminal.typed()) {
            return Decision.unasked(
                    "nobody is at a terminal to say yes; run it at one, or say yes beforehand with --approve "
                            + question.step());
        }
        terminal.err().println();
        terminal.tell("step '" + question.step() + "' (" + question.tool() + ", "
                + (question.items() == 1 ? "one call" : question.items() + " calls") + ") asks: " + question.text());
        terminal.err().print("eyes4j: yes, no, or always for this step? [y/n/a] ");
        terminal.err().flush();
        String answer = line(cancellation).strip().toLowerCase(Locale.ROOT);
        if (answer.equals("a") || answer.equals("always")) {
            approved.add(question.step());
        }
        return Set.of("y", "yes", "a", "always").contains(answer)
                ? Decision.approved("said so at the terminal")
                : Decision.declined("said no at the terminal");
    }

    /** The next line; nobody waits for it any longer once the run is to end. */
    private String line(Cancellation cancellation) {
        CompletableFuture<String> typed = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        String line = lines.readLine();
                        typed.complete(line == null ? "" : line);
                    } catch (IOException e) {
                        typed.complete("");
                    }
                },
                "eyes4j-answer");
        reader.setDaemon(true);
        reader.start();
        try (Cancellation.Registration ended = cancellation.onRequest(() -> typed.cancel(false))) {
            return typed.join();
        } catch (CompletionException e) {
            throw new CancellationException("The question was taken back");
        }
    }
}
