package org.eyes4j.agent.dialogue;

import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** The words inside a value: what somebody may have written into a picture, a file or an answer. */
final class Untrusted {
    private Untrusted() {}

    static String text(Value value) {
        StringBuilder text = new StringBuilder();
        collect(value, text);
        return text.toString();
    }

    private static void collect(Value value, StringBuilder text) {
        if (value instanceof Value.Text one) {
            text.append(one.text()).append('\n');
        } else if (value instanceof Value.Detections detections) {
            for (Region region : detections.regions()) {
                text.append(region.label()).append(' ');
                if (region.text() != null) {
                    text.append(region.text());
                }
                region.detection()
                        .attributes()
                        .values()
                        .forEach(a -> text.append(' ').append(a));
                text.append('\n');
            }
        } else if (value instanceof Value.Classification classes) {
            classes.entries().forEach(e -> text.append(e.label()).append('\n'));
        } else if (value instanceof Value.ListOf list) {
            list.items().forEach(item -> collect(item, text));
        } else if (value instanceof Value.Record fields) {
            fields.fields().forEach((name, v) -> {
                text.append(name).append(' ');
                collect(v, text);
            });
        }
    }
}
