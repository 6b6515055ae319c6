package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.answer.Thing;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Region;

/**
 * What something is that was pointed at: what a detector that names all it knows found in the same place. Where it found
 * nothing there, that is said, with what can be measured.
 */
final class IdentityRecipe {
    /** Overlap from which two are one thing. */
    private static final double SAME = 0.5;

    /** Share of what was pointed at that lies in a larger thing which it is a part of. */
    private static final double PART = 0.8;

    private IdentityRecipe() {}

    /** @param presumed what the asker takes it for; empty where that is not said */
    static Telling of(Finder finder, Target target, String presumed) throws MissingTool {
        Found shown = finder.presumed(target);
        Found all = finder.everything();
        Telling colour = PixelRecipes.colour(finder, target);
        return f -> {
            Optional<Claim> missing = f.missing(shown, "none").or(() -> f.failed(all.regions(), "look", all.target()));
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            List<Claim> claims = new ArrayList<>();
            for (Region region : f.regions(shown)) {
                claims.addAll(named(f, shown, region, all, presumed));
            }
            if (claims.stream().anyMatch(claim -> claim.status() == Claim.Status.UNKNOWN)) {
                claims.addAll(colour.tell(f));
            }
            return claims;
        };
    }

    private static List<Claim> named(Findings f, Found shown, Region region, Found all, String presumed) {
        Thing thing = f.thing(shown.target());
        String the = f.regions(shown).size() == 1 ? f.speech().the(thing) : region.id();
        Argument.Ref step = all.regions();
        Optional<Region> same = f.regions(all).stream()
                .filter(other -> overlap(region, other) >= SAME)
                .max(Comparator.comparingDouble(other -> overlap(region, other)));
        if (same.isPresent()) {
            String key = presumed.isEmpty()
                    ? "identity.is"
                    : same.get().label().equalsIgnoreCase(presumed) ? "identity.yes" : "identity.no";
            String score = String.format(Locale.ROOT, "%.0f", 100 * same.get().score());
            return List.of(Claims.supported(
                    f.say(key, "the", the, "a", one(f, same.get()), "score", score),
                    Claims.all(
                            Claims.regions(List.of(region), shown.regions().name()),
                            Claims.regions(List.of(same.get()), step.name()),
                            List.of(Claims.text(same.get().label(), step.name())))));
        }
        Optional<Region> whole = f.regions(all).stream()
                .filter(other -> other.box().area() > region.box().area()
                        && other.box().intersectionArea(region.box())
                                >= PART * region.box().area())
                .min(Comparator.comparingDouble(other -> other.box().area()));
        if (whole.isPresent()) {
            return List.of(Claims.unknown(
                    f.say("identity.part", "the", the, "a", one(f, whole.get())),
                    Claims.all(
                            Claims.regions(List.of(region), shown.regions().name()),
                            Claims.regions(List.of(whole.get()), step.name()))));
        }
        return List.of(Claims.unknown(
                f.say("identity.unknown", "the", the),
                Claims.regions(List.of(region), shown.regions().name())));
    }

    private static String one(Findings f, Region region) {
        return f.speech().a(Thing.of(region.label()));
    }

    /** IoU of masks where both have one, else of boxes. */
    private static double overlap(Region a, Region b) {
        if (a.mask() != null && b.mask() != null) {
            return a.mask().iou(b.mask());
        }
        BoundingBox box = a.box();
        return box.iou(b.box());
    }
}
