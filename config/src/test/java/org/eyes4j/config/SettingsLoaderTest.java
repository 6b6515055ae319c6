package org.eyes4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
    @TempDir
    Path folder;

    private Map<String, String> config(String yaml) throws Exception {
        return Map.of(
                "EYES4J_CONFIG",
                Files.writeString(folder.resolve("my.yaml"), yaml).toString());
    }

    @Test
    void should_give_the_defaults() {
        Settings s = SettingsLoader.load(Map.of("PATH", "/bin"));

        assertThat(s).isEqualTo(Settings.defaults());
        assertThat(s.offline()).isFalse();
        assertThat(s.pictures()).isEqualTo(new Settings.Pictures(50_000_000, 64 << 20, 20_000, 1));
        assertThat(s.sounds()).isEqualTo(new Settings.Sounds(128 << 20, 3600));
        assertThat(s.network().connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(s.compute().memoryBytes()).isEqualTo(2L << 30);
    }

    @Test
    void should_put_the_users_file_over_the_defaults() throws Exception {
        Settings s = SettingsLoader.load(config("offline: true\npictures: {max_pixels: 10}\n"));

        assertThat(s.offline()).isTrue();
        assertThat(s.pictures()).isEqualTo(new Settings.Pictures(10, 64 << 20, 20_000, 1));
    }

    @Test
    void should_take_an_empty_file_for_the_defaults() throws Exception {
        assertThat(SettingsLoader.load(config("# later\n"))).isEqualTo(Settings.defaults());
    }

    @Test
    void should_put_the_environment_over_both() {
        Settings s = SettingsLoader.load(
                Map.of("EYES4J_OFFLINE", "1", "EYES4J_NETWORK_RETRIES", "7", "EYES4J_RUNS_STEP_TIMEOUT", "5s"));

        assertThat(s.offline()).isTrue();
        assertThat(s.network().retries()).isEqualTo(7);
        assertThat(s.runs().stepTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void should_read_a_fraction_from_the_environment() {
        assertThat(SettingsLoader.load(Map.of("EYES4J_RUNS_MAX_COST", "0.003"))
                        .runs()
                        .maxCost())
                .isEqualTo(0.003);
    }

    @Test
    void should_warn_of_a_variable_that_means_nothing() {
        assertThat(SettingsLoader.load(Map.of("EYES4J_OFLINE", "1", "EYES4J_HOME", "/x"))
                        .warnings())
                .containsExactly(
                        "The environment variable EYES4J_OFLINE means nothing; did you mean `EYES4J_OFFLINE`?");
    }

    @Test
    void should_tell_unknown_keys_with_the_nearest_right_one() throws Exception {
        Map<String, String> env = config("pictures:\n  max_pixel: 3\n");

        assertThatThrownBy(() -> SettingsLoader.load(env))
                .hasMessage(folder.resolve("my.yaml")
                        + ":2:3: pictures.max_pixel: expected one of max_pixels, max_bytes, max_side, max_frames, found"
                        + " `max_pixel`; did you mean `max_pixels`?");
    }

    @Test
    void should_tell_all_wrong_variables() {
        assertThatThrownBy(() ->
                        SettingsLoader.load(Map.of("EYES4J_NETWORK_RETRIES", "many", "EYES4J_OFFLINE", "perhaps")))
                .hasMessage("""
                        EYES4J_NETWORK_RETRIES: expected a whole number, found "many"
                        EYES4J_OFFLINE: expected true or false, found "perhaps\"""");
    }

    @Test
    void should_tell_that_the_users_file_is_missing() {
        assertThatThrownBy(() -> SettingsLoader.load(Map.of("EYES4J_CONFIG", "/no/such.yaml")))
                .hasMessageStartingWith("EYES4J_CONFIG: expected a readable YAML file, found `/no/such.yaml`: ");
    }
}
