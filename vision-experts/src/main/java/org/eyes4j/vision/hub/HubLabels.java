package org.eyes4j.vision.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eyes4j.config.model.Parameters;

/** The classes of a model, from {@code id2label} of its {@code config.json}. */
public final class HubLabels {
    private static final int MOST = 100_000;

    private HubLabels() {}

    /**
     * Labels by class index; an empty text where a number has no label or one that means none, as COCO's gaps do.
     *
     * @throws HubException if the configuration names no classes or a number that is none
     */
    public static List<String> of(HubFiles files) {
        Parameters config = files.config();
        if (!config.has("id2label")) {
            throw new HubException(
                    files.name() + ": expected id2label (class number to name) in config.json, found only "
                            + config.values().keySet());
        }
        Map<String, Object> names = config.nested("id2label").values();
        List<String> labels = new ArrayList<>();
        names.forEach((id, name) -> put(files, labels, id, String.valueOf(name)));
        return List.copyOf(labels);
    }

    private static void put(HubFiles files, List<String> labels, String id, String name) {
        int index = id.matches("\\d{1,6}") ? Integer.parseInt(id) : MOST;
        if (index >= MOST) {
            throw new HubException(files.name() + ": expected class numbers below " + MOST
                    + " in id2label of config.json, found \"" + id + "\"");
        }
        while (labels.size() <= index) {
            labels.add("");
        }
        labels.set(index, name.toLowerCase(Locale.ROOT).equals("n/a") ? "" : name);
    }
}
