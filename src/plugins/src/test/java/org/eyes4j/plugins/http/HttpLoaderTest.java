package org.eyes4j.plugins.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.config.SettingsLoader;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.plugins.Plugin;
import org.eyes4j.plugins.PluginContext;
import org.eyes4j.plugins.PluginException;
import org.eyes4j.plugins.PluginManifest;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpLoaderTest {
    private static final WireMockServer SERVICE =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    private static final Value.Image PICTURE = Value.Image.of("p", new Raster(4, 2, 3, new byte[] {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24
    }));

    @TempDir
    private Path folder;

    @BeforeAll
    static void begin() {
        SERVICE.start();
    }

    @AfterAll
    static void end() {
        SERVICE.stop();
    }

    @BeforeEach
    void document() throws IOException {
        SERVICE.resetAll();
        Files.writeString(folder.resolve("openapi.yaml"), """
                openapi: 3.1.0
                info: {title: Colours, version: "1"}
                servers: [{url: "http://127.0.0.1:1"}]
                paths:
                  /colours/{palette}:
                    post:
                      operationId: nameColour
                      summary: Names the main colour of a picture.
                      parameters:
                        - {name: palette, in: path, required: true, schema: {$ref: "#/components/schemas/Palette"}}
                        - {name: maxNames, in: query, schema: {type: integer, minimum: 1, maximum: 9, default: 3}}
                      requestBody:
                        content:
                          application/json:
                            schema:
                              type: object
                              required: [picture]
                              properties:
                                picture: {type: string, contentEncoding: base64, description: the picture}
                                hint: {type: string, maxLength: 20}
                      responses:
                        "200":
                          content:
                            application/json:
                              schema:
                                type: object
                                properties:
                                  colour: {type: object, properties: {name: {type: string}}}
                                  things: {type: array, items: {type: object}}
                  /things:
                    post:
                      operationId: findThings
                      requestBody:
                        content:
                          multipart/form-data:
                            schema:
                              type: object
                              required: [file, model]
                              properties:
                                file: {type: string, format: binary}
                                model: {type: string}
                      responses: {"200": {content: {application/json: {schema: {type: object}}}}}
                  /grey:
                    post:
                      operationId: makeGrey
                      requestBody: {content: {image/png: {schema: {type: string, format: binary}}}}
                      responses: {"200": {content: {image/png: {}}}}
                  /count:
                    get:
                      operationId: countThings
                      parameters: [{name: of, in: query, required: true, schema: {type: string}}]
                      responses: {"200": {content: {application/json: {schema: {type: object, properties: {n: {type: integer}}}}}}}
                components:
                  schemas:
                    Palette: {type: string, enum: [css, ral]}
                """);
    }

    @Test
    void should_make_an_operation_a_tool() throws Exception {
        ToolSpecification tool = one("nameColour: {result: {at: /colour/name}, phrases: [which colour is it]}")
                .specification();

        assertThat(tool.name()).isEqualTo("name_colour");
        assertThat(tool.description()).isEqualTo("Names the main colour of a picture.");
        assertThat(tool.output()).isEqualTo(Kind.TEXT);
        assertThat(tool.phrases()).containsExactly("which colour is it");
        assertThat(tool.traits()).containsExactly(ToolSpecification.Trait.EFFECT);
        assertThat(tool.inputs()).extracting(Port::name).containsExactly("palette", "max_names", "picture", "hint");
        assertThat(tool.inputs()).extracting(Port::kind).containsExactly(Kind.TEXT, Kind.NUMBER, Kind.IMAGE, Kind.TEXT);
        assertThat(tool.inputs()).extracting(Port::required).containsExactly(true, false, true, false);
        assertThat(tool.inputs().get(0).choices()).containsExactly("css", "ral");
        assertThat(tool.inputs().get(1).maximum()).isEqualTo(9);
        assertThat(tool.inputs().get(3).maxItems()).isEqualTo(20);
    }

    @Test
    void should_send_a_picture_in_json_and_read_a_text() throws Exception {
        SERVICE.stubFor(post(urlPathEqualTo("/colours/css")).willReturn(okJson("{\"colour\": {\"name\": \"teal\"}}")));

        ToolResult result = call(
                one("nameColour: {effect: false, result: {at: /colour/name}}"),
                Map.of("palette", new Value.Text("css"), "picture", PICTURE));

        assertThat(result).isEqualTo(ToolResult.of(new Value.Text("teal")));
        SERVICE.verify(postRequestedFor(urlEqualTo("/colours/css?maxNames=3"))
                .withRequestBody(com.github.tomakehurst.wiremock.client.WireMock.equalToJson("{\"picture\": \""
                        + Base64.getEncoder().encodeToString(Png.encode(PICTURE.raster())) + "\"}")));
    }

    @Test
    void should_send_a_picture_as_a_file_and_read_regions_by_an_expression() throws Exception {
        SERVICE.stubFor(
                post("/things")
                        .willReturn(
                                okJson(
                                        "{\"hits\": [{\"tag\": \"cup\", \"p\": 0.75, \"at\": {\"x\": 1, \"y\": 0, \"w\": 2, \"h\": 1}}]}")));

        ToolResult result = call(one("""
                        findThings:
                              tool: find_cups
                              inputs: {file: {name: image}, model: {value: large}}
                              result:
                                kind: detections
                                cel: "body.hits.map(h, {'label': h.tag, 'score': h.p, 'box': [h.at.x, h.at.y, h.at.x + h.at.w, h.at.y + h.at.h]})"
                        """), Map.of("image", PICTURE));

        Value.Detections found = (Value.Detections) ((ToolResult.Success) result).value();
        assertThat(found.frame()).isEqualTo(PICTURE.frame());
        assertThat(found.regions()).hasSize(1);
        assertThat(found.regions().get(0).label()).isEqualTo("cup");
        assertThat(found.regions().get(0).box()).isEqualTo(new BoundingBox(1, 0, 3, 1));
        SERVICE.verify(postRequestedFor(urlEqualTo("/things"))
                .withRequestBodyPart(
                        aMultipart("model").withBody(equalTo("large")).build())
                .withRequestBodyPart(aMultipart("file")
                        .withHeader("Content-Type", equalTo("image/png"))
                        .withBody(com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo(
                                Png.encode(PICTURE.raster())))
                        .build()));
    }

    @Test
    void should_send_a_picture_as_the_body_and_read_a_picture_of_its_frame() throws Exception {
        Raster grey = new Raster(4, 2, 3, new byte[24]);
        SERVICE.stubFor(post("/grey")
                .willReturn(aResponse().withHeader("Content-Type", "image/png").withBody(Png.encode(grey))));

        ToolResult result = call(one("makeGrey: {}"), Map.of("image", PICTURE));

        assertThat(result).isEqualTo(ToolResult.of(new Value.Image(PICTURE.frame(), grey)));
    }

    @Test
    void should_ask_again_what_changes_nothing_only() throws Exception {
        SERVICE.stubFor(get(urlPathEqualTo("/count"))
                .inScenario("busy")
                .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "0"))
                .willSetStateTo("free"));
        SERVICE.stubFor(get(urlPathEqualTo("/count"))
                .inScenario("busy")
                .whenScenarioStateIs("free")
                .willReturn(okJson("{\"n\": 7}")));
        SERVICE.stubFor(post("/things").willReturn(aResponse().withStatus(503)));

        assertThat(call(one("countThings: {result: {at: /n}}"), Map.of("of", new Value.Text("a&b/c"))))
                .isEqualTo(ToolResult.of(new Value.Number(7)));
        ToolResult refused =
                call(one("findThings: {inputs: {model: {value: m}}, result: {kind: record}}"), Map.of("file", PICTURE));

        SERVICE.verify(2, getRequestedFor(urlEqualTo("/count?of=a%26b%2Fc")));
        SERVICE.verify(1, postRequestedFor(urlEqualTo("/things")));
        assertThat(refused).isEqualTo(ToolResult.failed(FailureKind.UNAVAILABLE, SERVICE.baseUrl() + " answered 503"));
    }

    @Test
    void should_follow_no_redirect() throws Exception {
        SERVICE.stubFor(get(urlPathEqualTo("/count"))
                .willReturn(aResponse().withStatus(302).withHeader("Location", SERVICE.baseUrl() + "/secret")));

        assertThat(call(one("countThings: {result: {at: /n}}"), Map.of("of", new Value.Text("x"))))
                .isEqualTo(ToolResult.failed(
                        FailureKind.UNAVAILABLE,
                        SERVICE.baseUrl() + " answered 302, a redirect to " + SERVICE.baseUrl()
                                + ". Redirects are never followed; if it moved, name its new address in the manifest"));
        SERVICE.verify(0, getRequestedFor(urlEqualTo("/secret")));
    }

    @Test
    void should_tell_what_an_answer_is_in_place_of_what_it_should_be() throws Exception {
        SERVICE.stubFor(get(urlPathEqualTo("/count")).willReturn(okJson("{\"m\": 1}")));
        Tool tool = one("countThings: {result: {at: /n}}");

        assertThat(explained(tool))
                .isEqualTo(SERVICE.baseUrl()
                        + ": expected a number at /n of its answer, found {\"m\":1}. Check `result` in the plugin's manifest against"
                        + " what the service answers");

        SERVICE.stubFor(get(urlPathEqualTo("/count")).willReturn(aResponse().withBody("<html>no</html>")));
        assertThat(explained(tool)).startsWith(SERVICE.baseUrl() + ": expected JSON, found `<html>no</html>`");

        SERVICE.stubFor(get(urlPathEqualTo("/count")).willReturn(okJson("{\"n\": \"many\"}")));
        assertThat(explained(tool))
                .contains("expected a number in its answer, found another: Expected a number, found \"many\"");

        SERVICE.stubFor(get(urlPathEqualTo("/count")).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        assertThat(explained(tool)).startsWith(SERVICE.baseUrl() + " broke off: ");
    }

    @Test
    void should_send_a_secret_of_the_environment_and_never_show_it() throws Exception {
        SERVICE.stubFor(get(urlPathEqualTo("/count"))
                .willReturn(aResponse().withStatus(403).withBody("{\"error\": \"bad token s3cret-token, sorry\"}")));
        Tool tool = load(
                        "countThings: {result: {at: /n}}",
                        "  token: COUNT_TOKEN\n",
                        Map.of("COUNT_TOKEN", "s3cret-token"))
                .tools()
                .get(0);

        assertThat(explained(tool))
                .isEqualTo(SERVICE.baseUrl()
                        + " answered 403: bad token [hidden], sorry. It wants a login, or another one:"
                        + " `token` names the environment variable of a token");
        SERVICE.verify(
                getRequestedFor(urlPathEqualTo("/count")).withHeader("Authorization", equalTo("Bearer s3cret-token")));
        assertThatThrownBy(() -> load("countThings: {result: {at: /n}}", "  token: COUNT_TOKEN\n", Map.of()))
                .isInstanceOf(PluginException.class)
                .hasMessage(SERVICE.baseUrl()
                        + " wants a secret: expected it in the environment variable COUNT_TOKEN, which"
                        + " is not set. Set COUNT_TOKEN and start again");
    }

    @Test
    void should_refuse_an_answer_that_is_too_large() throws Exception {
        SERVICE.stubFor(
                get(urlPathEqualTo("/count")).willReturn(okJson("{\"n\": 1, \"x\": \"" + "y".repeat(2000) + "\"}")));
        Tool tool = load("countThings: {result: {at: /n}}", "  max_answer: 1 KiB\n", Map.of())
                .tools()
                .get(0);

        assertThat(explained(tool))
                .startsWith(
                        SERVICE.baseUrl() + ": expected an answer of at most 1.0 kB (`max_answer`), found at least ");
    }

    @Test
    void should_tell_every_fault_of_a_manifest() {
        assertThatThrownBy(() -> load("""
                        nameColor: {}
                            nameColour: {inputs: {pictur: {as: data_url}}, result: {kind: txt}}
                            findThings: {}
                        """, "", Map.of()))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("plugin.yml:8:")
                .hasMessageContaining("found `nameColor`; did you mean `nameColour`?")
                .hasMessageContaining(
                        "one of the parts of nameColour: palette, maxNames, picture, hint, found `pictur`")
                .hasMessageContaining("There is no kind 'txt'");
    }

    @Test
    void should_take_this_machines_address_from_the_manifest_only() {
        assertThatThrownBy(() -> load("countThings: {result: {at: /n}}", "", Map.of(), ""))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("expected `server` in the manifest itself where this machine is meant, found"
                        + " http://127.0.0.1:1 in");
    }

    private static String explained(Tool tool) {
        return ((ToolResult.Failure) call(tool, Map.of("of", new Value.Text("x")))).explain();
    }

    private static ToolResult call(Tool tool, Map<String, Value> arguments) {
        return ToolRegistry.of(List.of(tool))
                .call(new ToolCall(tool.specification().name(), arguments), ToolContext.detached());
    }

    private Tool one(String operation) throws Exception {
        return load(operation, "", Map.of()).tools().get(0);
    }

    private Plugin load(String operations, String more, Map<String, String> environment) throws Exception {
        return load(operations, more, environment, "  server: " + SERVICE.baseUrl() + "\n");
    }

    private Plugin load(String operations, String more, Map<String, String> environment, String server)
            throws Exception {
        YamlDocument document =
                YamlDocument.parse("""
                name: colours
                version: "1"
                kind: http
                http:
                  openapi: openapi.yaml
                """ + server + more + "  operations:\n    " + operations + "\n", "plugin.yml");
        PluginManifest manifest = new PluginManifest("colours", "1", "http", "", true, folder, document);
        return new HttpLoader(SettingsLoader.load(Map.of()), new Expressions())
                .load(
                        manifest,
                        new PluginContext(environment, true, Set.of(), folder, Duration.ofSeconds(5), note -> {}));
    }
}
