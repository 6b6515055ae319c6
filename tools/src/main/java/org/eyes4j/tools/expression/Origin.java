package org.eyes4j.tools.expression;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A value as CEL sees it, an object with fields, that remembers which value it is: what an expression picks out becomes
 * the value again, with all that the fields do not show. The fields are made when first looked at.
 */
final class Origin extends AbstractMap<String, Object> {
    private final Value value;
    private final @Nullable Region region;
    private final Supplier<Map<String, Object>> maker;
    private volatile @Nullable Map<String, Object> fields;

    private Origin(Value value, @Nullable Region region, Supplier<Map<String, Object>> maker) {
        this.value = value;
        this.region = region;
        this.maker = maker;
    }

    static Origin of(Value value, Supplier<Map<String, Object>> fields) {
        return new Origin(value, null, fields);
    }

    /** One region of some detections. */
    static Origin of(Value.Detections detections, Region region, Supplier<Map<String, Object>> fields) {
        return new Origin(detections, region, fields);
    }

    Value value() {
        return value;
    }

    @Nullable
    Region region() {
        return region;
    }

    @Override
    public @Nullable Object get(Object key) {
        return fields().get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return fields().containsKey(key);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return fields().entrySet();
    }

    private Map<String, Object> fields() {
        Map<String, Object> made = fields;
        if (made == null) {
            made = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(maker.get()));
            fields = made;
        }
        return made;
    }
}
