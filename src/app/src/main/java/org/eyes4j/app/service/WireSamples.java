package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.eyes4j.tools.artifact.Npy;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.eyes4j.vision.speech.SoundLimits;
import org.eyes4j.vision.speech.WavFile;

/**
 * Sounds and depth maps as clients have them: handles of artifacts, {@code .wav} and {@code .npy}. A depth map's handle says
 * its frame too, and is given back as it came. Thread-safe.
 */
final class WireSamples {
    static final Set<Kind> KINDS = Set.of(Kind.AUDIO, Kind.DEPTH_MAP);

    private static final String SOUND = "data:audio/";

    private final Artifacts artifacts;
    private final SoundLimits limits;

    WireSamples(Artifacts artifacts, SoundLimits limits) {
        this.artifacts = artifacts;
        this.limits = limits;
    }

    /** A value of one of {@link #KINDS}. */
    Value read(JsonNode node, Kind kind, String field, Caller caller) {
        return kind.equals(Kind.AUDIO) ? audio(node, field, caller) : depth(node, field, caller);
    }

    private Value audio(JsonNode node, String field, Caller caller) {
        String id;
        if (node.path("data").isTextual()) {
            id = keep(node.get("data").textValue(), field, caller).id();
        } else if (node.isTextual() || node.path("artifact").isTextual()) {
            id = node.isTextual() ? node.textValue() : node.get("artifact").textValue();
        } else {
            throw Problem.at(
                    field,
                    "Expected a sound: {\"artifact\": ID} of one that is kept, or {\"data\": \"data:audio/wav;base64,…\"}");
        }
        return Value.Audio.of(WavFile.read(artifacts.bytes(id, caller), "The sound", limits));
    }

    /** Whether a text is a sound, as a data URL. */
    static boolean isSound(String data) {
        return data.startsWith(SOUND);
    }

    /** Keeps a sound, once it is known to be one. */
    ArtifactRow keep(String data, String field, Caller caller) {
        byte[] wav = WireValues.data(data, field);
        WavFile.read(wav, "The sound", limits);
        return artifacts.put(wav, "audio/wav", field.substring(field.lastIndexOf('/') + 1) + ".wav", caller);
    }

    private Value depth(JsonNode node, String field, Caller caller) {
        if (!node.path("artifact").isTextual()) {
            throw Problem.at(field, "Expected a depth map as a tool gave it: {artifact, image, width, height, metric}");
        }
        ObjectNode framed = JsonNodeFactory.instance.objectNode();
        framed.set("frame", node);
        try {
            Frame frame = ValueJson.readFrame(framed, null);
            byte[] npy = artifacts.bytes(node.get("artifact").textValue(), caller);
            return new Value.DepthMap(
                    frame,
                    Npy.read(npy, Math.multiplyExact(frame.width(), frame.height())),
                    node.path("metric").asBoolean());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Problem.at(field, "This is no depth map as a tool gave it: " + e.getMessage());
        }
    }

    ObjectNode toJson(Value.DepthMap depth, String name, Caller caller) {
        ObjectNode node = (ObjectNode) ValueJson.toJson(depth);
        byte[] npy =
                Npy.write(depth.depth(), depth.frame().height(), depth.frame().width());
        return node.put(
                "artifact",
                artifacts.put(npy, "application/x-npy", name + ".npy", caller).id());
    }
}
