package org.eyes4j.app.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.eyes4j.app.server.ScriptedTool;
import org.eyes4j.app.server.TestServer;
import org.eyes4j.app.server.TestServer.Reply;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sounds and depth maps of clients. */
class SamplesTest {
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path home) {
        server = TestServer.start(
                home,
                new ScriptedTool(
                        ToolSpecification.named("slope")
                                .describedAs("A depth map that rises")
                                .gives(Kind.DEPTH_MAP, "the map"),
                        (arguments, context) -> ToolResult.of(
                                new Value.DepthMap(Frame.of("p", 3, 2), new float[] {1, 2, 3, 4, 5, 6}, true))),
                new ScriptedTool(
                        ToolSpecification.named("length")
                                .describedAs("How long a sound is")
                                .takes(Port.required("sound", Kind.AUDIO, "the sound"))
                                .gives(Kind.NUMBER, "samples"),
                        (arguments, context) ->
                                ToolResult.of(new Value.Number(((Value.Audio) arguments.value("sound")).samples()))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Reply call(String tool, ObjectNode arguments) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("arguments", arguments);
        return server.post("/api/v1/tools/" + tool, body.toString());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Test
    void should_take_a_depth_map_back_as_it_was_given() {
        Reply given = call("slope", object());
        assertThat(given.json().at("/value/artifact").asText()).hasSize(64);
        assertThat(given.json().at("/value/metric").asBoolean()).isTrue();

        Reply picture =
                call("picture_of_depth", object().set("depth", given.json().get("value")));

        assertThat(picture.status()).as(picture.text()).isEqualTo(200);
        assertThat(picture.json().at("/value/width").asInt()).isEqualTo(3);
        ObjectNode wrong = given.json().get("value").deepCopy();
        Reply refused = call("picture_of_depth", object().set("depth", wrong.put("width", 4)));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("detail").asText()).startsWith("This is no depth map as a tool gave it: ");
    }

    @Test
    void should_take_a_sound_as_data() throws IOException {
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(
                        new ByteArrayInputStream(new byte[160]), new AudioFormat(8000, 16, 1, true, false), 80),
                AudioFileFormat.Type.WAVE,
                wav);
        String data = "data:audio/wav;base64," + Base64.getEncoder().encodeToString(wav.toByteArray());

        Reply length = call("length", object().set("sound", object().put("data", data)));

        assertThat(length.status()).as(length.text()).isEqualTo(200);
        assertThat(length.json().get("value").asInt()).isEqualTo(80);
        Reply refused = call("length", object().set("sound", object().put("data", "data:audio/wav;base64,AAAA")));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("detail").asText()).startsWith("The sound is no WAV file");
    }
}
