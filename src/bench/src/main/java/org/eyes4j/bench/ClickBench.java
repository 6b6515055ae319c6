package org.eyes4j.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.eyes4j.app.server.Server;
import org.eyes4j.wiring.Eyes4j;

/**
 * Clicks on a picture as the page makes them: over HTTP, to a server in this process, with the picture's id and the points;
 * the answer read to its end. The first click encodes the picture, the others use what was kept.
 */
final class ClickBench {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int CLICKS = 30;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    private ClickBench(int port) {
        this.address = "http://127.0.0.1:" + port + "/api/v1";
    }

    static void run(Eyes4j eyes4j, Path samples) throws Exception {
        try (Server server = Server.start(eyes4j, Map.of("server.port", 0))) {
            ClickBench bench = new ClickBench(server.port());
            byte[] coffee = Files.readAllBytes(samples.resolve("coffee.png"));
            bench.of("600 x 400, cold", coffee, 600, 400);
            bench.of("451 x 300", Files.readAllBytes(samples.resolve("chelsea.png")), 451, 300);
            bench.of("12 MP JPEG", large(coffee, 4242, 2828), 4242, 2828);
        }
    }

    private void of(String name, byte[] picture, int width, int height) throws IOException, InterruptedException {
        String id = send("/artifacts?name=bench", picture, picture[0] == (byte) 0xff ? "image/jpeg" : "image/png")
                .get("id")
                .textValue();
        long cpu = ProcessTime.nanos();
        double first = millis(() -> click(id, width * 0.5, height * 0.4, null));
        List<Double> further = new ArrayList<>();
        List<Double> refining = new ArrayList<>();
        double encoding = (ProcessTime.nanos() - cpu) / 1e6;
        JsonNode[] mask = {click(id, width * 0.5, height * 0.4, null)};
        double work = 0;
        for (int i = 0; i < CLICKS; i++) {
            double x = width * (0.3 + 0.4 * i / CLICKS);
            double y = height * (0.6 - 0.3 * i / CLICKS);
            cpu = ProcessTime.nanos();
            further.add(millis(() -> click(id, x, y, null)));
            work += (ProcessTime.nanos() - cpu) / 1e6;
            refining.add(millis(() -> click(id, x, y, mask[0])));
        }
        System.out.printf(
                "click  %-18s first %7.1f ms (%.0f of processors)   further, %d: least %6.1f, median %6.1f, most %6.1f ms (%.1f of processors each)   with the earlier mask: least %6.1f, median %6.1f ms%n",
                name,
                first,
                encoding,
                CLICKS,
                least(further),
                median(further),
                most(further),
                work / CLICKS,
                least(refining),
                median(refining));
    }

    private JsonNode click(String id, double x, double y, @org.jspecify.annotations.Nullable JsonNode mask)
            throws IOException, InterruptedException {
        ObjectNode arguments = MAPPER.createObjectNode();
        arguments.putObject("image").put("artifact", id);
        ArrayNode prompts = arguments.putArray("prompts");
        if (mask != null) {
            prompts.addObject().set("mask", mask);
        }
        prompts.addObject().putArray("point").add(x).add(y);
        ObjectNode body = MAPPER.createObjectNode();
        body.set("arguments", arguments);
        JsonNode answer = send("/tools/segment", MAPPER.writeValueAsBytes(body), "application/json");
        return answer.at("/value/regions/0/mask");
    }

    private JsonNode send(String path, byte[] body, String type) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode tree = MAPPER.readTree(answer.body());
        if (answer.statusCode() >= 300) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + tree);
        }
        return tree;
    }

    private interface Work {
        Object call() throws IOException, InterruptedException;
    }

    private static double millis(Work work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        work.call();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static double least(List<Double> times) {
        return times.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }

    private static double most(List<Double> times) {
        return times.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    private static byte[] large(byte[] picture, int width, int height) throws IOException {
        BufferedImage small = ImageIO.read(new java.io.ByteArrayInputStream(picture));
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(small, 0, 0, width, height, null);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }
}
