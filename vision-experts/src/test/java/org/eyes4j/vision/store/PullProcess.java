package org.eyes4j.vision.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;

/** Pulls one model in a process of its own. Arguments: folder, address, SHA-256, size. */
final class PullProcess {
    private PullProcess() {}

    public static void main(String[] args) {
        StoreFixture fixture = new StoreFixture(Path.of(args[0]));
        fixture.waiter = Waiter.REAL;
        fixture.store()
                .pull(
                        StoreFixture.manifest(Optional.of(args[2]), Long.parseLong(args[3]), args[1]),
                        event -> {
                            if (event instanceof PullEvent.Progress
                                    || event instanceof PullEvent.Waiting
                                    || event instanceof PullEvent.Installed) {
                                System.out.println(event.getClass().getSimpleName());
                            }
                        },
                        new Cancellation());
    }

    static Process start(Path folder, String address, byte[] content) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PullProcess.class.getName(),
                folder.toString(),
                address,
                StoreFixture.sha256(content),
                Integer.toString(content.length)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
