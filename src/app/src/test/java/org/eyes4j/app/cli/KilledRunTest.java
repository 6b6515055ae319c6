package org.eyes4j.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.tools.image.Png;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run over a folder that is killed again and again loses no result, doubles none, repeats none, and its summary is right. How
 * often, and over how many pictures: {@code -Deyes4j.kills=50 -Deyes4j.kills.pictures=2000}.
 */
class KilledRunTest {
    private static final int KILLS = Integer.getInteger("eyes4j.kills", 4);
    private static final int PICTURES = Integer.getInteger("eyes4j.kills.pictures", 240);
    private static final int BROKEN = 3;
    private static final Pattern SETTLED = Pattern.compile("tints: ([0-9,]+) of ");
    private static final String WORKFLOW = """
            name: tints
            inputs:
              picture: image
            steps:
              - id: hues
                tool: colours
                with: {image: {ref: inputs.picture}}
              - id: back
                tool: mirror
                with: {image: {ref: inputs.picture}}
            outputs:
              hues: {ref: hues}
              back: {ref: back}
            """;

    private final Random random = new Random(20_261_123);
    private @TempDir Path folder;

    @Test
    void should_lose_double_and_repeat_nothing() throws IOException, InterruptedException {
        Folder pictures = new Folder(folder.resolve("pictures")).fill(PICTURES);
        for (int i = 0; i < BROKEN; i++) {
            pictures.write("broken" + i + ".jpg", ("no picture " + i).getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(folder.resolve("tints.yaml"), WORKFLOW);

        Map<String, String> before = Map.of();
        int killed = 0;
        for (int turn = 0; killed < KILLS; turn++) {
            assertThat(turn).as("turns for %d kills", KILLS).isLessThan(4 * KILLS);
            int further = random.nextInt(2 * (PICTURES + BROKEN) / KILLS + 1);
            Killed end = runAndKill(before.size(), further);
            killed += end.killed() ? 1 : 0;
            Map<String, String> now = lines();

            assertThat(now.size())
                    .as("results after the kill number %d", killed)
                    .isGreaterThanOrEqualTo(end.told());
            assertThat(now).as("results before the kill number %d", killed).containsAllEntriesOf(before);
            before = now;
        }
        Process last = start(false);
        String out = new String(last.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = last.waitFor();

        Map<String, String> all = lines();
        assertThat(all).containsAllEntriesOf(before).hasSize(PICTURES + BROKEN);
        for (int i = 0; i < PICTURES; i++) {
            JsonNode line = new ObjectMapper().readTree(all.get(Folder.name(i)));
            assertThat(line.at("/outputs/hues/value/0/label").asText()).isEqualTo(Folder.colour(i));
            byte[] mirrored = Files.readAllBytes(
                    folder.resolve("out").resolve(line.at("/files/0").asText()));
            assertThat(Png.decode(mirrored).width()).isEqualTo(16);
        }
        assertThat(List.copyOf(all.keySet())).as("in the order of the folder").isSorted();
        JsonNode summary = new ObjectMapper().readTree(out);
        assertThat(code).isEqualTo(1);
        assertThat(summary.path("items").asInt()).isEqualTo(PICTURES + BROKEN);
        assertThat(summary.path("done").asInt()).isEqualTo(PICTURES);
        assertThat(summary.path("failures").toString()).isEqualTo("{\"bad_input\":" + BROKEN + "}");
        assertThat(summary.path("earlier").asInt()).isEqualTo(before.size());
        assertThat(Files.readAllLines(folder.resolve("out/results.csv"))).hasSize(PICTURES + BROKEN + 1);
        assertThat(folder.resolve("out/.eyes4j-unfinished")).doesNotExist();
        System.out.println("killed " + killed + " times over " + all.size() + " pictures");
    }

    /** @param told results that the process had said to be done */
    private record Killed(boolean killed, int told) {}

    /** Runs until so many results more are told, and kills the process a little later, or while it starts. */
    private Killed runAndKill(int before, int further) throws IOException, InterruptedException {
        Process process = start(true);
        int told = 0;
        try (InputStream err = process.getErrorStream()) {
            StringBuilder text = new StringBuilder();
            byte[] some = new byte[4096];
            for (int count = err.read(some); count > 0; count = err.read(some)) {
                text.append(new String(some, 0, count, StandardCharsets.UTF_8));
                Matcher settled = SETTLED.matcher(text);
                int at = 0;
                while (settled.find()) {
                    told = Math.max(told, Integer.parseInt(settled.group(1).replace(",", "")));
                    at = settled.end();
                }
                text.delete(0, at);
                if (told >= Math.min(before + further, PICTURES + BROKEN) && process.isAlive()) {
                    LockSupport.parkNanos(random.nextInt(20_000_000));
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return new Killed(process.exitValue() > 1, told);
    }

    private Process start(boolean watched) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-Djava.awt.headless=true",
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path")));
        if (watched) {
            command.add("-Deyes4j.terminal=true");
        }
        command.addAll(
                List.of("org.eyes4j.app.Main", "run", "tints.yaml", "--input", "picture=pictures", "--out", "out"));
        command.addAll(List.of("--resume", "--parallel", "2", "--json"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("EYES4J_HOME", folder.resolve("home").toString());
        builder.environment().put("TERM", "xterm");
        builder.environment().put("OPT_OUT_TRACKING", "true");
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        return watched
                ? builder.redirectOutput(folder.resolve("stdout").toFile()).start()
                : builder.redirectError(folder.resolve("stderr").toFile()).start();
    }

    /** The whole lines of the results by their items; fails where one is there twice. */
    private Map<String, String> lines() throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        Path results = folder.resolve("out/results.jsonl");
        String text = Files.exists(results) ? Files.readString(results) : "";
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
            if (!line.isEmpty()) {
                String item = new ObjectMapper().readTree(line).path("item").asText();
                assertThat(lines.put(item, line)).as(item + " is there once").isNull();
            }
        }
        return lines;
    }
}
