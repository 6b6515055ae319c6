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

    /** "How many are like the selection?": only of what was pointed at, since words alone are counted by their name. */
    private static final Pattern COUNTED = Pattern.compile(
            "\\b(?:how many|number of|count)\\b.*\\b(?:similar to|resembl\\w+|alike|like|same as|match\\w*) (?:the|this|that|these|those|my)\\b"
                    + "|(?:几|多少|数).*[像和跟与同].+|[像和跟与同].+(?:几|多少)");

    private static final Pattern THERE =
            Pattern.compile("^(?:is|are) (?:there|any)|^(?:do|can) you (?:see|find)|有没有|有.*吗");

    private static final Pattern POINTED = Pattern.compile(
            "\\b(?:like|similar to|resembl\\w+|alike|same as|match\\w*)\\b|\\b(?:more|another|other) of\\b|像|相似|类似|一样|相同|同样");

    private LikenessRules() {}

    static List<Goal> goals(Clause c) {
        List<Target> pointed =
                c.nouns().stream().filter(t -> t.given() != null).distinct().toList();
        boolean counted = COUNTED.matcher(c.said()).find();
        if (pointed.size() == 1
                && !c.has("redact.blur", "redact.hide", "cutout")
                && (!c.yesNo() || THERE.matcher(c.said()).find())
                && POINTED.matcher(c.said()).find()
                && (counted || !c.has("count"))) {
            return List.of(Goal.of(Asked.SIMILAR, pointed, c.said()));
        }
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
