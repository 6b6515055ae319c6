package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eyes4j.app.cli.CommandLineDoor;
import org.eyes4j.app.cli.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching models when the world is unkind, from a registry on loopback. */
class ModelPullTest {
    @TempDir
    private Path home;

    private FakeNpm npm;

    @BeforeEach
    void publish() throws Exception {
        npm = new FakeNpm();
        npm.writeManifest(home);
    }

    @AfterEach
    void close() {
        npm.close();
    }

    @Test
    void should_fetch_verify_and_remove_a_model() throws Exception {
        Cli cli = cli();

        Cli.Outcome pull = cli.run("models", "pull", "tiny");
        Cli.Outcome verify = cli.run("models", "verify", "tiny");
        Cli.Outcome remove = cli.run("models", "rm", "tiny");

        assertThat(pull.code()).isZero();
        assertThat(pull.out()).isEqualTo("tiny is installed\n");
        assertThat(pull.err()).isEqualTo("""
                eyes4j: Fetching tiny: Three megabytes of noise, 3.1 MB, licence CC0-1.0 (this test)
                eyes4j:   model.onnx, 3.1 MB
                eyes4j: Fetching tiny: npm-tiny-1.0.0.tgz, 3.1 MB
                eyes4j: Fetching tiny: model.onnx, 3.1 MB
                eyes4j: Installed tiny, 3.1 MB, in %s
                """.formatted(home.resolve("models/tiny/1.0.0")));
        assertThat(verify.out()).isEqualTo("tiny: good\n");
        assertThat(remove.out()).isEqualTo("tiny is removed, 6.3 MB\n");
        assertThat(files(""))
                .noneMatch(f -> f.toString().contains("tgz") && !f.toString().contains(".locks"));
        assertThat(cli.run("models", "verify", "tiny").code()).isEqualTo(3);
    }

    @Test
    void should_draw_a_bar_on_a_terminal_and_show_the_licence_in_full() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("EYES4J_HOME", home.toString(), "NPM_CONFIG_REGISTRY", npm.address()),
                true,
                () -> "");

        int code = new CommandLineDoor(terminal).run("models", "pull", "tiny");

        assertThat(code).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("eyes4j: Fetching tiny: Three megabytes of noise, 3.1 MB, licence CC0-1.0 (this test)\n")
                .contains("\r\u001b[KFetching tiny: [########################] 100% of 3.1 MB, model.onnx\n");
    }

    @Test
    void should_refuse_a_tampered_download() throws Exception {
        npm.tamper();

        Cli.Outcome pull = cli().run("models", "pull", "tiny");

        assertThat(pull.code()).isIn(1, 3);
        assertThat(pull.out()).isEmpty();
        assertThat(pull.err())
                .contains("Model `tiny` could not be fetched. Its sources answered:")
                .contains("npm:tiny@1.0.0!/package/model.onnx")
                .contains("sent an archive with sha512-")
                .contains(", expected sha512-");
        assertThat(installed()).isEmpty();
        assertThat(files(".onnx")).isEmpty();
    }

    @Test
    void should_say_what_to_do_when_the_registry_does_not_answer() {
        String address = npm.address();
        npm.close();

        Cli.Outcome pull = Cli.at(home)
                .with("NPM_CONFIG_REGISTRY", address)
                .with("EYES4J_NETWORK_RETRIES", "0")
                .run("models", "pull", "tiny");

        assertThat(pull.code()).isEqualTo(3);
        assertThat(pull.err())
                .contains(address + "tiny/1.0.0 did not answer")
                .contains("Check the network and the answers above, then run `eyes4j models pull tiny`.");
    }

    @Test
    void should_say_that_the_registry_set_is_no_address() {
        Cli.Outcome pull =
                Cli.at(home).with("NPM_CONFIG_REGISTRY", "my-registry").run("models", "pull", "tiny");

        assertThat(pull.code()).isEqualTo(3);
        assertThat(pull.err())
                .contains("npm's registry setting (NPM_CONFIG_REGISTRY, or registry= in .npmrc) is no address with"
                        + " https://: `my-registry`");
    }

    @Test
    void should_resume_after_a_pull_was_killed() throws Exception {
        npm.stall(true);
        Process pull = process("models", "pull", "tiny");
        npm.awaitHalfway();
        pull.destroyForcibly().waitFor();

        assertThat(installed()).isEmpty();
        assertThat(files(".onnx")).isEmpty();

        npm.stall(false);
        Cli.Outcome again = cli().run("models", "pull", "tiny");

        assertThat(again.code()).isZero();
        assertThat(cli().run("models", "verify").out()).isEqualTo("tiny: good\n");
    }

    @Test
    void should_not_use_the_network_when_told_so() {
        Cli.Outcome pull = cli().run("models", "pull", "tiny", "--offline");

        assertThat(pull.code()).isEqualTo(3);
        assertThat(pull.err()).contains("Offline mode is on");
    }

    private Cli cli() {
        return Cli.at(home).with("NPM_CONFIG_REGISTRY", npm.address());
    }

    private Process process(String... arguments) throws Exception {
        ProcessBuilder builder = Processes.eyes4j(arguments);
        builder.environment().put("EYES4J_HOME", home.toString());
        builder.environment().put("NPM_CONFIG_REGISTRY", npm.address());
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private List<String> installed() {
        return cli().run("models", "list")
                .out()
                .lines()
                .filter(l -> l.contains(" installed "))
                .toList();
    }

    private List<Path> files(String ending) throws Exception {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(p -> p.toString().endsWith(ending)).toList();
        }
    }
}
