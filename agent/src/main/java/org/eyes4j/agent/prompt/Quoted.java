package org.eyes4j.agent.prompt;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Untrusted text as a JSON string: on one line, unable to end its quotes. */
final class Quoted {
    private Quoted() {}

    /** The text in quotes, cut to at most so many characters, which is then told behind them. */
    static String of(String text, int most) {
        String clean = CleanText.of(text);
        int end = CleanText.whole(clean, most);
        String kept =
                '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(clean.substring(0, end))) + '"';
        return end == clean.length() ? kept : kept + " (… " + (clean.length() - end) + " more characters)";
    }
}
