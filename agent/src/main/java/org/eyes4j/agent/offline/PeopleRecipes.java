package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.offline.Target.Sort;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;

/** Poses and moods, and two pictures side by side. */
final class PeopleRecipes {
    private static final double SEEN = 0.3;

    private PeopleRecipes() {}

    static Telling pose(Finder finder, Target target) throws MissingTool {
        Argument.Ref poses = finder.draft().output(poses(finder, target));
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

    /** Poses of the people that are found; of one person, where the tool looks for itself. */
    static Argument.Ref poses(Finder finder, Target target) throws MissingTool {
        List<ToolSearch.Given> given = new ArrayList<>(List.of(finder.picture()));
        String when = null;
        if (looksForPeople(finder, target)) {
            Found people = finder.presumed(target);
            given.add(finder.draft().given(people.regions()));
            when = people.any();
        }
        boolean takesPeople =
                finder.draft().tools().fit(Capability.POSE, given, List.of()).isPresent();
        return takesPeople
                ? finder.draft().call(Capability.POSE, "poses", given, List.of(), when)
                : finder.draft().call(Capability.POSE, "poses", List.of(finder.picture()), List.of(), null);
    }

    /** Whether the people of a plan come from a detector, and not from the tool for poses. */
    static boolean looksForPeople(Finder finder, Target target) {
        return finder.draft().tools().has(Capability.FIND) && !target.is(Sort.ANYTHING);
    }

    /** Moods are told only where a face tool tells them. */
    static Telling mood(Finder finder, Target target, String asked) throws MissingTool {
        Found faces = finder.faces("emotion");
        return f -> {
            Optional<Claim> missing = f.missing(faces, "none");
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            List<Claim> claims = new ArrayList<>();
            for (Region face : f.regions(faces)) {
                String mood = face.detection().attributes().getOrDefault("emotion", "");
                String key = asked.isEmpty() ? "mood.one" : mood.equals(asked) ? "mood.yes" : "mood.no";
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
                                        f.say(
                                                key,
                                                "the",
                                                f.speech().the(f.thing(target)),
                                                "mood",
                                                f.speech().has("mood." + mood) ? f.say("mood." + mood) : mood),
                                        Claims.regions(
                                                List.of(face), faces.regions().name())));
            }
            return claims.stream().distinct().toList();
        };
    }

    /** How two pictures differ: pixel by pixel, and by what can be named in each. */
    static Telling compare(Draft draft, List<Argument.Ref> pictures) throws MissingTool {
        Argument.Ref result = draft.output(draft.call(
                Capability.COMPARE,
                "differences",
                pictures.stream().map(p -> new ToolSearch.Given(p, Kind.IMAGE)).toList(),
                List.of(),
                null));
        List<Found> things = new ArrayList<>();
        if (draft.tools().has(Capability.FIND)) {
            for (Argument.Ref picture : pictures) {
                things.add(new Finder(draft, picture, new GivenThings(java.util.Map.of())).everything());
            }
        }
        return f -> {
            List<Claim> claims = new ArrayList<>();
            f.failed(result, "compare", Target.wholePicture())
                    .ifPresentOrElse(claims::add, () -> claims.add(pixels(f, result)));
            for (int i = 0; i < things.size(); i++) {
                List<Region> regions = f.regions(things.get(i));
                String step = things.get(i).regions().name();
                claims.add(
                        regions.isEmpty()
                                ? Claims.supported(f.say("compare.bare." + (i + 1)), Claims.step(step))
                                : Claims.supported(
                                        f.say(
                                                "compare.things." + (i + 1),
                                                "list",
                                                f.speech().inventory(f.labels(regions))),
                                        Claims.regions(regions, step)));
            }
            return claims;
        };
    }

    private static Claim pixels(Findings f, Argument.Ref result) {
        Value value = f.value(result, Value.class).orElse(new Value.Text(""));
        if (!(value instanceof Value.Record comparison)
                || !(comparison.fields().get("same") instanceof Value.Flag same)) {
            String told = value instanceof Value.Text text
                    ? text.text()
                    : ValueJson.toJson(value).toString();
            return Claims.supported(told, Claims.step(result.name()));
        }
        if (same.value()) {
            return Claims.supported(f.say("compare.same"), Claims.step(result.name()));
        }
        if (!comparison.fields().containsKey("changed_share")) {
            return Claims.supported(f.say("compare.shapes"), Claims.step(result.name()));
        }
        double share = comparison.fields().get("changed_share") instanceof Value.Number n ? n.value() : 0;
        List<Region> changes =
                comparison.fields().get("changes") instanceof Value.Detections d ? d.regions() : List.of();
        String percent = String.format(Locale.ROOT, share < 10 ? "%.1f" : "%.0f", share);
        return Claims.supported(
                f.say(
                        changes.size() == 1 ? "compare.differ.one" : "compare.differ",
                        "share",
                        percent,
                        "count",
                        Integer.toString(changes.size())),
                Claims.all(Claims.regions(changes, result.name()), List.of(Claims.number(percent, result.name()))));
    }
}
