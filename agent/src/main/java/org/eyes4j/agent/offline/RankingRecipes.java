package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.answer.Speech;
import org.eyes4j.agent.answer.Thing;
import org.eyes4j.agent.offline.Target.Sort;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Region;
import org.jspecify.annotations.Nullable;

/** Which is more, which is most, what stands where, whether it does. */
final class RankingRecipes {
    private RankingRecipes() {}

    static Telling which(Finder finder, List<Target> targets, Order order, @Nullable Target anchor) throws MissingTool {
        List<Found> found = new ArrayList<>();
        for (Target target : targets) {
            found.add(finder.presumed(target));
        }
        if (anchor == null && (order == Order.NEAREST || order == Order.FARTHEST)) {
            throw new MissingTool("depth");
        }
        Found to = anchor == null ? null : finder.presumed(anchor);
        return f -> {
            List<Claim> claims = new ArrayList<>();
            List<Found> there = new ArrayList<>();
            for (Found one : found) {
                f.missing(one, "none").ifPresentOrElse(claims::add, () -> there.add(one));
            }
            if (to != null) {
                f.missing(to, "none").ifPresent(claims::add);
            }
            if (there.isEmpty() || to != null && f.regions(to).isEmpty()) {
                return claims;
            }
            BoundingBox from = to == null ? null : f.regions(to).get(0).box();
            Found winner = there.stream()
                    .max(Comparator.comparingDouble(one -> best(f, one, order, from)))
                    .orElseThrow();
            List<Evidence> evidence = new ArrayList<>();
            for (Found one : there) {
                Region region = region(f, one, order, from);
                evidence.addAll(Claims.regions(List.of(region), one.regions().name()));
                evidence.add(Claims.number(
                        String.format(Locale.ROOT, "%s: %.0f", one.target().head(), Math.abs(by(region, order, from))),
                        one.regions().name()));
            }
            String key = there.size() == 1 ? "rank.only" : "rank." + order;
            claims.add(
                    0,
                    Claims.supported(
                            f.say(
                                    key,
                                    "the",
                                    f.speech().the(f.thing(winner.target())),
                                    "anchor",
                                    to == null ? "" : f.speech().the(f.thing(to.target()))),
                            evidence));
            return claims;
        };
    }

    static Telling extreme(Finder finder, List<Target> targets, Order order, @Nullable Target anchor)
            throws MissingTool {
        Found found = targets.isEmpty() ? finder.everything() : finder.find(targets.get(0));
        Argument.Ref first = anchor != null && order == Order.NEAREST
                ? finder.draft().output(finder.related(found, Relation.NEAREST, finder.presumed(anchor)))
                : finder.ordered(found.regions(), order, 1);
        return f -> {
            Optional<Claim> missing = f.missing(found, "none.ranked");
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            Optional<Claim> failed = f.failed(first, "look", found.target());
            if (failed.isPresent() || f.regions(first).isEmpty()) {
                return failed.map(List::of).orElse(List.of());
            }
            Region region = f.regions(first).get(0);
            Thing thing = targets.isEmpty() ? Thing.of(region.label()) : f.thing(targets.get(0));
            return List.of(Claims.supported(
                    f.say(
                            "most." + order,
                            "the",
                            f.speech().the(thing),
                            "place",
                            f.speech().place(region.box(), SeeingRecipes.frame(f, first)),
                            "box",
                            Speech.box(region.box())),
                    Claims.all(
                            Claims.regions(List.of(region), first.name()),
                            List.of(Claims.number(
                                    String.format(Locale.ROOT, "%.0f", Math.abs(by(region, order, null))),
                                    first.name())))));
        };
    }

    /** What stands left of the cat: things, and text where it can be read. */
    static Telling related(Finder finder, Target anchor, Relation relation) throws MissingTool {
        Found things = finder.everything();
        if (anchor.is(Sort.PICTURE) || anchor.is(Sort.BACKGROUND)) {
            Target there = Target.of(Sort.ANYTHING, "thing", "thing").standing(relation, Target.wholePicture());
            Found in = finder.find(there);
            Found lettering = finder.draft().tools().has(Capability.READ)
                    ? finder.find(Target.of(Sort.TEXT, "text", "text").standing(relation, Target.wholePicture()))
                    : null;
            return f -> {
                String key = "related.picture." + relation;
                List<Region> lines = lettering == null ? List.of() : f.regions(lettering);
                return listed(f, in.regions(), lines, f.speech().has(key) ? key : "what.things", "", in);
            };
        }
        Found to = finder.presumed(anchor);
        Argument.Ref there = finder.draft().output(finder.related(things, relation, to));
        boolean reads =
                finder.draft().tools().has(Capability.READ) && !anchor.is(Sort.SURFACE) && !anchor.is(Sort.TEXT);
        Found text = reads ? finder.find(Target.of(Sort.TEXT, "text", "text")) : null;
        Argument.Ref written = text == null ? null : finder.draft().output(finder.related(text, relation, to));
        return f -> {
            Optional<Claim> missing = f.missing(to, "none");
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            List<Region> anchors = f.regions(to);
            List<Region> lines = written == null
                    ? List.of()
                    : f.regions(written).stream()
                            .filter(line -> anchors.stream().noneMatch(a -> inside(line.box(), a.box())))
                            .toList();
            Optional<Claim> lone = relation == Relation.BETWEEN ? f.lone(to) : Optional.empty();
            if (lone.isPresent()) {
                return List.of(lone.get());
            }
            return listed(f, there, lines, "related." + relation, Phrasing.anchor(anchor, relation, f.speech()), to);
        };
    }

    static List<Claim> listed(Findings f, Argument.Ref there, List<Region> lines, String key, String anchor, Found to) {
        Optional<Claim> failed = f.failed(there, "relate", to.target());
        if (failed.isPresent()) {
            return List.of(failed.get());
        }
        List<Region> anchors = f.regions(to.regions());
        boolean own = !there.equals(to.regions());
        List<Region> regions = f.regions(there).stream()
                .filter(r -> !own
                        || anchors.stream()
                                .noneMatch(a ->
                                        a.label().equals(r.label()) && a.box().iou(r.box()) > 0.8))
                .toList();
        if (regions.isEmpty() && lines.isEmpty()) {
            return List.of(Claims.supported(f.say("related.none"), Claims.step(there.name())));
        }
        List<String> items = new ArrayList<>();
        if (!regions.isEmpty()) {
            items.add(f.speech().inventory(f.labels(regions)));
        }
        lines.stream()
                .filter(line -> line.text() != null && !line.text().isBlank())
                .limit(3)
                .forEach(line -> items.add(f.label(line)));
        List<Region> all = new ArrayList<>(regions);
        all.addAll(lines);
        return List.of(Claims.supported(
                f.say(key, "list", f.speech().list(items), "anchor", anchor), Claims.regions(all, there.name())));
    }

    static Telling holds(Finder finder, Target one, Target other, Relation relation) throws MissingTool {
        Found a = finder.presumed(one);
        Found b = finder.presumed(other);
        // Nearest of all there is, not of its own sort only.
        Found from = relation == Relation.NEAREST ? finder.everything() : a;
        Argument.Ref there = finder.draft().output(finder.related(from, relation, b));
        return f -> {
            Optional<Claim> missing =
                    first(f.missing(a, "holds.none"), f.missing(b, "holds.none"), f.failed(there, "relate", other));
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            Optional<Claim> lone = relation == Relation.BETWEEN ? f.lone(b) : Optional.empty();
            if (lone.isPresent()) {
                return List.of(lone.get());
            }
            boolean holds = f.regions(there).stream()
                    .anyMatch(t -> relation != Relation.NEAREST
                            || f.regions(a).stream().anyMatch(r -> r.box().iou(t.box()) > 0.5));
            String stands = f.say("relation." + relation, "anchor", Phrasing.anchor(other, relation, f.speech()));
            return List.of(Claims.supported(
                    f.say(holds ? "holds.yes" : "holds.no", "the", f.speech().the(f.thing(one)), "relation", stands),
                    Claims.all(
                            Claims.regions(
                                    holds ? f.regions(there) : f.regions(a),
                                    a.regions().name()),
                            Claims.regions(f.regions(b), b.regions().name()))));
        };
    }

    static Telling holds(Finder finder, Target one, Target other, Order order) throws MissingTool {
        if (order == Order.NEAREST || order == Order.FARTHEST) {
            throw new MissingTool("depth");
        }
        Found a = finder.presumed(one);
        Found b = finder.presumed(other);
        return f -> {
            Optional<Claim> missing = first(f.missing(a, "holds.none"), f.missing(b, "holds.none"), Optional.empty());
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            Region x = region(f, a, order, null);
            Region y = region(f, b, order, null);
            boolean holds = by(x, order, null) > by(y, order, null);
            String than = f.say("holds.rank." + order, "anchor", f.speech().the(f.thing(other)));
            return List.of(Claims.supported(
                    f.say(holds ? "holds.yes" : "holds.no", "the", f.speech().the(f.thing(one)), "relation", than),
                    Claims.all(
                            Claims.regions(List.of(x), a.regions().name()),
                            Claims.regions(List.of(y), b.regions().name()),
                            List.of(
                                    Claims.number(
                                            String.format(Locale.ROOT, "%.0f", Math.abs(by(x, order, null))),
                                            a.regions().name()),
                                    Claims.number(
                                            String.format(Locale.ROOT, "%.0f", Math.abs(by(y, order, null))),
                                            b.regions().name())))));
        };
    }

    private static double best(Findings f, Found found, Order order, @Nullable BoundingBox from) {
        return by(region(f, found, order, from), order, from);
    }

    private static Region region(Findings f, Found found, Order order, @Nullable BoundingBox from) {
        return f.regions(found).stream()
                .max(Comparator.comparingDouble(r -> by(r, order, from)))
                .orElseThrow();
    }

    /** How far a region leads in an order, in pixels. */
    private static double by(Region region, Order order, @Nullable BoundingBox from) {
        BoundingBox box = region.box();
        return switch (order) {
            case LEFT -> -box.x1();
            case RIGHT -> box.x2();
            case TOP -> -box.y1();
            case BOTTOM -> box.y2();
            case LARGEST -> region.area();
            case SMALLEST -> -region.area();
            case TALLEST -> box.height();
            case SHORTEST -> -box.height();
            case WIDEST -> box.width();
            case NARROWEST -> -box.width();
            case NEAREST -> from == null ? 0 : -box.centre().distanceTo(from.centre());
            case FARTHEST -> from == null ? 0 : box.centre().distanceTo(from.centre());
        };
    }

    private static boolean inside(BoundingBox inner, BoundingBox outer) {
        return inner.area() > 0 && inner.intersectionArea(outer) > 0.7 * inner.area();
    }

    @SafeVarargs
    private static Optional<Claim> first(Optional<Claim>... some) {
        for (Optional<Claim> one : some) {
            if (one.isPresent()) {
                return one;
            }
        }
        return Optional.empty();
    }
}
