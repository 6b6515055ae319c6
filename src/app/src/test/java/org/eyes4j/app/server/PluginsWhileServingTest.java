package org.eyes4j.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eyes4j.plugins.PluginTemplates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsWhileServingTest {
    @Test
    void should_take_in_what_is_dropped_into_the_folder(@TempDir Path home) throws Exception {
        try (TestServer server = TestServer.start(home)) {
            CountDownLatch came = new CountDownLatch(1);
            server.eyes4j().tools().onChange(() -> {
                if (server.eyes4j().tools().find("dropped_in").isPresent()) {
                    came.countDown();
                }
            });
            // WHEN
            Path made = home.resolve("made");
            PluginTemplates.write("dropped-in", "onnx", made, "0.1.0");
            Files.createDirectories(home.resolve("plugins"));
            Files.move(made, home.resolve("plugins/dropped-in"), StandardCopyOption.ATOMIC_MOVE);
            // THEN it comes, however long that takes on a busy machine
            assertThat(came.await(2, TimeUnit.MINUTES)).isTrue();
            JsonNode tool = server.get("/api/v1/tools/dropped_in").json();
            assertThat(tool.path("origin").path("plugin").asText()).isEqualTo("dropped-in");
            assertThat(tool.path("origin").path("kind").asText()).isEqualTo("onnx");
        }
    }
}
