package org.eyes4j.agent.prompt;

import java.util.regex.Pattern;

/**
 * Text from anywhere, made fit for a prompt: no control characters, nothing that turns the direction of reading, nothing invisible that
 * could carry hidden words, and no marks by which chat templates tell who speaks.
 */
public final class CleanText {
    /** Marks that a server may read as its own: ChatML's, Llama's, Gemma's, Mistral's. */
    private static final Pattern ROLE_MARKS = Pattern.compile(
            "<(?=/?(?:s|bos|eos|think|tool_call|tool_response|(?:start|end)_of_turn)>|\\|)|\\[(?=/?INST\\])|(?<=\\|)>");

    private CleanText() {}

    /** The same text without what has no place in a prompt; line ends stay, as {@code \n}. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == 0x2028 || c == 0x2029 || c == 0x85) {
                out.append('\n');
            } else if (!isHidden(c)) {
                out.appendCodePoint(c);
            }
        });
        return ROLE_MARKS.matcher(out).replaceAll("$0 ");
    }

    /** As {@link #of}, on one line, and no longer than so many characters. */
    public static String line(String text, int most) {
        String line = of(text).replaceAll("\\s+", " ").strip();
        return line.length() <= most ? line : line.substring(0, whole(line, most - 1)) + "…";
    }

    /** The largest number of characters, at most the given, that cuts no pair of surrogates. */
    static int whole(String text, int most) {
        int end = Math.max(0, Math.min(most, text.length()));
        return end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    private static boolean isHidden(int c) {
        if (c == '\n' || c == '\t') {
            return false;
        }
        boolean direction =
                c == 0x061C || c == 0x200E || c == 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x206F;
        boolean invisible = c == 0x00AD
                || c == 0x200B
                || c >= 0x2060 && c <= 0x2065
                || c == 0xFEFF
                || c >= 0xFFF9 && c <= 0xFFFB
                || c >= 0xE0000 && c <= 0xE0FFF;
        boolean broken = c >= 0xD800 && c <= 0xDFFF;
        return Character.isISOControl(c) || direction || invisible || broken;
    }
}
