package org.eyes4j.vision.dual;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.token.HubTokenizer;
import org.eyes4j.vision.token.TokenOptions;

/**
 * What a tokenizer's class does with texts that its {@code tokenizer.json} may not say: SigLIP's lowers them and takes out ASCII
 * punctuation, SigLIP 2's lowers them. Where the file does it itself nothing is done. Stateless.
 */
final class CanonicalText {
    private CanonicalText() {}

    static UnaryOperator<String> of(HubFiles files, HubTokenizer tokenizer) {
        Parameters config = files.json("tokenizer_config.json").orElseGet(() -> new Parameters(files.name(), Map.of()));
        String type = config.text("tokenizer_class", "").replaceFirst("Fast$", "");
        if (type.equals("SiglipTokenizer") && differs(tokenizer, "A, B!", "a b")) {
            return CanonicalText::lowerWithoutPunctuation;
        }
        boolean lower = type.equals("Siglip2Tokenizer") || config.flag("do_lower_case", false);
        return lower && differs(tokenizer, "A B", "a b") ? text -> text.toLowerCase(Locale.ROOT) : text -> text;
    }

    private static boolean differs(HubTokenizer tokenizer, String one, String other) {
        return !Arrays.equals(
                tokenizer.encode(one, TokenOptions.whole()).ids(),
                tokenizer.encode(other, TokenOptions.whole()).ids());
    }

    static String lowerWithoutPunctuation(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[!-/:-@\\[-`{-~]", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
