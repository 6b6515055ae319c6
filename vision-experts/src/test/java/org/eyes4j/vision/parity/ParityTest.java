package org.eyes4j.vision.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every recorded case, at every stage. The cases kept in the repository always run; a whole folder of them is the property
 * {@code parity.dir}, or {@code ../shared/parity} beside the repository where that exists.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParityTest {
    private OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults());

    @BeforeAll
    void open() {
        engine = new OnnxEngine(OnnxSettings.defaults());
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> kept_cases_equal_the_reference() throws Exception {
        URI kept = Objects.requireNonNull(ParityTest.class.getResource("/parity"), "no test resource /parity")
                .toURI();
        return tests(Path.of(kept));
    }

    @TestFactory
    Stream<DynamicTest> cases_of_the_whole_folder_equal_the_reference() {
        String given = System.getProperty("parity.dir", "");
        Path folder = given.isEmpty()
                ? Path.of(System.getProperty("repository.root", "."), "..", "shared", "parity")
                : Path.of(given);
        Assumptions.assumeTrue(
                !given.isEmpty() || Files.isDirectory(folder),
                "no -Dparity.dir is given and there is no folder " + folder.normalize());
        return tests(folder);
    }

    @Test
    void should_refuse_a_folder_without_cases(@org.junit.jupiter.api.io.TempDir Path empty) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> tests(empty))
                .hasMessageContaining("no recorded case under " + empty);
    }

    private Stream<DynamicTest> tests(Path folder) {
        List<ParityCase> cases = Files.isDirectory(folder) ? ParityCase.under(folder) : List.of();
        assertThat(cases).as("no recorded case under " + folder).isNotEmpty();
        assertThat(cases)
                .as("no case under " + folder + " is of a family that is checked here")
                .anyMatch(recorded -> ParityFamilies.all().stream().anyMatch(f -> f.covers(recorded)));
        List<DynamicTest> tests = new ArrayList<>();
        for (ParityCase recorded : cases) {
            tests.add(
                    DynamicTest.dynamicTest(recorded.title(), recorded.folder().toUri(), () -> check(recorded)));
        }
        return tests.stream();
    }

    private void check(ParityCase recorded) {
        FamilyParity family = ParityFamilies.all().stream()
                .filter(f -> f.covers(recorded))
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(family != null, "no family here covers " + recorded.title());
        Objects.requireNonNull(family).check(recorded, engine);
    }
}
