package org.eyes4j.agent.prompt;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Marks what is data in a prompt: {@code <data-7f3a…>} before it and {@code </data-7f3a…>} after it. The number is random for every
 * run, so nobody who wrote the data can have known it; should it stand in the data all the same it is taken out.
 */
public final class Fence {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM = Pattern.compile("[0-9a-z]{4,64}");

    private final String marker;
    private final Pattern forged;

    private Fence(String marker) {
        if (!FORM.matcher(marker).matches()) {
            throw new IllegalArgumentException(
                    "A fence's marker has 4 to 64 small letters and digits, got '" + marker + "'");
        }
        this.marker = marker;
        this.forged = Pattern.compile(Pattern.quote(marker), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** A fence for one run. */
    public static Fence random() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return new Fence(HexFormat.of().formatHex(bytes));
    }

    /** A fence with a marker that was drawn before, for a run that is played again. */
    public static Fence of(String marker) {
        return new Fence(marker);
    }

    /** What stands in the marks; prompts are given it as their part {@code marker}. */
    public String marker() {
        return marker;
    }

    /** The text between the marks, each on a line of its own; cleaned, and unable to end the fence. */
    public String around(String data) {
        String text = CleanText.of(data);
        while (text.toLowerCase(Locale.ROOT).contains(marker)) {
            text = forged.matcher(text).replaceAll("");
        }
        return "<data-" + marker + ">\n" + text.strip() + "\n</data-" + marker + ">";
    }
}
