package org.eyes4j.tools.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;

/** Whether two values are the same but for the last digits of their numbers. */
final class Nearness {
    /** Of a number, or absolutely below 1. */
    private static final double SLACK = 1e-3;

    private Nearness() {}

    /** Where the two differ, as the rest of a sentence; empty where they do not. */
    static String difference(Value one, Value two) {
        if (one.equals(two)) {
            return "";
        } else if (!one.kind().equals(two.kind())) {
            return "it gave " + one.kind() + ", then " + two.kind();
        } else if (one instanceof Value.Image a && two instanceof Value.Image b) {
            return a.raster().equals(b.raster()) ? "" : "it gave a picture, then one with other pixels";
        } else if (one instanceof Value.DepthMap a && two instanceof Value.DepthMap b) {
            return near(a.depth(), b.depth()) ? "" : "it gave a depth map, then one with other depths";
        } else if (one instanceof Value.Audio a && two instanceof Value.Audio b && a.samples() == b.samples()) {
            return java.util.Objects.equals(a.sound(), b.sound()) ? "" : "it gave a sound, then another";
        } else if (one instanceof Value.ListOf a
                && two instanceof Value.ListOf b
                && a.items().size() == b.items().size()) {
            for (int i = 0; i < a.items().size(); i++) {
                String difference = difference(a.items().get(i), b.items().get(i));
                if (!difference.isEmpty()) {
                    return "at item " + i + " " + difference;
                }
            }
            return "";
        } else if (one instanceof Value.Record a
                && two instanceof Value.Record b
                && a.fields().keySet().equals(b.fields().keySet())) {
            for (Map.Entry<String, Value> field : a.fields().entrySet()) {
                Value other = b.fields().get(field.getKey());
                String difference = other == null ? "gone" : difference(field.getValue(), other);
                if (!difference.isEmpty()) {
                    return "in field '" + field.getKey() + "' " + difference;
                }
            }
            return "";
        }
        return differ(ValueJson.toJson(one), ValueJson.toJson(two), "");
    }

    private static String differ(JsonNode one, JsonNode two, String where) {
        if (one.isNumber() && two.isNumber()) {
            double a = one.doubleValue();
            double b = two.doubleValue();
            return Math.abs(a - b) <= SLACK * Math.max(1, Math.abs(a)) ? "" : told(where, one, two);
        } else if (one.isArray() && two.isArray() && one.size() == two.size()) {
            for (int i = 0; i < one.size(); i++) {
                String difference = differ(one.get(i), two.get(i), where + "/" + i);
                if (!difference.isEmpty()) {
                    return difference;
                }
            }
            return "";
        } else if (one.isObject() && two.isObject() && one.size() == two.size()) {
            for (Iterator<String> names = one.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                // Two runs of a picture that a tool names itself may name it anew.
                boolean named = name.equals("image") && one.path("width").isNumber();
                String difference = named ? "" : differ(one.get(name), two.path(name), where + "/" + name);
                if (!difference.isEmpty()) {
                    return difference;
                }
            }
            return "";
        }
        return one.equals(two) ? "" : told(where, one, two);
    }

    private static String told(String where, JsonNode one, JsonNode two) {
        return "it gave " + brief(one) + ", then " + brief(two) + (where.isEmpty() ? "" : " at " + where);
    }

    private static String brief(JsonNode node) {
        String text = node.toString();
        return text.length() > 80 ? text.substring(0, 77) + "…" : text;
    }

    private static boolean near(float[] one, float[] two) {
        if (one.length != two.length) {
            return false;
        }
        for (int i = 0; i < one.length; i++) {
            if (!(Math.abs(one[i] - two[i]) <= SLACK * Math.max(1, Math.abs(one[i])))) {
                return false;
            }
        }
        return true;
    }
}
