package org.eyes4j.agent.offline;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.answer.Thing;
import org.eyes4j.agent.offline.Target.Sort;
import org.eyes4j.agent.offline.ToolSearch.Setting;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** Outlines, cut-outs, shares, sizes, colours, hiding. */
final class PixelRecipes {
    private PixelRecipes() {}

    static Telling segment(Finder finder, List<Target> targets) throws MissingTool {
        boolean whole = targets.isEmpty()
                || targets.get(0).is(Sort.ANYTHING) && targets.get(0).isPlain();
        if (whole && finder.draft().tools().ready(Capability.SCENE)) {
            Found scene = finder.scene();
            return outlined(List.of(), scene, scene);
        }
        Found found = targets.isEmpty() ? finder.everything() : finder.presumed(targets.get(0));
        return outlined(targets, found, finder.segmented(found));
    }

    private static Telling outlined(List<Target> targets, Found found, Found masks) {
        return f -> {
            Optional<Claim> missing = missing(f, found, masks.regions(), "mask");
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            List<Region> regions = f.regions(masks);
            long pixels = regions.stream().mapToLong(r -> (long) r.area()).sum();
            double all = SeeingRecipes.frame(f, masks.regions()).bounds().area();
            String share = share(100 * pixels / all);
            Thing thing = f.thing(found.target());
            return List.of(Claims.supported(
                    f.say(
                            regions.size() == 1 ? "segment.one" : "segment.some",
                            "the",
                            targets.isEmpty() && regions.size() == 1
                                    ? f.speech().the(Thing.of(regions.get(0).label()))
                                    : f.speech().the(thing),
                            "things",
                            targets.isEmpty()
                                    ? f.speech().inventory(f.labels(regions))
                                    : f.speech().counted(regions.size(), thing),
                            "pixels",
                            Long.toString(pixels),
                            "share",
                            share),
                    Claims.all(
                            Claims.regions(regions, masks.regions().name()),
                            List.of(Claims.number(
                                    Long.toString(pixels), masks.regions().name())))));
        };
    }

    static Telling cutout(Finder finder, List<Target> targets) throws MissingTool {
        Found found = targets.isEmpty() ? finder.foreground() : finder.presumed(targets.get(0));
        Found masks = finder.segmented(found);
        Argument.Ref picture = picture(finder, Capability.CUTOUT, "cutout", masks, List.of(), found);
        return f -> made(f, found, masks, picture, "cut", "cutout.done");
    }

    static Telling crop(Finder finder, List<Target> targets) throws MissingTool {
        Found found = targets.isEmpty() ? finder.foreground() : finder.presumed(targets.get(0));
        Argument.Ref picture = picture(finder, Capability.CROP, "crop", found, List.of(), found);
        return f -> made(f, found, found, picture, "cut", "crop.done");
    }

    static Telling redact(Finder finder, Target target, String style) throws MissingTool {
        Found found;
        Found hidden;
        if (target.is(Sort.BACKGROUND)) {
            found = finder.everything();
            hidden = finder.rest(finder.segmented(found));
        } else if (target.except()) {
            found = finder.presumed(target);
            hidden = finder.rest(finder.draft().tools().has(Capability.SEGMENT) ? finder.segmented(found) : found);
        } else {
            found = finder.presumed(target);
            hidden = found;
        }
        boolean written = target.is(Sort.TEXT) || target.is(Sort.SURFACE) || target.is(Sort.CODE);
        String way = style.equals("hide") ? written ? "fill" : "blur" : style;
        Argument.Ref picture = picture(
                finder,
                Capability.REDACT,
                style + "_" + target.head(),
                hidden,
                List.of(
                        Setting.of("how", TextNode.valueOf(way)),
                        Setting.of("shape", TextNode.valueOf("mask")).ifThere()),
                found);
        return f -> {
            Optional<Claim> missing = missing(f, found, picture, "hide");
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            List<Region> regions = f.regions(found);
            Thing thing = f.thing(target);
            String the = target.is(Sort.BACKGROUND)
                    ? f.say("noun.background")
                    : regions.size() == 1 ? f.speech().the(thing) : f.speech().theSome(regions.size(), thing);
            String what = target.except() ? f.say("except", "things", the) : the;
            return List.of(
                    Claims.supported(
                            f.say("redact." + style, "the", what),
                            Claims.all(Claims.regions(regions, found.regions().name()), Claims.step(picture.name()))),
                    Claims.supported(f.say("redact.where"), Claims.step(picture.name())));
        };
    }

    static Telling cover(Finder finder, List<Target> targets) throws MissingTool {
        Found found = targets.isEmpty() ? finder.foreground() : finder.presumed(targets.get(0));
        boolean outlines = finder.draft().tools().has(Capability.SEGMENT)
                && !found.target().is(Sort.TEXT);
        Found masks = outlines ? finder.segmented(found) : found;
        Argument.Ref share = finder.draft()
                .output(finder.draft()
                        .call(
                                Capability.MEASURE,
                                "share_of_" + found.target().head(),
                                List.of(finder.draft().given(masks.regions())),
                                List.of(Setting.of("what", TextNode.valueOf("share"))),
                                masks.any()));
        return f -> {
            Optional<Claim> missing = missing(f, found, share, "measure");
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            double percent =
                    f.value(share, Value.Number.class).map(Value.Number::value).orElse(0.0);
            List<Region> regions = f.regions(masks);
            Thing thing = targets.isEmpty() && !regions.isEmpty()
                    ? Thing.of(regions.get(0).label())
                    : f.thing(found.target());
            boolean one = regions.size() == 1;
            return List.of(Claims.supported(
                    f.say(
                            one ? "cover" : "cover.some",
                            "the",
                            one ? f.speech().the(thing) : f.speech().theSome(regions.size(), thing),
                            "share",
                            share(percent)),
                    Claims.all(
                            Claims.regions(regions, masks.regions().name()),
                            List.of(Claims.number(share(percent), share.name())))));
        };
    }

    static Telling size(Finder finder, Target target) throws MissingTool {
        if (target.is(Sort.PICTURE)) {
            Argument.Ref picture = finder.draft().output(finder.image());
            return f -> f.value(picture, Value.Image.class).stream()
                    .map(image -> {
                        String width = Integer.toString(image.frame().width());
                        String height = Integer.toString(image.frame().height());
                        return Claims.supported(
                                f.say("size.picture", "width", width, "height", height),
                                List.of(Claims.number(width + " x " + height, "")));
                    })
                    .toList();
        }
        Found found = finder.presumed(target);
        return f -> f.missing(found, "none").map(List::of).orElseGet(() -> sizes(f, found));
    }

    private static List<Claim> sizes(Findings f, Found found) {
        List<Region> regions = f.regions(found);
        Thing thing = f.thing(found.target());
        List<Claim> claims = new ArrayList<>();
        for (Region region : regions) {
            BoundingBox box = region.box();
            String width = String.format(Locale.ROOT, "%.0f", box.width());
            String height = String.format(Locale.ROOT, "%.0f", box.height());
            claims.add(Claims.supported(
                    f.say(
                            regions.size() == 1 ? "size.one" : "size.each",
                            "the",
                            f.speech().the(thing),
                            "noun",
                            f.speech().bare(thing, 1),
                            "measure",
                            f.speech().measure(thing),
                            "width",
                            width,
                            "height",
                            height),
                    Claims.all(
                            Claims.regions(List.of(region), found.regions().name()),
                            List.of(Claims.number(
                                    width + " x " + height, found.regions().name())))));
        }
        return claims;
    }

    static Telling colour(Finder finder, Target target) throws MissingTool {
        if (target.is(Sort.PICTURE)) {
            Argument.Ref colours = finder.draft()
                    .output(finder.draft()
                            .call(Capability.COLOURS, "colours", List.of(finder.picture()), List.of(), null));
            return f -> f.failed(colours, "colour", target)
                    .map(List::of)
                    .orElseGet(() -> List.of(colours(f, colours, f.say("noun.picture"), "colour", List.of())));
        }
        boolean around = target.is(Sort.BACKGROUND);
        Found found =
                around ? finder.everything() : target.is(Sort.SURFACE) ? sign(finder, target) : finder.presumed(target);
        Argument.Ref colours = around ? finder.colours(finder.rest(finder.segmented(found))) : finder.colours(found);
        return f -> {
            Optional<Claim> missing = missing(f, found, colours, "colour");
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            String the = around ? f.say("noun.background") : f.speech().the(f.thing(target));
            String key = target.is(Sort.SURFACE) ? "colour.sign" : "colour";
            return List.of(colours(
                    f,
                    colours,
                    the,
                    key,
                    Claims.regions(f.regions(found), found.regions().name())));
        };
    }

    /** A sign's ground is the ground of its lettering: that of the largest line. */
    private static Found sign(Finder finder, Target target) throws MissingTool {
        Found lines = finder.presumed(target);
        return target.order() != null ? lines : lines.narrowed(finder.ordered(lines.regions(), Order.LARGEST, 1));
    }

    private static Claim colours(Findings f, Argument.Ref colours, String the, String key, List<Evidence> regions) {
        List<Value.Classification.Entry> entries = entries(f, colours);
        String first = entries.isEmpty() ? "" : f.speech().colour(entries.get(0).label());
        List<String> others = entries.stream()
                .skip(1)
                .filter(e -> e.score() >= 0.12)
                .map(e -> f.speech().colour(e.label()))
                .toList();
        String suffix = key.equals("colour") ? others.isEmpty() ? ".one" : ".more" : others.isEmpty() ? "" : ".more";
        return Claims.supported(
                f.say(
                        key + suffix,
                        "the",
                        the,
                        "colour",
                        first,
                        "others",
                        f.speech().list(others)),
                Claims.all(
                        regions,
                        List.of(Claims.text(
                                String.join(
                                        ", ",
                                        entries.stream()
                                                .map(Value.Classification.Entry::label)
                                                .toList()),
                                colours.name()))));
    }

    static Telling isColoured(Finder finder, Target target, String colour) throws MissingTool {
        Found found = target.is(Sort.SURFACE) ? sign(finder, target) : finder.presumed(target);
        Argument.Ref colours = finder.colours(found);
        return f -> {
            Optional<Claim> missing = missing(f, found, colours, "colour");
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            List<Value.Classification.Entry> entries = entries(f, colours);
            boolean flat = target.is(Sort.SURFACE);
            boolean holds = flat
                    ? entries.get(0).label().equals(colour)
                    : entries.stream().anyMatch(e -> e.label().equals(colour) && e.score() >= 0.25);
            List<String> names = entries.stream()
                    .limit(2)
                    .map(e -> f.speech().colour(e.label()))
                    .toList();
            return List.of(Claims.supported(
                    f.say(
                            holds ? "holds.colour.yes" : "holds.colour.no",
                            "the",
                            f.speech().the(f.thing(target)),
                            "colour",
                            f.speech().colour(colour),
                            "colours",
                            f.speech().list(flat ? names.subList(0, 1) : names)),
                    Claims.all(
                            Claims.regions(f.regions(found), found.regions().name()),
                            List.of(Claims.text(entries.get(0).label(), colours.name())))));
        };
    }

    private static List<Value.Classification.Entry> entries(Findings f, Argument.Ref colours) {
        return f.value(colours, Value.Classification.class)
                .map(Value.Classification::entries)
                .orElse(List.of());
    }

    private static Argument.Ref picture(
            Finder finder, Capability capability, String id, Found regions, List<Setting> settings, Found found)
            throws MissingTool {
        return finder.draft()
                .output(finder.draft()
                        .call(
                                capability,
                                id,
                                List.of(finder.picture(), finder.draft().given(regions.regions())),
                                settings,
                                found.any()));
    }

    private static List<Claim> made(
            Findings f, Found found, Found regions, Argument.Ref picture, String doing, String key) {
        Optional<Claim> missing = missing(f, found, picture, doing);
        if (missing.isPresent()) {
            return List.of(missing.get());
        }
        List<Region> shown = f.regions(regions);
        Thing thing = found.target().is(Sort.ANYTHING) && !shown.isEmpty()
                ? Thing.of(shown.get(0).label())
                : f.thing(found.target());
        String the = shown.size() == 1 ? f.speech().the(thing) : f.speech().theSome(shown.size(), thing);
        return List.of(Claims.supported(
                f.say(key, "the", the),
                Claims.all(Claims.regions(shown, regions.regions().name()), Claims.step(picture.name()))));
    }

    private static Optional<Claim> missing(Findings f, Found found, Argument.Ref last, String doing) {
        Optional<Claim> missing = f.missing(found, "none");
        return missing.isPresent() ? missing : f.failed(last, doing, found.target());
    }

    private static String share(double percent) {
        return String.format(Locale.ROOT, percent < 10 ? "%.1f" : "%.0f", percent);
    }
}
