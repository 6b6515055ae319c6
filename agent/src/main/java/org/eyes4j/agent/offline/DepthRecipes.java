package org.eyes4j.agent.offline;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.offline.ToolSearch.Setting;
import org.eyes4j.agent.plan.Argument;

/** What is in front of and behind a thing, where something tells how far things are. */
final class DepthRecipes {
    private static final String FRONT = "in_front_of";
    private static final String BEHIND = "behind";
    private static final Pattern FRONT_WORDS = Pattern.compile("\\bin front of\\b|前面|前方");
    private static final Pattern BEHIND_WORDS =
            Pattern.compile("\\b(?:behind|in back of|beyond)\\b|后面|後面|背后|背後|后方|後方|身后|身後");

    private DepthRecipes() {}

    static Telling of(Finder finder, Goal goal) throws MissingTool {
        boolean front = FRONT_WORDS.matcher(goal.said()).find();
        boolean behind = BEHIND_WORDS.matcher(goal.said()).find();
        if (front == behind || goal.targets().isEmpty() || goal.targets().size() > 2) {
            throw new MissingTool("depth");
        }
        if (!finder.draft().tools().ready(Capability.DEPTH)) {
            throw new MissingTool("depth", finder.draft().tools().lack(Capability.DEPTH));
        }
        String relation = front ? FRONT : BEHIND;
        return goal.targets().size() == 1
                ? related(finder, goal.target(), relation)
                : holds(finder, goal.target(), goal.targets().get(1), relation);
    }

    /** What stands there. */
    private static Telling related(Finder finder, Target anchor, String relation) throws MissingTool {
        Found things = finder.everything();
        Found to = finder.presumed(anchor);
        Argument.Ref there = there(finder, things, to, relation);
        return f -> f.missing(to, "none")
                .map(List::of)
                .orElseGet(() -> RankingRecipes.listed(
                        f, there, List.of(), "related." + relation, f.speech().the(f.thing(anchor)), to));
    }

    /** Whether one thing stands there. */
    private static Telling holds(Finder finder, Target one, Target other, String relation) throws MissingTool {
        Found a = finder.presumed(one);
        Found b = finder.presumed(other);
        Argument.Ref there = there(finder, a, b, relation);
        return f -> {
            Optional<Claim> missing = f.missing(a, "holds.none")
                    .or(() -> f.missing(b, "holds.none"))
                    .or(() -> f.failed(there, "relate", other));
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            boolean holds = !f.regions(there).isEmpty();
            String stands = f.say("relation." + relation, "anchor", f.speech().the(f.thing(other)));
            return List.of(Claims.supported(
                    f.say(holds ? "holds.yes" : "holds.no", "the", f.speech().the(f.thing(one)), "relation", stands),
                    Claims.all(
                            Claims.regions(
                                    holds ? f.regions(there) : f.regions(a),
                                    a.regions().name()),
                            Claims.regions(f.regions(b), b.regions().name()))));
        };
    }

    private static Argument.Ref there(Finder finder, Found items, Found anchor, String relation) throws MissingTool {
        Draft draft = finder.draft();
        Argument.Ref depth = draft.call(Capability.DEPTH, "depth", List.of(finder.picture()), List.of(), anchor.any());
        return draft.output(draft.call(
                Capability.RELATE,
                relation + "_" + anchor.target().head(),
                List.of(draft.given(items.regions()), draft.given(anchor.regions()), draft.given(depth)),
                List.of(Setting.of("relation", TextNode.valueOf(relation))),
                anchor.any()));
    }
}
