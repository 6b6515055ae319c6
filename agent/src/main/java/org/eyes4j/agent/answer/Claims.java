package org.eyes4j.agent.answer;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.value.Region;

/** Makes claims with their evidence. */
public final class Claims {
    private Claims() {}

    public static Claim supported(String text, List<Evidence> evidence) {
        return new Claim(text, Claim.Status.SUPPORTED, evidence);
    }

    /** What the run could not find out. */
    public static Claim unknown(String text, List<Evidence> evidence) {
        return new Claim(text, Claim.Status.UNKNOWN, evidence);
    }

    /** The regions a step found; the step itself where a region has no id. */
    public static List<Evidence> regions(List<Region> regions, String step) {
        List<Evidence> evidence = new ArrayList<>();
        regions.stream()
                .filter(Region::isNamed)
                .forEach(region -> evidence.add(new Evidence(Evidence.Type.REGION, region.id(), step)));
        return evidence.isEmpty() ? step(step) : evidence;
    }

    public static List<Evidence> step(String step) {
        return List.of(new Evidence(Evidence.Type.STEP, step, step));
    }

    public static Evidence number(String value, String step) {
        return new Evidence(Evidence.Type.NUMBER, value, step);
    }

    public static Evidence text(String value, String step) {
        return new Evidence(Evidence.Type.TEXT, value, step);
    }

    @SafeVarargs
    public static List<Evidence> all(List<Evidence>... parts) {
        List<Evidence> all = new ArrayList<>();
        for (List<Evidence> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
