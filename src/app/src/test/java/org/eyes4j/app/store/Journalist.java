package org.eyes4j.app.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.eyes4j.app.service.Event;
import org.eyes4j.app.service.RunRow;
import org.eyes4j.app.service.RunShelf;
import org.eyes4j.app.service.RunStatus;

/** A process that writes events of two runs as fast as it can, and says which of them it was told are kept, until it is killed. */
final class Journalist {
    private Journalist() {}

    public static void main(String[] args) {
        StoreLocation location = new StoreLocation(args[0], args[1], args[2]);
        Store store = Store.at(location, Path.of(args[3]), Clock.systemUTC());
        RunShelf shelf = store.runs();
        for (RunShelf.Orphan orphan : shelf.takeOver(99)) {
            say("took " + orphan.row().id());
        }
        for (String run : List.of("r1", "r2")) {
            shelf.save(new RunRow(
                    run,
                    "ask",
                    "me",
                    RunStatus.RUNNING,
                    Instant.EPOCH,
                    null,
                    null,
                    JsonNodeFactory.instance.objectNode(),
                    null,
                    null));
        }
        say("ready");
        List.of("r1", "r2").forEach(run -> new Thread(() -> write(shelf, run)).start());
    }

    private static void write(RunShelf shelf, String run) {
        Random random = new Random();
        long seq = shelf.events(run, 0, Integer.MAX_VALUE).size();
        while (true) {
            seq++;
            long mine = seq;
            Event event = new Event(
                    mine,
                    Instant.now(),
                    "step.done",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("seq", mine)
                            .put("more", "x".repeat(random.nextInt(3000))));
            if (random.nextInt(4) == 0) {
                shelf.append(run, event);
                say(run + " " + mine);
            } else {
                shelf.appendSoon(run, event, () -> say(run + " " + mine));
            }
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
