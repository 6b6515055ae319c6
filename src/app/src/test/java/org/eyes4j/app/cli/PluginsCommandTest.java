package org.eyes4j.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.eyes4j.app.output.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsCommandTest {
    private static final Path PICTURE = Path.of("../samples/coffee.png");

    @TempDir
    private Path home;

    private record Outcome(int code, String out, String err) {
        JsonNode json() throws IOException {
            return Json.read(out);
        }
    }

    @Test
    void should_take_a_new_jar_from_nothing_to_a_call() throws Exception {
        // GIVEN a project as it was written, built as Maven would
        Path project = home.resolve("work/light-meter");
        assertThat(run("plugins", "new", "light-meter", "--kind", "jar", "--dir", project.toString())
                        .code())
                .isZero();
        Path jar = build(project, home.resolve("light-meter.jar"));
        // WHEN nobody lets it in
        Outcome refused = run("plugins", "add", jar.toString());
        // THEN
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err())
                .contains("light-meter 1.0.0 (jar) runs code in this process, with all that the program itself may do")
                .contains("light-meter.jar has SHA-256 ")
                .contains("Nothing was taken in. If you trust it: eyes4j plugins add " + jar + " --allow");
        assertThat(run("plugins", "list", "--json").json().path("plugins")).isEmpty();
        // WHEN somebody does
        Outcome added = run("plugins", "add", jar.toString(), "--allow", "--json");
        // THEN
        assertThat(added.err() + added.out()).contains("\"state\" : \"enabled\"");
        assertThat(run("tools", "describe", "light_meter").out())
                .contains("from plugin 'light-meter' 1.0.0, jar, sha256 "
                        + added.json().path("sha256").asText());
        assertThat(run("tools", "describe", "light_meter", "--json")
                        .json()
                        .path("origin")
                        .path("plugin")
                        .asText())
                .isEqualTo("light-meter");
        Outcome called = run("tools", "call", "light_meter", "--arg", "image=" + PICTURE, "--json");
        assertThat(called.code()).as(called.err()).isZero();
        Outcome verified = run("plugins", "verify", "light-meter", "--json");
        assertThat(verified.json().path("passed").asBoolean())
                .as(verified.out())
                .isTrue();
        // WHEN it is switched off, and taken out
        assertThat(run("plugins", "disable", "light-meter").out()).contains("light-meter 1.0.0 (jar): disabled");
        assertThat(run("tools", "describe", "light_meter").code()).isEqualTo(2);
        assertThat(run("plugins", "remove", "light-meter").out()).isEqualTo("light-meter is removed\n");
        assertThat(run("plugins").out()).startsWith("There is no plugin in ");
    }

    @Test
    void should_take_a_new_model_without_code() throws Exception {
        Path project = home.resolve("work/shape-finder");
        run("plugins", "new", "shape-finder", "--kind", "onnx", "--dir", project.toString());
        Outcome added = run("plugins", "add", project.toString(), "--json");
        assertThat(added.json().path("state").asText())
                .as(added.out() + added.err())
                .isEqualTo("enabled");
        Outcome found = run("tools", "call", "shape_finder", "--arg", "image=" + PICTURE, "--json");
        assertThat(found.code()).as(found.err()).isZero();
        assertThat(found.json().toString()).contains("shape_finder");
    }

    @Test
    void should_take_a_new_http_tool() throws Exception {
        Path project = home.resolve("work/text-length");
        run("plugins", "new", "text-length", "--kind", "http", "--dir", project.toString());
        Outcome added = run("plugins", "add", project.toString(), "--allow", "--json");
        assertThat(added.json().path("state").asText())
                .as(added.out() + added.err())
                .isEqualTo("enabled");
    }

    @Test
    void should_say_what_is_wrong() {
        assertThat(run("plugins", "new", "Bird Finder", "--kind", "jar").err())
                .contains("A plugin's name is lower-case words joined by hyphens, as bird-finder; got 'Bird Finder'");
        assertThat(run("plugins", "new", "birds", "--kind", "gem").err())
                .contains("There is a project for each of class, jar, onnx, http; got 'gem'");
        assertThat(run("plugins", "remove", "birds").err()).contains("There is no plugin 'birds' in ");
        assertThat(run("plugins", "allow", "abc").err())
                .contains("Expected a SHA-256 of 64 hexadecimal digits, found 'abc'");
        assertThat(run("plugins", "add", "nowhere").err())
                .contains("Expected a folder with a plugin.yml, a jar or a zip, found nothing at nowhere");
    }

    private Outcome run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("EYES4J_HOME", home.toString(), "EYES4J_OFFLINE", "true"),
                new ByteArrayInputStream(new byte[0]),
                false,
                false,
                () -> "");
        int code = new CommandLineDoor(terminal).run(arguments);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What {@code mvn package} does to it, without Maven. */
    private static Path build(Path project, Path jar) throws IOException {
        Path classes = Files.createDirectories(project.resolve("target/classes"));
        Path sources = project.resolve("src/main/java");
        Path resources = project.resolve("src/main/resources");
        List<String> options = List.of(
                "-proc:none",
                "-parameters",
                "-d",
                classes.toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                sources.resolve("plugin/PictureTools.java").toString());
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new)))
                .isZero();
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path root : List.of(classes, resources)) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        zip.putNextEntry(
                                new ZipEntry(root.relativize(file).toString().replace('\\', '/')));
                        zip.write(Files.readAllBytes(file));
                        zip.closeEntry();
                    }
                }
            }
        }
        return jar;
    }
}
