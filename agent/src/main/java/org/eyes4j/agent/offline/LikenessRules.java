package org.eyes4j.agent.offline;

import java.util.List;
import java.util.regex.Pattern;
import org.eyes4j.agent.offline.Target.Sort;

/** Tells whether a clause asks for the like of a thing: "find everything similar to the cup". Stateless. */
final class LikenessRules {
    private static final Pattern ENGLISH = Pattern.compile(
            "^(?:can you |could you |please )*(?:find|show|locate|where|search|look for|get|list|mark|point out|what else|what other|which other)\\b"
                    + ".*\\b(?:similar to|resembl\\w+|alike|like) (?:the|this|that|these|those|my)\\b");
    private static final Pattern CHINESE =
            Pattern.compile("^(?:请|帮我|给我)*(?:找|搜|标|哪|还有|有哪|有什么)?.*[和跟与像].+(?:相似|类似|相像|一样|很像)的(?:东西|物体|物品|地方|有|$)");

    private LikenessRules() {}

    static List<Goal> goals(Clause c) {
        boolean chinese = CHINESE.matcher(c.said()).find();
        if (!chinese && !ENGLISH.matcher(c.said()).find() || c.has("count", "redact.blur", "redact.hide", "cutout")) {
            return List.of();
        }
        List<Target> things = c.things().stream()
                .filter(t -> t.is(Sort.THING) || t.is(Sort.PERSON))
                .toList();
        if (things.isEmpty()) {
            return List.of();
        }
        Target like = chinese ? things.get(0) : things.get(things.size() - 1);
        return List.of(Goal.of(Asked.SIMILAR, List.of(like), c.said()));
    }
}
