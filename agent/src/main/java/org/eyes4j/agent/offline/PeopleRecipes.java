package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.offline.Target.Sort;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** Poses and moods, and two pictures side by side. */
final class PeopleRecipes {
    private static final double SEEN = 0.3;

    private PeopleRecipes() {}

    static Telling pose(Finder finder, Target target) throws MissingTool {
        Argument.Ref poses = finder.draft()
                .output(finder.draft().call(Capability.POSE, "poses", List.of(finder.picture()), List.of(), null));
        Found found = new Found(Target.of(Sort.PERSON, target.head(), target.written()), poses, poses, 0);
        return f -> f.missing(found, "none").map(List::of).orElseGet(() -> {
            List<Claim> claims = new ArrayList<>();
            for (Region person : f.regions(poses)) {
                List<String> seen = person.detection().keypoints().stream()
                        .filter(k -> k.score() >= SEEN)
                        .map(Keypoint::name)
                        .map(name -> name.replace('_', ' '))
                        .toList();
                claims.add(Claims.supported(
                        f.say(
                                "pose.one",
                                "the",
                                f.speech().the(f.thing(found.target())),
                                "points",
                                Integer.toString(seen.size()),
                                "list",
                                f.speech().list(seen.stream().limit(6).toList())),
                        Claims.regions(List.of(person), poses.name())));
            }
            return claims;
        });
    }

    /** Moods are told only where a face tool tells them. */
    static Telling mood(Finder finder, Target target) throws MissingTool {
        Found faces = finder.faces("emotion");
        return f -> {
            Optional<Claim> missing = f.missing(faces, "none");
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            List<Claim> claims = new ArrayList<>();
            for (Region face : f.regions(faces)) {
                String mood = face.detection().attributes().getOrDefault("emotion", "");
                claims.add(
                        mood.isEmpty()
                                ? Claims.unknown(
                                        f.say(
                                                        "cannot",
                                                        "said",
                                                        target.written(),
                                                        "why",
                                                        f.say("cannot.tool", "needs", f.say("needs.mood")))
                                                + ".",
                                        Claims.step(faces.regions().name()))
                                : Claims.supported(
                                        f.say("mood.one", "the", f.speech().the(f.thing(target)), "mood", mood),
                                        Claims.regions(
                                                List.of(face), faces.regions().name())));
            }
            return claims.stream().distinct().toList();
        };
    }

    static Telling compare(Draft draft, List<Argument.Ref> pictures) throws MissingTool {
        Argument.Ref result = draft.output(draft.call(
                Capability.COMPARE,
                "differences",
                pictures.stream()
                        .map(p -> new ToolSearch.Given(p, org.eyes4j.tools.value.Kind.IMAGE))
                        .toList(),
                List.of(),
                null));
        return f -> {
            Optional<Claim> failed = f.failed(result, "compare", Target.wholePicture());
            return failed.map(List::of)
                    .orElseGet(() -> List.of(Claims.supported(Comparing.told(f, result), Claims.step(result.name()))));
        };
    }

    /** The text of whatever a comparing tool gives. */
    static final class Comparing {
        private Comparing() {}

        static String told(Findings f, Argument.Ref ref) {
            Value value = f.value(ref, Value.class).orElse(new Value.Text(""));
            if (value instanceof Value.Text text) {
                return text.text();
            }
            if (value instanceof Value.Record fields && fields.fields().get("text") instanceof Value.Text text) {
                return text.text();
            }
            return org.eyes4j.tools.value.ValueJson.toJson(value).toString();
        }
    }
}
