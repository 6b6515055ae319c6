package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.value.Region;

/** Whether people stand, sit or lie, composed from their key points; where those do not tell, that is said. */
final class PostureRecipe {
    private PostureRecipe() {}

    /**
     * @param asked a posture to say yes or no to, {@code count:} and a posture, or empty to tell which it is
     */
    static Telling of(Finder finder, Target target, String asked) throws MissingTool {
        Argument.Ref poses = finder.draft().output(PeopleRecipes.poses(finder, target));
        Found found = PeopleRecipes.looksForPeople(finder, target)
                ? finder.presumed(target)
                : new Found(target, poses, poses, 0);
        return f -> {
            Optional<Claim> missing = f.missing(found, "none");
            Optional<Claim> failed = missing.isPresent() ? missing : f.failed(poses, "pose", target);
            if (failed.isPresent()) {
                return List.of(failed.get());
            }
            Map<Posture, List<Region>> told = new LinkedHashMap<>();
            for (Region person : f.regions(poses)) {
                Posture.of(person.detection().keypoints())
                        .ifPresent(p ->
                                told.computeIfAbsent(p, k -> new ArrayList<>()).add(person));
            }
            int people = Math.max(f.regions(found).size(), f.regions(poses).size());
            return told(f, found, poses, told, people, asked);
        };
    }

    private static List<Claim> told(
            Findings f, Found found, Argument.Ref poses, Map<Posture, List<Region>> told, int people, String asked) {
        Target target = found.target();
        int open = people - told.values().stream().mapToInt(List::size).sum();
        List<Claim> claims = new ArrayList<>();
        boolean counts = asked.startsWith("count:");
        if (people == 1 && open == 0 && !counts) {
            Posture posture = told.keySet().iterator().next();
            String key =
                    asked.isEmpty() ? "posture.one" : posture.toString().equals(asked) ? "posture.yes" : "posture.no";
            claims.add(Claims.supported(
                    f.say(key, "the", f.speech().the(f.thing(target)), "posture", f.say("posture." + posture)),
                    Claims.regions(java.util.Objects.requireNonNull(told.get(posture)), poses.name())));
        } else if (open < people) {
            for (Posture posture : Posture.values()) {
                List<Region> some = told.getOrDefault(posture, List.of());
                boolean wanted = asked.endsWith(posture.toString());
                if (wanted || asked.isEmpty() && !some.isEmpty()) {
                    String things = f.speech().counted(some.size(), f.thing(target));
                    String key = some.size() == 1 ? "posture.count.one" : "posture.count";
                    claims.add(Claims.supported(
                            f.say(
                                    counts || asked.isEmpty() ? key : some.isEmpty() ? "posture.none" : key + ".yes",
                                    "things",
                                    things,
                                    "all",
                                    Integer.toString(people),
                                    "posture",
                                    f.say("posture." + posture)),
                            some.isEmpty()
                                    ? Claims.regions(f.regions(poses), poses.name())
                                    : Claims.regions(some, poses.name())));
                }
            }
        }
        if (!claims.isEmpty()) {
            claims.add(Claims.supported(f.say("posture.composed"), Claims.step(poses.name())));
        }
        if (open > 0) {
            claims.add(Claims.unknown(
                    people == 1
                            ? f.say("posture.unknown", "the", f.speech().the(f.thing(target)))
                            : f.say("posture.unknown.some", "things", f.speech().counted(open, f.thing(target))),
                    Claims.regions(f.regions(found), found.regions().name())));
        }
        return claims;
    }
}
