package org.eyes4j.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eyes4j.app.server.Server;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.value.Value;
import org.eyes4j.wiring.Eyes4j;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * What the doors cost: {@code detect} over HTTP against the same call in this process, in turns; a tool that does nothing; the
 * start of the server against that of a Spring Boot application with the same starters and nothing in it, and of one with the
 * beans of the starter, each in processes of their own, in turns.
 */
final class DoorBench {
    private static final int WARM_UP = 60;
    private static final int CALLS = 200;
    private static final int STARTS = 5;

    private DoorBench() {}

    static void calls(Eyes4j eyes4j, Path samples) throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (Server server = Server.start(eyes4j, Map.of("server.port", 0))) {
            String base = "http://127.0.0.1:" + server.port() + "/api/v1";
            FreshPictures pictures = new FreshPictures(eyes4j.pictureReader()
                    .read(Files.readAllBytes(samples.resolve("coffee.png")), "bench")
                    .raster());
            byte[] nothing = "{\"arguments\":{\"items\":[]}}".getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 4000; i++) {
                post(http, base + "/tools/count_list", nothing, "application/json");
            }
            detectKept(eyes4j, http, base, pictures);
            detectGiven(eyes4j, http, base, pictures);
            double[] empty = new double[2000];
            for (int i = -2000; i < empty.length; i++) {
                long start = System.nanoTime();
                post(http, base + "/tools/count_list", nothing, "application/json");
                if (i >= 0) {
                    empty[i] = (System.nanoTime() - start) / 1e6;
                }
            }
            Arrays.sort(empty);
            System.out.printf(
                    "http   a tool that does next to nothing: p50 %.2f ms, p99 %.2f ms%n", empty[1000], empty[1980]);
        }
    }

    /** A picture that both have decoded already: all that HTTP takes is seen. */
    private static void detectKept(Eyes4j eyes4j, HttpClient http, String base, FreshPictures pictures)
            throws Exception {
        double[] inside = new double[CALLS];
        double[] over = new double[CALLS];
        for (int i = -WARM_UP; i < CALLS; i++) {
            // Every call sees another picture.
            Value.Image image = Value.Image.of("bench" + i, pictures.next());
            String id = upload(http, base, Png.encode(pictures.next()));
            byte[] body =
                    ("{\"arguments\":{\"image\":{\"artifact\":\"" + id + "\"}}}").getBytes(StandardCharsets.US_ASCII);
            long start = System.nanoTime();
            detect(eyes4j, image);
            long between = System.nanoTime();
            found(post(http, base + "/tools/detect", body, "application/json"));
            long end = System.nanoTime();
            if (i >= 0) {
                inside[i] = (between - start) / 1e6;
                over[i] = (end - between) / 1e6;
            }
        }
        told("a decoded picture", inside, over);
    }

    /** A file's bytes, as a program has them: both decode. */
    private static void detectGiven(Eyes4j eyes4j, HttpClient http, String base, FreshPictures pictures)
            throws Exception {
        double[] inside = new double[CALLS];
        double[] over = new double[CALLS];
        for (int i = -WARM_UP; i < CALLS; i++) {
            byte[] one = Png.encode(pictures.next());
            byte[] other = Png.encode(pictures.next());
            long start = System.nanoTime();
            detect(
                    eyes4j,
                    Value.Image.of(
                            "bench" + i,
                            eyes4j.pictureReader().read(one, "bench").raster()));
            long between = System.nanoTime();
            found(post(http, base + "/tools/detect", given(other), "application/json"));
            long end = System.nanoTime();
            if (i >= 0) {
                inside[i] = (between - start) / 1e6;
                over[i] = (end - between) / 1e6;
            }
        }
        told("a file's bytes", inside, over);
    }

    private static byte[] given(byte[] picture) {
        return ("{\"arguments\":{\"image\":{\"data\":\"data:image/png;base64,"
                        + Base64.getEncoder().encodeToString(picture) + "\"}}}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void detect(Eyes4j eyes4j, Value.Image image) throws IOException {
        ToolResult result = eyes4j.tools().call(new ToolCall("detect", Map.of("image", image)), ToolContext.detached());
        if (!(result instanceof ToolResult.Success)) {
            throw new IOException("detect failed: " + result);
        }
    }

    private static void found(String answer) throws IOException {
        if (!answer.contains("regions")) {
            throw new IOException("detect failed: " + answer);
        }
    }

    private static void told(String what, double[] inside, double[] over) {
        System.out.printf(
                "http   detect, %s: in this process %6.2f ms, over HTTP %6.2f ms (medians of %d in turns): %.2f%n",
                what, median(inside), median(over), CALLS, median(over) / median(inside));
    }

    private static String upload(HttpClient http, String base, byte[] picture)
            throws IOException, InterruptedException {
        return post(http, base + "/artifacts?name=bench", picture, "image/png")
                .replaceAll("(?s).*?\"id\"\\s*:\\s*\"([0-9a-f]{64})\".*", "$1");
    }

    private static String post(HttpClient http, String address, byte[] body, String type)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(address + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    static void starts() throws Exception {
        List<List<Double>> times = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = -1; i < STARTS; i++) {
            for (int kind = 0; kind < 3; kind++) {
                double took =
                        start(List.of(Bare.class, Whole.class, Beans.class).get(kind));
                if (i >= 0) {
                    times.get(kind).add(took);
                }
            }
        }
        double bare = median(times.get(0));
        System.out.printf(
                "start  bare Spring Boot with the same starters %5.2f s, the server %5.2f s (medians of %d): %.2f; the starter's beans add %.0f ms%n",
                bare, median(times.get(1)), STARTS, median(times.get(1)) / bare, (median(times.get(2)) - bare) * 1000);
    }

    /** Seconds from the start of a process until it says that it is ready. */
    private static double start(Class<?> main) throws IOException, InterruptedException {
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xss2m",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line;
        try (BufferedReader out = process.inputReader()) {
            do {
                line = out.readLine();
            } while (line != null && !line.startsWith("ready"));
        }
        double took = (System.nanoTime() - start) / 1e9;
        process.destroyForcibly().waitFor();
        if (line == null) {
            throw new IOException(main.getSimpleName() + " did not start");
        }
        return took;
    }

    /** What Spring Boot takes with these starters and nothing in it. */
    static final class Bare {
        @Configuration(proxyBeanMethods = false)
        @EnableAutoConfiguration(
                exclude = {
                    org.eyes4j.starter.EyesAutoConfiguration.class,
                    org.eyes4j.starter.EyesHealthAutoConfiguration.class,
                    org.eyes4j.starter.EyesMetricsAutoConfiguration.class
                })
        static class Application {}

        public static void main(String[] arguments) {
            ready(SpringApplication.run(
                    Application.class, "--server.port=0", "--spring.config.location=optional:none/"));
        }
    }

    /** The same with the starter's beans. */
    static final class Beans {
        @Configuration(proxyBeanMethods = false)
        @EnableAutoConfiguration
        static class Application {}

        public static void main(String[] arguments) {
            ready(SpringApplication.run(
                    Application.class, "--server.port=0", "--spring.config.location=optional:none/"));
        }
    }

    /** The server. */
    static final class Whole {
        public static void main(String[] arguments) {
            Server.start(new Eyes4j(System.getenv(), true, java.util.Optional.empty()), Map.of("server.port", 0));
            System.out.println("ready");
        }
    }

    private static void ready(ConfigurableApplicationContext context) {
        System.out.println("ready " + context.isActive());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double median(List<Double> values) {
        return median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
