package org.eyes4j.vision.template;

import java.util.LinkedHashMap;
import java.util.Map;

/** Variables that a loop may set for what comes after it: the only value that can be changed. Used by one thread. */
final class Namespace extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1L;

    Namespace(Map<String, Object> members) {
        super(members);
    }
}
