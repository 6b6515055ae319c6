package org.eyes4j.vision.token;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.hub.HubFiles;

/**
 * The tokens that {@code tokenizer_config.json} and {@code special_tokens_map.json} name. Each is a text, or, in the older
 * form, an object with {@code content}. The first file wins.
 */
record SpecialTokens(Map<String, String> named, Set<String> further) {
    private static final List<String> NAMES =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    static SpecialTokens of(HubFiles files) {
        Map<String, String> named = new LinkedHashMap<>();
        Set<String> further = new LinkedHashSet<>();
        for (String path : List.of("tokenizer_config.json", "special_tokens_map.json")) {
            Map<String, Object> members =
                    files.json(path).map(Parameters::values).orElse(Map.of());
            for (String name : NAMES) {
                content(members.get(name)).ifPresent(token -> named.putIfAbsent(name, token));
            }
            for (String list : List.of("extra_special_tokens", "additional_special_tokens")) {
                elements(members.get(list)).forEach(e -> content(e).ifPresent(further::add));
            }
        }
        return new SpecialTokens(named, further);
    }

    static SpecialTokens none() {
        return new SpecialTokens(Map.of(), Set.of());
    }

    Set<String> all() {
        Set<String> all = new LinkedHashSet<>(named.values());
        all.addAll(further);
        return all;
    }

    private static Collection<?> elements(@org.jspecify.annotations.Nullable Object value) {
        if (value instanceof Collection<?> list) {
            return list;
        }
        return value instanceof Map<?, ?> map ? map.values() : List.of();
    }

    private static Optional<String> content(@org.jspecify.annotations.Nullable Object value) {
        Object text = value instanceof Map<?, ?> token ? token.get("content") : value;
        return text instanceof String s && !s.isEmpty() ? Optional.of(s) : Optional.empty();
    }
}
