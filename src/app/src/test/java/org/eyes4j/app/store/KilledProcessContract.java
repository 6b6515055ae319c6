package org.eyes4j.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eyes4j.app.service.Event;
import org.eyes4j.app.service.RunShelf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged survives {@code kill -9} at any moment, once, in order; the next process goes on. */
abstract class KilledProcessContract {
    private @TempDir Path folder;

    abstract StoreLocation fresh(Path folder);

    abstract int times();

    @Test
    void should_lose_nothing_that_was_acknowledged_and_double_nothing() throws IOException, InterruptedException {
        StoreLocation location = fresh(folder);
        Random random = new Random(20_261_123);
        Map<String, Long> acknowledged = new HashMap<>(Map.of("r1", 0L, "r2", 0L));
        for (int time = 0; time < times(); time++) {
            List<String> taken = killed(location, random.nextInt(600), acknowledged);

            assertThat(taken).as("runs taken over at time %d", time).hasSize(time == 0 ? 0 : 2);
            try (Store store = Store.at(location, folder.resolve("natives"), Clock.systemUTC(), "elsewhere")) {
                for (String run : List.of("r1", "r2")) {
                    List<Event> events = store.runs().events(run, 0, Integer.MAX_VALUE);
                    for (int i = 0; i < events.size(); i++) {
                        assertThat(events.get(i).seq()).isEqualTo(i + 1L);
                        assertThat(events.get(i).data().get("seq").asLong()).isEqualTo(i + 1L);
                    }
                    assertThat((long) events.size())
                            .as("events of %s after the kill number %d", run, time + 1)
                            .isGreaterThanOrEqualTo(acknowledged.getOrDefault(run, 0L));
                }
            }
        }
        assertThat(acknowledged.get("r1")).isGreaterThan(times());
        try (Store store = Store.at(location, folder.resolve("natives"), Clock.systemUTC())) {
            assertThat(store.runs().takeOver(9))
                    .extracting(RunShelf.Orphan::deaths)
                    .containsOnly(times());
        }
    }

    /** Lets a process write until it has said so many lines, and kills it; what it took over. */
    private List<String> killed(StoreLocation location, int lines, Map<String, Long> acknowledged)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Journalist.class.getName(),
                        location.url(),
                        location.user(),
                        location.password(),
                        folder.resolve("natives").toString())
                .redirectError(folder.resolve("err").toFile())
                .start();
        List<String> taken = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            int said = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("took ")) {
                    taken.add(line);
                } else if (line.startsWith("r") && line.contains(" ")) {
                    String[] words = line.split(" ");
                    acknowledged.merge(words[0], Long.parseLong(words[1]), Math::max);
                }
                if (!line.startsWith("took ") && said++ == lines) {
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return taken;
    }
}
