package org.eyes4j.plugins.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.expression.ExpressionException;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.eyes4j.vision.picture.PictureException;
import org.eyes4j.vision.picture.PictureReader;
import org.eyes4j.vision.remote.WebAnswer;

/** Reads the value of an answer. What came is untrusted: it is that kind of value, or a fault that says what it is. */
final class AnswerReader {
    /** What came is not what the operation promises. */
    static final class UnfitAnswerException extends Exception {
        private static final long serialVersionUID = 1;

        UnfitAnswerException(String message) {
            super(message);
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);
    private static final int SHOWN = 80;

    private final Operation.Result result;
    private final Expressions expressions;
    private final PictureReader pictures;

    AnswerReader(Operation.Result result, Expressions expressions, PictureReader pictures) {
        this.result = result;
        this.expressions = expressions;
        this.pictures = pictures;
    }

    Value read(WebAnswer answer, Arguments arguments) throws UnfitAnswerException {
        Optional<Frame> frame = frame(arguments);
        String type = answer.header("Content-Type");
        boolean asked = result.cel().isPresent() || !result.at().isEmpty();
        if (!asked && type.startsWith("image/")) {
            return picture(answer.body(), frame);
        }
        if (!asked && type.startsWith("text/") && result.kind().equals(Kind.TEXT)) {
            return new Value.Text(new String(answer.body(), StandardCharsets.UTF_8).strip());
        }
        JsonNode found = json(answer.body());
        if (result.cel().isPresent()) {
            found = computed(result.cel().get(), found, frame);
        } else if (!result.at().isEmpty()) {
            JsonNode at = found.at(result.at());
            if (at.isMissingNode()) {
                throw new UnfitAnswerException(
                        "expected a " + result.kind() + " at " + result.at() + " of its answer, found " + brief(found));
            }
            found = at;
        }
        return value(found, frame);
    }

    /** The picture that coordinates of the answer belong to: the first that was sent. */
    private static Optional<Frame> frame(Arguments arguments) {
        for (Value value : arguments.asMap().values()) {
            if (value instanceof Value.Image image) {
                return Optional.of(image.frame());
            }
        }
        return Optional.empty();
    }

    private Value value(JsonNode found, Optional<Frame> frame) throws UnfitAnswerException {
        Kind kind = result.kind();
        try {
            if (kind.equals(Kind.IMAGE) || kind.equals(Kind.MASKS) && found.isTextual()) {
                return picture(decoded(found), frame);
            }
            if (kind.equals(Kind.TEXT) && found.isValueNode() && !found.isNull()) {
                return new Value.Text(found.asText());
            }
            return ValueJson.fromJson(found, kind, frame.orElse(null));
        } catch (IllegalArgumentException e) {
            throw new UnfitAnswerException("expected a " + kind + " in its answer, found another: " + e.getMessage());
        }
    }

    private static byte[] decoded(JsonNode found) throws UnfitAnswerException {
        String text = found.asText();
        if (text.startsWith("http:") || text.startsWith("https:")) {
            throw new UnfitAnswerException(
                    "expected a picture in its answer, found an address of one, which is never fetched");
        }
        try {
            return Base64.getMimeDecoder()
                    .decode(text.startsWith("data:") ? text.substring(text.indexOf(',') + 1) : text);
        } catch (IllegalArgumentException e) {
            throw new UnfitAnswerException("expected a picture as base64 in its answer, found " + brief(found));
        }
    }

    private Value picture(byte[] bytes, Optional<Frame> frame) throws UnfitAnswerException {
        Raster raster;
        try {
            raster = pictures.read(bytes, "the answer").raster();
        } catch (PictureException e) {
            throw new UnfitAnswerException("expected a picture in its answer, found something else: " + e.getMessage());
        }
        boolean same = frame.isPresent()
                && frame.get().width() == raster.width()
                && frame.get().height() == raster.height();
        if (result.kind().equals(Kind.MASKS)) {
            if (!same) {
                throw new UnfitAnswerException("expected a mask of the picture's size, found one of " + raster.width()
                        + " x " + raster.height());
            }
            return new Value.Masks(
                    frame.get(),
                    List.of(Mask.fromPredicate(raster.width(), raster.height(), (x, y) -> raster.at(x, y, 0) > 127)));
        }
        return same
                ? new Value.Image(frame.get(), raster)
                : Value.Image.of(raster.fingerprint().substring(0, 16), raster);
    }

    private static JsonNode json(byte[] body) throws UnfitAnswerException {
        try {
            JsonNode node = JSON.readTree(body);
            if (node != null && !node.isMissingNode()) {
                return node;
            }
        } catch (IOException e) {
            // Told below.
        }
        String text = new String(body, 0, Math.min(body.length, SHOWN), StandardCharsets.UTF_8);
        throw new UnfitAnswerException(
                "expected JSON, found `" + text.replaceAll("\\p{Cntrl}+", " ").strip() + "`");
    }

    private JsonNode computed(String cel, JsonNode body, Optional<Frame> frame) throws UnfitAnswerException {
        try {
            Object plain = JSON.treeToValue(body, Object.class);
            Object value = expressions.evaluate(
                    cel,
                    Map.of(
                            "body",
                            plain,
                            "width",
                            frame.map(f -> (long) f.width()).orElse(0L),
                            "height",
                            frame.map(f -> (long) f.height()).orElse(0L)));
            return JSON.valueToTree(value);
        } catch (ExpressionException e) {
            throw new UnfitAnswerException("its answer " + brief(body) + " does not fit `cel`: " + e.getMessage());
        } catch (IOException e) {
            throw new UnfitAnswerException("expected JSON that `cel` can read, found " + brief(body));
        }
    }

    private static String brief(JsonNode node) {
        String text = node.toString();
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
