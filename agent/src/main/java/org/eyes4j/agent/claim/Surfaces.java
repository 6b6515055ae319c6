package org.eyes4j.agent.claim;

import java.util.Set;

/** What is known by its lettering where nothing looked for the thing itself. Stateless. */
final class Surfaces {
    private static final Set<String> ALL = Set.of(
            "sign",
            "label",
            "title",
            "headline",
            "heading",
            "caption",
            "banner",
            "poster",
            "slogan",
            "message",
            "header",
            "tag");

    private Surfaces() {}

    static boolean isSurface(String noun) {
        return ALL.contains(noun);
    }
}
