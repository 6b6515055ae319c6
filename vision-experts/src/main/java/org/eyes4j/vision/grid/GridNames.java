package org.eyes4j.vision.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What exports say of themselves in their metadata, as Python writes dictionaries and lists. */
final class GridNames {
    private static final String QUOTED = "(?:'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\")";
    private static final Pattern ENTRY = Pattern.compile("['\"]?(\\d{1,5})['\"]?\\s*:\\s*" + QUOTED);
    private static final Pattern ITEM = Pattern.compile(QUOTED);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

    private GridNames() {}

    /** {@code names}: classes by index; empty where the metadata has none. */
    static List<String> classes(Map<String, String> metadata) {
        String written = metadata.getOrDefault("names", "").strip();
        if (written.startsWith("[")) {
            return ITEM.matcher(written)
                    .results()
                    .map(r -> unquoted(r.group(1), r.group(2)))
                    .toList();
        }
        List<String> names = new ArrayList<>();
        Matcher entry = ENTRY.matcher(written);
        while (entry.find()) {
            int index = Integer.parseInt(entry.group(1));
            while (names.size() <= index) {
                names.add("");
            }
            names.set(index, unquoted(entry.group(2), entry.group(3)));
        }
        return names;
    }

    private static String unquoted(@Nullable String inSingle, @Nullable String inDouble) {
        return String.valueOf(inSingle == null ? inDouble : inSingle).replaceAll("\\\\(.)", "$1");
    }

    /** {@code imgsz} or {@code kpt_shape}: whole numbers; empty where the metadata has none. */
    static List<Integer> numbers(Map<String, String> metadata, String key) {
        return NUMBER.matcher(metadata.getOrDefault(key, ""))
                .results()
                .map(r -> Integer.valueOf(r.group()))
                .toList();
    }
}
