package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.offline.Target.Sort;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.value.Region;

/** What is written, and what codes say. */
final class TextRecipes {
    private static final Target TEXT = Target.of(Sort.TEXT, "text", "text");

    private TextRecipes() {}

    static Telling read(Finder finder, List<Target> surfaces) throws MissingTool {
        if (surfaces.size() == 1
                && surfaces.get(0).given() != null
                && (surfaces.get(0).is(Sort.SURFACE) || surfaces.get(0).is(Sort.TEXT))) {
            // What was read of it already is there with it.
            Found there = finder.find(surfaces.get(0));
            return f -> onSign(f, there, surfaces.get(0));
        }
        Found lines = finder.find(TEXT);
        if (surfaces.isEmpty()) {
            return f -> all(f, lines, "read.text");
        }
        Target surface = surfaces.get(0);
        if (surface.is(Sort.SURFACE) || surface.is(Sort.FACE)) {
            return f -> onSign(f, lines, surface);
        }
        Found thing = finder.find(surface);
        Argument.Ref on = finder.draft().output(finder.related(lines, Relation.INSIDE, thing));
        return f -> onThing(f, lines, thing, on);
    }

    /** Whether a word is among what was read, told before what was read. */
    static Telling says(Telling reading, String word) {
        return f -> {
            List<Claim> claims = new ArrayList<>(reading.tell(f));
            if (claims.isEmpty() || claims.get(0).status() != Claim.Status.SUPPORTED) {
                return claims;
            }
            List<Evidence> read = claims.get(0).evidence();
            String said = read.stream()
                    .filter(e -> e.kind() == Evidence.Type.TEXT)
                    .map(Evidence::value)
                    .collect(Collectors.joining(" "))
                    .toLowerCase(Locale.ROOT);
            boolean there = (" " + said.replaceAll("[^\\p{L}\\p{N}]+", " ") + " ").contains(" " + word + " ");
            claims.add(
                    0,
                    Claims.supported(
                            f.say(
                                    there ? "read.has" : "read.hasnot",
                                    "quoted",
                                    f.speech().quoted(List.of(word))),
                            read));
            return claims;
        };
    }

    static Telling code(Finder finder) throws MissingTool {
        Found codes = finder.find(Target.of(Sort.CODE, "code", "code"));
        return f -> {
            Optional<Claim> failed = f.failed(codes.regions(), "codes", codes.target());
            if (failed.isPresent()) {
                return List.of(failed.get());
            }
            List<Claim> claims = codes(f, codes);
            return claims.isEmpty()
                    ? List.of(Claims.supported(
                            f.say("code.none"), Claims.step(codes.regions().name())))
                    : claims;
        };
    }

    /** A sentence a code. */
    static List<Claim> codes(Findings f, Found codes) {
        List<Claim> claims = new ArrayList<>();
        for (Region region : f.regions(codes)) {
            String text = region.text() == null ? "" : region.text();
            boolean bars = !region.label().toLowerCase(java.util.Locale.ROOT).matches(".*(qr|matrix|aztec).*");
            String sentence = f.say(
                    "code.one",
                    "code",
                    f.say(bars ? "code.bar" : "code.qr"),
                    "quoted",
                    f.speech().quoted(List.of(text)));
            claims.add(Claims.supported(sentence, evidence(List.of(region), codes.regions())));
        }
        return claims;
    }

    /** What was read, if anything, as one sentence. */
    static List<Claim> quoted(Findings f, Found lines, String key) {
        List<Region> read = read(f.regions(lines));
        return read.isEmpty()
                ? List.of()
                : List.of(Claims.supported(
                        f.say(key, "quoted", f.speech().quoted(texts(read))), evidence(read, lines.regions())));
    }

    private static List<Claim> all(Findings f, Found lines, String key) {
        Optional<Claim> failed = f.failed(lines.regions(), "read", lines.target());
        if (failed.isPresent()) {
            return List.of(failed.get());
        }
        List<Region> read = read(f.regions(lines));
        if (read.isEmpty()) {
            return List.of(Claims.supported(
                    f.say("read.none"), Claims.step(lines.regions().name())));
        }
        return quoted(f, lines, read.size() > 1 && key.equals("read.text") ? "read.many" : key);
    }

    /** A sign is known by its lettering: the lines that stand with the largest one. */
    private static List<Claim> onSign(Findings f, Found lines, Target sign) {
        List<Region> read = read(f.regions(lines));
        if (read.isEmpty()) {
            return all(f, lines, "read.text");
        }
        List<Region> on = Signs.main(read);
        List<Claim> claims = new ArrayList<>();
        claims.add(Claims.supported(
                f.say(
                        "read.one",
                        "the",
                        f.speech().the(f.thing(sign)),
                        "quoted",
                        f.speech().quoted(texts(on))),
                evidence(on, lines.regions())));
        List<Region> rest = read.stream().filter(line -> !on.contains(line)).toList();
        if (!rest.isEmpty()) {
            claims.add(Claims.supported(
                    f.say("read.elsewhere", "quoted", f.speech().quoted(texts(rest))),
                    evidence(rest, lines.regions())));
        }
        return claims;
    }

    private static List<Claim> onThing(Findings f, Found lines, Found thing, Argument.Ref on) {
        Optional<Claim> failed = f.failed(lines.regions(), "read", lines.target());
        if (failed.isPresent()) {
            return List.of(failed.get());
        }
        Optional<Claim> missing = f.missing(thing, "none");
        List<Claim> claims = new ArrayList<>();
        List<Region> there = read(f.regions(on));
        if (missing.isPresent()) {
            claims.add(missing.get());
        } else if (there.isEmpty()) {
            claims.add(Claims.supported(
                    f.say("read.none.on", "things", f.speech().the(f.thing(thing.target()))), Claims.step(on.name())));
        } else {
            claims.add(Claims.supported(
                    f.say(
                            "read.one",
                            "the",
                            f.speech().the(f.thing(thing.target())),
                            "quoted",
                            f.speech().quoted(texts(there))),
                    evidence(there, on)));
            return claims;
        }
        List<Region> read = read(f.regions(lines));
        if (!read.isEmpty()) {
            claims.add(Claims.supported(
                    f.say(
                            missing.isPresent() ? "read.anyway" : "read.elsewhere",
                            "quoted",
                            f.speech().quoted(texts(read))),
                    evidence(read, lines.regions())));
        }
        return claims;
    }

    private static List<Region> read(List<Region> lines) {
        return lines.stream()
                .filter(r -> r.text() != null && !r.text().isBlank())
                .toList();
    }

    private static List<String> texts(List<Region> lines) {
        return lines.stream().map(r -> String.valueOf(r.text()).strip()).toList();
    }

    private static List<Evidence> evidence(List<Region> regions, Argument.Ref step) {
        List<Evidence> texts = regions.stream()
                .filter(r -> r.text() != null)
                .map(r -> Claims.text(String.valueOf(r.text()), step.name()))
                .toList();
        return Claims.all(Claims.regions(regions, step.name()), texts);
    }
}
