package org.eyes4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class HomeTest {
    private static Home of(String system, Map<String, String> environment) {
        Properties properties = new Properties();
        properties.setProperty("os.name", system);
        properties.setProperty("user.home", "/home/u");
        return Home.of(environment, properties);
    }

    @Test
    void should_follow_the_habits_of_each_system() {
        assertThat(of("Linux", Map.of()).models()).isEqualTo(Path.of("/home/u/.cache/eyes4j/models"));
        assertThat(of("Linux", Map.of()).runs()).isEqualTo(Path.of("/home/u/.local/share/eyes4j/runs"));
        assertThat(of("Linux", Map.of("XDG_CACHE_HOME", "/c")).models()).isEqualTo(Path.of("/c/eyes4j/models"));
        assertThat(of("Linux", Map.of("XDG_CACHE_HOME", "c")).models())
                .isEqualTo(Path.of("/home/u/.cache/eyes4j/models"));
        assertThat(of("Mac OS X", Map.of()).models()).isEqualTo(Path.of("/home/u/Library/Caches/eyes4j/models"));
        assertThat(of("Windows 11", Map.of("LOCALAPPDATA", "/l")).models())
                .isEqualTo(Path.of("/l/eyes4j/cache/models"));
    }

    @Test
    void should_put_everything_below_eyes4j_home() {
        assertThat(of("Linux", Map.of("EYES4J_HOME", "/e"))).isEqualTo(Home.at(Path.of("/e")));
        assertThat(Home.at(Path.of("/e")).manifests()).isEqualTo(Path.of("/e/manifests"));
    }
}
