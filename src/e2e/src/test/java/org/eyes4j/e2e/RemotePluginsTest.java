package org.eyes4j.e2e;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eyes4j.agent.llm.ScriptedEndpoint.Form;
import org.eyes4j.config.Home;
import org.eyes4j.config.SettingsLoader;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.RemoteGraph.Protocol;
import org.eyes4j.vision.remote.OipProcess;
import org.eyes4j.vision.store.ModelStore;
import org.eyes4j.vision.store.ModelStoreException;
import org.eyes4j.vision.store.PullListener;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tools that other machines run, found and used by the planner. */
class RemotePluginsTest {
    private static final String COFFEE =
            Repository.root().resolve("src/samples/coffee.png").toString();

    private static final String PLAN = """
            {"cannot": null, "steps": [
              {"id": "paint", "tool": "match_paint", "with": {"image": {"ref": "inputs.image1"}}}],
             "outputs": [{"name": "paint", "ref": "paint"}]}""";

    @TempDir
    private Path data;

    @Test
    void should_answer_with_a_model_that_another_process_runs() throws Exception {
        try (OipProcess server = new OipProcess(0, Map.of("shelf-ssd", detector()))) {
            plugin("shop-goods", """
                    name: shop-goods
                    version: "1"
                    kind: oip
                    description: Finds shop goods in a picture.
                    oip:
                      server: {url: "%s", protocol: grpc}
                      tool: detect
                      name: find_shop_goods
                      phrases: [find shop goods, where are the shop goods]
                      like: coco-ssd
                      graphs: {detector: shelf-ssd}
                    """.formatted(server.url(Protocol.GRPC)));

            JsonNode reply = ask("find shop goods");

            assertThat(reply.path("steps").findValuesAsText("tool")).contains("find_shop_goods");
            assertThat(reply.path("regions").findValuesAsText("label")).contains("cup");
        }
    }

    @Test
    void should_answer_with_an_operation_of_a_service() throws IOException {
        WireMockServer service =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        service.start();
        try {
            service.stubFor(post("/paint").willReturn(okJson("{\"paint\": \"RAL 8017 chocolate brown\"}")));
            Path folder = plugin("paints", """
                    name: paints
                    version: "1"
                    kind: http
                    http:
                      openapi: paints.yaml
                      server: %s
                      operations:
                        matchPaint:
                          effect: false
                          phrases: [match the paint, which paint is it]
                          result: {at: /paint}
                    """.formatted(service.baseUrl()));
            Files.writeString(folder.resolve("paints.yaml"), """
                    openapi: 3.0.3
                    info: {title: Paints, version: "1"}
                    paths:
                      /paint:
                        post:
                          operationId: matchPaint
                          summary: Matches the paint of a picture.
                          requestBody:
                            content: {image/png: {schema: {type: string, format: binary}}}
                          responses:
                            "200":
                              content:
                                application/json:
                                  schema: {type: object, properties: {paint: {type: string}}}
                    """);

            try (Endpoint endpoint = new Endpoint(Form.OPENAI, data, false)) {
                endpoint.script.says(PLAN).says("The paint is RAL 8017 chocolate brown.");
                Cli.Outcome outcome = endpoint.run(
                        Cli.ofUser().with("XDG_DATA_HOME", data.toString()),
                        "ask",
                        "Which paint is it?",
                        "--image",
                        COFFEE,
                        "--json",
                        "--planner",
                        "plan");

                assertThat(outcome.code()).as(outcome.err() + outcome.out()).isZero();
                JsonNode reply = outcome.json();
                assertThat(reply.path("steps").findValuesAsText("status")).containsExactly("done");
                assertThat(reply.path("answer").asText()).contains("RAL 8017 chocolate brown");
                // The planner was offered the operation as a tool, and told what it gave.
                assertThat(endpoint.script.requests()).hasSize(2);
                assertThat(endpoint.script.requests().get(0).toString())
                        .contains("match_paint", "Matches the paint of a picture.");
                assertThat(endpoint.script.requests().get(1).toString()).contains("RAL 8017 chocolate brown");
            }
        } finally {
            service.stop();
        }
    }

    private JsonNode ask(String question) {
        Cli.Outcome outcome = RealModels.checked(Cli.ofUser()
                .with("XDG_DATA_HOME", data.toString())
                .run("ask", question, "--image", COFFEE, "--json", "--planner", "offline"));
        assertThat(outcome.code()).describedAs(outcome.err() + outcome.out()).isZero();
        return outcome.json();
    }

    private Path plugin(String name, String manifest) throws IOException {
        Path folder = Files.createDirectories(data.resolve("eyes4j/plugins").resolve(name));
        Files.writeString(folder.resolve("plugin.yml"), manifest);
        return folder;
    }

    private static Path detector() {
        try {
            return ModelStore.of(Home.ofUser(), SettingsLoader.load(System.getenv()))
                    .ensure(ModelCatalogue.shipped().find("coco-ssd"), PullListener.SILENT)
                    .file("detector");
        } catch (ModelStoreException e) {
            Assumptions.abort("the model cannot be had here: " + e.getMessage());
            throw e;
        }
    }
}
