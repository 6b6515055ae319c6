package org.eyes4j.agent.offline;

import java.util.List;
import java.util.regex.Pattern;

/** Tells whether a clause asks what a thing is that was pointed at: "what is the selection?" Stateless. */
final class IdentityRules {
    private static final Pattern ENGLISH = Pattern.compile(
            "^(?:can you |could you |please |do you know |tell me |identify|say )*(?:what|who|identify|name|recogni[sz]e|which \\w+)?"
                    + "(?:'s| is| are| kind of \\w+ is| sort of \\w+ is| type of \\w+ is| animal is| object is| thing is)? ?the \\S+(?: called| exactly)?$");
    private static final Pattern CHINESE = Pattern.compile(
            "^(?:请|请问|告诉我|你知道)*\\S+?(?:是|叫)?(?:what|who|which)(?:东西|物体|动物|物品|种类)?(?:啊|呢|呀)?$|^(?:请|帮我)*(?:辨认|识别|认出)\\S+$");

    private static final Pattern WHETHER = Pattern.compile("^(?:is|are) the \\S+ an? |是.+(?:吗|么)$|是不是");

    private IdentityRules() {}

    static List<Goal> goals(Clause c) {
        List<Target> nouns = c.nouns().stream()
                .filter(t -> t.given() != null || !t.is(Target.Sort.ANYTHING))
                .toList();
        List<Target> given = nouns.stream().filter(t -> t.given() != null).toList();
        List<Target> other = nouns.stream().filter(t -> t.given() == null).toList();
        if (given.size() == 1
                && other.size() == 1
                && nouns.indexOf(given.get(0)) == 0
                && (other.get(0).is(Target.Sort.THING) || other.get(0).is(Target.Sort.PERSON))
                && other.get(0).isPlain()
                && c.link() == null
                && WHETHER.matcher(c.said()).find()) {
            return List.of(Goal.of(Asked.IDENTIFY, given.get(0), other.get(0).head(), c.said()));
        }
        boolean pointed = !nouns.isEmpty() && nouns.stream().allMatch(t -> t.given() != null && t.order() == null);
        boolean asks =
                ENGLISH.matcher(c.said()).find() || CHINESE.matcher(c.said()).find();
        boolean more = c.yesNo() || c.has("colour", "count", "where", "written", "say", "read", "size");
        return pointed && asks && !more ? List.of(Goal.of(Asked.IDENTIFY, nouns.subList(0, 1), c.said())) : List.of();
    }
}
