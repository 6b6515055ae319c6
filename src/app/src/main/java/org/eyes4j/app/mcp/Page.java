package org.eyes4j.app.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list. Its cursor holds the key of its last item, so that what comes or goes meanwhile moves nothing.
 *
 * @param next cursor of what follows; null at the end
 */
record Page<T>(List<T> items, @Nullable String next) {

    static <T> Page<T> of(List<T> all, Function<T, String> key, Optional<String> cursor, int size) {
        int from = cursor.map(c -> after(all, key, c)).orElse(0);
        int to = Math.min(all.size(), from + size);
        return new Page<>(all.subList(from, to), to < all.size() ? cursor(key.apply(all.get(to - 1))) : null);
    }

    private static <T> int after(List<T> all, Function<T, String> key, String cursor) {
        for (int i = 0; i < all.size(); i++) {
            if (cursor(key.apply(all.get(i))).equals(cursor)) {
                return i + 1;
            }
        }
        throw McpFault.params("There is no such cursor; begin the list again without one");
    }

    private static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
}
