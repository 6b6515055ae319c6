package org.eyes4j.app.cli;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eyes4j.agent.run.PlanExecutorProvider;
import org.eyes4j.app.service.Artifacts;
import org.eyes4j.app.store.Store;
import org.eyes4j.app.store.StoreException;
import org.eyes4j.app.store.StoreLocation;
import org.eyes4j.config.Settings;
import org.eyes4j.wiring.Eyes4j;
import picocli.CommandLine.Command;

/** {@code eyes4j worker}: makes steps of runs that other machines conduct, until it is ended. */
@Command(
        name = "worker",
        description =
                "Makes steps of runs that other machines conduct, until it is ended with Ctrl-C. For executor.kind: temporal.")
final class WorkerCommand extends EyesCommand {

    WorkerCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Eyes4j eyes4j, Terminal terminal) {
        Settings.Executor executor = eyes4j.settings().executor();
        CountDownLatch ended = new CountDownLatch(1);
        try (Store store = Store.at(
                        StoreLocation.of(terminal.environment(), eyes4j.home()),
                        eyes4j.home().cache().resolve("natives"),
                        Clock.systemUTC());
                Interrupt interrupt = new Interrupt(ended::countDown)) {
            eyes4j.keepPassing(bytes -> Artifacts.passing(bytes, store.artifacts(), Clock.systemUTC()));
            Optional<PlanExecutorProvider.Worker> worker = eyes4j.worker();
            if (worker.isEmpty()) {
                throw CommandFailure.setup("The setting executor.kind is " + executor.kind()
                        + ": steps are made where they are asked for, and no worker is needed; set it to temporal");
            }
            try (PlanExecutorProvider.Worker working = worker.get()) {
                terminal.tell("makes steps of the task queue " + executor.taskQueue() + " at " + executor.address());
                ended.await();
                terminal.tell("ending; steps at work have 20 s");
            }
            return ExitCode.DONE;
        } catch (StoreException e) {
            throw CommandFailure.setup(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.DONE;
        }
    }
}
