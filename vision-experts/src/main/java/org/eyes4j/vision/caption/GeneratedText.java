package org.eyes4j.vision.caption;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.generate.Generated;

/**
 * A text that a model generated.
 *
 * @param text without special tokens and outer spaces
 * @param score the mean probability that the model gave to its tokens, 0 to 1
 */
public record GeneratedText(String text, double score) {

    static GeneratedText of(String text, Generated generated) {
        return new GeneratedText(text.strip(), generated.meanProbability());
    }

    /** As tools give it: which model wrote it, how sure it was, and that nobody looked it over. */
    Value.Record toValue(String model) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("text", new Value.Text(text));
        fields.put("score", new Value.Number(score));
        fields.put("model", new Value.Text(model));
        fields.put("generated", new Value.Flag(true));
        return new Value.Record(fields);
    }
}
