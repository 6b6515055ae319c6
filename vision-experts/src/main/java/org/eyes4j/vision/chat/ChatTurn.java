package org.eyes4j.vision.chat;

import java.util.List;

/**
 * What one side of a conversation says.
 *
 * @param role {@code user}, {@code assistant} or {@code system}
 * @param parts words and pictures, in their order
 */
public record ChatTurn(String role, List<Part> parts) {
    /** A piece of a turn. */
    public sealed interface Part {}

    /** Words. */
    public record Words(String text) implements Part {}

    /** The next of the conversation's pictures. */
    public record Picture() implements Part {}

    public ChatTurn {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A turn has at least one part");
        }
    }

    /** A user shows a picture and says something about it. */
    public static ChatTurn about(String words) {
        return new ChatTurn("user", List.of(new Picture(), new Words(words)));
    }

    int pictures() {
        return (int) parts.stream().filter(Picture.class::isInstance).count();
    }
}
