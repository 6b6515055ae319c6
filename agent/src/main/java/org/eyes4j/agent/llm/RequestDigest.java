package org.eyes4j.agent.llm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.value.Value;

/** SHA-256 of all that is said to a language model in one call, pictures included. */
public final class RequestDigest {
    private final MessageDigest digest = Sha256.digest();

    private RequestDigest() {}

    public static String of(ModelRequest request) {
        RequestDigest writer = new RequestDigest();
        writer.text(request.purpose());
        request.messages().forEach(writer::message);
        request.tools()
                .forEach(tool -> writer.text(tool.name())
                        .text(tool.description())
                        .text(tool.schema().toString()));
        request.form()
                .ifPresent(form -> writer.text(form.name()).text(form.schema().toString()));
        return HexFormat.of().formatHex(writer.digest.digest());
    }

    private void message(Message message) {
        text(message.getClass().getSimpleName()).text(message.text());
        if (message instanceof Message.User user) {
            for (Value.Image image : user.images()) {
                numbers(image.raster().width(), image.raster().height());
                digest.update(image.raster().data());
            }
        } else if (message instanceof Message.Assistant assistant) {
            assistant.calls().forEach(c -> text(c.id()).text(c.tool()).text(c.arguments()));
        } else if (message instanceof Message.Tool tool) {
            text(tool.call()).text(tool.tool());
        }
    }

    /** With its length before it, so that no two requests write the same bytes. */
    private RequestDigest text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        numbers(bytes.length, 0);
        digest.update(bytes);
        return this;
    }

    private void numbers(int a, int b) {
        digest.update(ByteBuffer.allocate(8).putInt(a).putInt(b).array());
    }
}
