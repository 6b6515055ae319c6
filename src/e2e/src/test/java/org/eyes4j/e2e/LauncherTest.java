package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a house of cardboard: its Maven and its Java are scripts that write down how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir
    private Path root;

    private Path house;
    private Path source;

    @BeforeEach
    void build_the_house() throws IOException {
        house = Files.createDirectories(root.resolve("house"));
        Files.copy(Repository.root().resolve("eyes4j"), house.resolve("eyes4j"));
        source = house.resolve("src/app/src/main/java/Main.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "class Main {}");
        Files.writeString(house.resolve("pom.xml"), "<project/>");
        for (Path path : List.of(source, house.resolve("pom.xml"), source.getParent())) {
            age(path);
        }
        script(root.resolve("bin/mvn"), """
                echo "$@" >>%1$s/builds
                mkdir -p src/app/target/lib
                echo jar >src/app/target/eyes4j.jar
                echo lib >src/app/target/lib/one.jar
                """.formatted(root));
        java("17.0.9");
    }

    @Test
    void should_build_once_and_say_so() throws Exception {
        Outcome first = launch(house.resolve("eyes4j"), house, "doctor");
        Outcome second = launch(house.resolve("eyes4j"), house, "doctor");

        assertThat(first.code()).isZero();
        assertThat(first.err())
                .isEqualTo("eyes4j: building the program (once; a first build downloads what it needs) ...\n");
        assertThat(second.err()).isEmpty();
        assertThat(Files.readAllLines(root.resolve("builds")))
                .containsExactly("-B -ntp -q -Pquick -Dmaven.test.skip=true -pl src/app -am package");
    }

    @Test
    void should_run_the_program_with_what_it_was_given() throws Exception {
        Outcome outcome = launch(house.resolve("eyes4j"), house, "doctor", "a b", "");

        assertThat(outcome.out())
                .contains("[-Dai.djl.offline=true]")
                .contains("[" + house.toRealPath() + "/src/app/target/eyes4j.jar]")
                .endsWith("[org.eyes4j.app.Main]\n[doctor]\n[a b]\n[]\n");
        assertThat(outcome.out()).contains("OPT_OUT_TRACKING=true").doesNotContain("eyes4j.terminal");
    }

    @Test
    void should_work_from_any_folder_and_through_symbolic_links() throws Exception {
        Path elsewhere = Files.createDirectories(root.resolve("else where"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("e4j"), house.resolve("eyes4j"));
        Path relative = Files.createSymbolicLink(elsewhere.resolve("again"), Path.of("e4j"));

        assertThat(launch(link, elsewhere, "doctor").code()).isZero();
        assertThat(launch(relative, elsewhere, "doctor").out()).endsWith("[doctor]\n");
    }

    @Test
    void should_build_again_when_a_source_is_newer() throws Exception {
        launch(house.resolve("eyes4j"), house, "doctor");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));

        Outcome outcome = launch(house.resolve("eyes4j"), house, "doctor");

        assertThat(outcome.err()).startsWith("eyes4j: building the program");
        assertThat(Files.readAllLines(root.resolve("builds"))).hasSize(2);
    }

    @Test
    void should_show_the_end_of_a_build_that_fails() throws Exception {
        script(root.resolve("bin/mvn"), "seq 1 100; echo '[ERROR] no such class'; exit 1");

        Outcome outcome = launch(house.resolve("eyes4j"), house, "doctor");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("eyes4j: the build failed; it ends so:\n")
                .contains("99\n100\n[ERROR] no such class\n")
                .doesNotContain("\n10\n")
                .endsWith("eyes4j: all of it is in " + house.toRealPath() + "/src/app/target/build.log\n");
    }

    @Test
    void should_build_once_for_two_launchers() throws Exception {
        script(root.resolve("bin/mvn"), """
                echo "$@" >>%1$s/builds
                cat %1$s/gate >/dev/null
                mkdir -p src/app/target/lib
                echo jar >src/app/target/eyes4j.jar
                """.formatted(root));
        new ProcessBuilder("mkfifo", root.resolve("gate").toString()).start().waitFor();

        Process first = start(house.resolve("eyes4j"), house, "doctor");
        Process second = start(house.resolve("eyes4j"), house, "doctor");
        // Whichever builds waits for the gate; the other waits for the lock.
        Files.writeString(root.resolve("gate"), "go");

        assertThat(finish(first).code()).isZero();
        assertThat(finish(second).code()).isZero();
        assertThat(Files.readAllLines(root.resolve("builds"))).hasSize(1);
    }

    @Test
    void should_end_the_program_when_it_is_ended_itself() throws Exception {
        // GIVEN the first ask, after which the launcher has something to do
        launch(house.resolve("eyes4j"), house, "doctor");
        script(root.resolve("jdk/bin/java"), "echo $$; exec sleep 1000");
        Process launcher = start(house.resolve("eyes4j"), house, "ask", "x");
        long program = Long.parseLong(launcher.inputReader().readLine());

        // WHEN
        launcher.toHandle().destroy();

        // THEN
        assertThat(launcher.waitFor()).isEqualTo(143);
        assertThat(ProcessHandle.of(program)).isEmpty();
    }

    @Test
    void should_refuse_an_old_java() throws Exception {
        java("11.0.2");

        Outcome outcome = launch(house.resolve("eyes4j"), house, "doctor");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err())
                .isEqualTo("eyes4j: needs Java 17 or newer, and " + root.resolve("jdk/bin/java")
                        + " is version 11.0.2. Install a newer JDK or set JAVA_HOME to one.\n");
    }

    @Test
    void should_pass_native_access_to_a_new_java_only() throws Exception {
        java("25.0.1");
        Outcome modern = launch(house.resolve("eyes4j"), house, "doctor");
        java("17.0.9");
        Outcome old = launch(house.resolve("eyes4j"), house, "doctor");

        assertThat(modern.out()).contains("[--enable-native-access=ALL-UNNAMED]");
        assertThat(old.out()).doesNotContain("native-access");
    }

    private void java(String version) throws IOException {
        script(root.resolve("jdk/bin/java"), "echo OPT_OUT_TRACKING=$OPT_OUT_TRACKING; printf '[%s]\\n' \"$@\"");
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private record Outcome(int code, String out, String err) {}

    private Outcome launch(Path launcher, Path folder, String... arguments) throws Exception {
        return finish(start(launcher, folder, arguments));
    }

    private Process start(Path launcher, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("PATH", root.resolve("bin") + ":" + environment.get("PATH"));
        environment.put("JAVA_HOME", root.resolve("jdk").toString());
        environment.remove("EYES4J_JAVA_OPTS");
        return builder.start();
    }

    private static Outcome finish(Process process) throws Exception {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes());
        String err = new String(process.getErrorStream().readAllBytes());
        return new Outcome(process.waitFor(), out, err);
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void age(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
    }
}
