package org.eyes4j.vision.token;

import java.util.Map;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.hub.HubFiles;

/**
 * What a hub's configuration says about a tokenizer.
 *
 * @param special its named tokens
 * @param maxLength {@code model_max_length}; {@link Integer#MAX_VALUE} where there is no limit
 * @param padLeft padding goes before the text
 * @param cutLeft the beginning is cut off
 * @param cleanUp spaces before punctuation are taken out of decoded text
 */
record TokenSettings(SpecialTokens special, int maxLength, boolean padLeft, boolean cutLeft, boolean cleanUp) {

    static TokenSettings of(HubFiles files) {
        Parameters config = files.json("tokenizer_config.json")
                .orElseGet(() -> new Parameters(files.name() + "/tokenizer_config.json", Map.of()));
        double length = config.number("model_max_length", config.number("max_len", 1e30));
        return new TokenSettings(
                SpecialTokens.of(files),
                (int) Math.min(Integer.MAX_VALUE, length),
                config.text("padding_side", padsLeft(config) ? "left" : "right").equals("left"),
                config.text("truncation_side", "right").equals("left"),
                config.flag("clean_up_tokenization_spaces", false));
    }

    /** These classes of the reference pad before the text unless told otherwise. */
    private static boolean padsLeft(Parameters config) {
        String type = config.text("tokenizer_class", "");
        return type.startsWith("Siglip2Tokenizer") || type.startsWith("GemmaTokenizer");
    }

    static TokenSettings plain(int maxLength) {
        return new TokenSettings(SpecialTokens.none(), maxLength, false, false, false);
    }
}
