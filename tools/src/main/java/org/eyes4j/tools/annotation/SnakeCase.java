package org.eyes4j.tools.annotation;

import java.util.Locale;

/** {@code maxItems} as {@code max_items}. */
final class SnakeCase {
    private SnakeCase() {}

    static String of(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
