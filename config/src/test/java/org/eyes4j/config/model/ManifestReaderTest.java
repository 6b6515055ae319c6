package org.eyes4j.config.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.eyes4j.config.yaml.YamlDocument;
import org.junit.jupiter.api.Test;

class ManifestReaderTest {
    private static final String GOOD = """
            name: tiny
            title: A tiny model
            capabilities: [detect]
            family: ssd
            version: "1"
            licence: {spdx: MIT, stated: here}
            hints: {quality: good, memory: 3 MiB}
            files:
              detector:
                path: a/b.onnx
                size: 3
                sha256: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
                sources: ["npm:@x/y@1.0.0!/package/b.onnx"]
            preprocess: {width: 300, mean: [0.5, 1], detector: {input: x}}
            labels: [cat, "", dog]
            """;

    private final ManifestReader reader = new ManifestReader();

    private ModelManifest read(String yaml) {
        return reader.read(YamlDocument.parse(yaml, "tiny.yaml"));
    }

    @Test
    void should_read_every_field() {
        ModelManifest m = read(GOOD);

        assertThat(m.name()).isEqualTo("tiny");
        assertThat(m.capabilities()).containsExactly("detect");
        assertThat(m.licence()).hasToString("MIT (here)");
        assertThat(m.hints()).isEqualTo(new Hints(Hints.Quality.GOOD, Hints.Speed.FAIR, 3 << 20));
        assertThat(m.file("detector").parts().get(0).sources()).containsExactly("npm:@x/y@1.0.0!/package/b.onnx");
        assertThat(m.downloadBytes()).isEqualTo(3);
        assertThat(m.preprocess().integer("width")).isEqualTo(300);
        assertThat(m.preprocess().numbers("mean")).containsExactly(0.5, 1.0);
        assertThat(m.preprocess().nested("detector").text("input")).isEqualTo("x");
        assertThat(m.labels()).containsExactly("cat", "", "dog");
    }

    @Test
    void should_tell_the_line_and_the_nearest_field() {
        assertThatThrownBy(() -> read(GOOD.replace("licence:", "license:"))).hasMessage("""
                        tiny.yaml:1:1: expected the field `licence`, found only name, title, capabilities, family, \
                        version, license, hints, files, preprocess, labels
                        tiny.yaml:6:1: license: expected one of name, title, capabilities, family, version, preferred, \
                        languages, licence, hints, files, preprocess, postprocess, labels, found `license`; did you mean `licence`?""");
    }

    @Test
    void should_tell_all_faults_at_once() {
        String wrong = GOOD.replace("size: 3\n", "size: big\n")
                .replace("ba7816", "BA7816")
                .replace("quality: good", "quality: goood")
                .replace("a/b.onnx\n", "../b.onnx\n")
                .replace("[\"npm:@x/y@1.0.0!/package/b.onnx\"]", "[\"ftp://x\"]");

        assertThatThrownBy(() -> read(wrong)).hasMessage("""
                        tiny.yaml:7:9: hints.quality: expected one of low, fair, good, high, found "goood"; did you mean `good`?
                        tiny.yaml:10:5: files.detector.path: expected a relative path without `..`, found "../b.onnx"
                        tiny.yaml:11:5: files.detector.size: expected a whole number, found "big"
                        tiny.yaml:12:5: files.detector.sha256: expected 64 lower-case hexadecimal digits, found \
                        "BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                        tiny.yaml:13:15: files.detector.sources[0]: expected maven:GROUP:ARTIFACT:VERSION!/PATH, \
                        npm:PACKAGE@VERSION!/PATH, hub:OWNER/NAME@REVISION!/PATH, https://… or file:PATH, found "ftp://x\"""");
    }

    @Test
    void should_refuse_a_file_without_a_way_to_it_and_one_with_two() {
        assertThatThrownBy(() -> read(GOOD.replaceAll("    sources: .*\n", "")))
                .hasMessage(
                        "tiny.yaml:9:3: files.detector: expected `sources`, `import` or `remote`, found none of them");
        assertThatThrownBy(() -> read(GOOD.replace(
                        "    size: 3\n",
                        "    size: 3\n    import: {format: f, main: m, parts: [{path: m, sources: ['file:m']}]}\n")))
                .hasMessage("tiny.yaml:9:3: files.detector: expected size, sha256 and sources at the parts of `import`,"
                        + " found them beside `import`");
    }

    @Test
    void should_refuse_a_main_part_that_is_no_part() {
        assertThatThrownBy(
                        () -> read(
                                GOOD.replaceAll("    (size|sha256|sources): .*\n", "")
                                        .replace(
                                                "path: a/b.onnx\n",
                                                "path: a/b.onnx\n    import: {format: f, main: n, parts: [{path: m, sources: ['file:m']}]}\n")))
                .hasMessage(
                        "tiny.yaml:1:1: expected a consistent manifest, found The main part n of a/b.onnx must be one"
                                + " of its parts, got [m]");
    }

    @Test
    void should_refuse_an_empty_document() {
        assertThatThrownBy(() -> read("")).hasMessage("tiny.yaml:1:1: expected a map, found nothing");
    }

    @Test
    void should_name_the_model_when_a_parameter_is_missing_or_wrong() {
        ModelManifest m = read(GOOD);

        assertThatThrownBy(() -> m.preprocess().integer("height"))
                .hasMessage(
                        "tiny: preprocess: expected a whole number at `height`, found only [width, mean, detector]");
        assertThatThrownBy(() -> m.preprocess().text("width"))
                .hasMessage("tiny: preprocess: expected text at `width`, found `300`");
        assertThatThrownBy(() -> m.file("detectr"))
                .hasMessage("Model `tiny` has no file `detectr`, only [detector]; did you mean `detector`?");
        assertThat(m.preprocess().nested("detector").values()).containsOnlyKeys("input");
        assertThat(List.of(m)).contains(read(GOOD));
    }
}
