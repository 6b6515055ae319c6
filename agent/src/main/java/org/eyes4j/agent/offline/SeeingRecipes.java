package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.answer.Speech;
import org.eyes4j.agent.answer.Thing;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/** How many, whether, where, what. */
final class SeeingRecipes {
    private static final int MOST_TOLD = 12;

    private SeeingRecipes() {}

    static Telling count(Finder finder, Target target) throws MissingTool {
        Found found = finder.find(target);
        if (target.is(Target.Sort.SURFACE)) {
            return f -> f.missing(found, "count.none").map(List::of).orElseGet(() -> signs(f, found));
        }
        Argument.Ref count = finder.draft()
                .output(finder.draft()
                        .call(
                                Capability.COUNT,
                                "count_" + target.head(),
                                List.of(finder.draft().given(found.regions())),
                                List.of(),
                                null));
        return f -> {
            Optional<Claim> missing = f.missing(found, "count.none");
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            int n = f.value(count, Value.Number.class)
                    .map(number -> (int) number.value())
                    .orElse(f.regions(found).size());
            String text = f.say(
                    n == 1 ? "count.one" : "count.some", "things", f.speech().counted(n, f.thing(target)));
            return List.of(Claims.supported(
                    text,
                    Claims.all(
                            List.of(Claims.number(Integer.toString(n), count.name())),
                            Claims.regions(f.regions(found), found.regions().name()))));
        };
    }

    /** Which of several pictures has the most, or fewest, of a thing; nothing where one of them could not be searched. */
    static Telling whichPicture(Map<String, Found> byPicture, boolean most) {
        return f -> {
            List<Evidence> evidence = new ArrayList<>();
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (Map.Entry<String, Found> one : byPicture.entrySet()) {
                Found found = one.getValue();
                Optional<Claim> missing = f.missing(found, "count.none");
                if (missing.isPresent() && missing.get().status() != Claim.Status.SUPPORTED) {
                    return List.of();
                }
                counts.put(one.getKey(), whole(f, found).size());
                evidence.add(Claims.number(
                        one.getKey() + ": " + counts.get(one.getKey()),
                        found.regions().name()));
            }
            int best = most ? Collections.max(counts.values()) : Collections.min(counts.values());
            List<String> winners = counts.keySet().stream()
                    .filter(picture -> Objects.equals(counts.get(picture), best))
                    .toList();
            Found any = byPicture.values().iterator().next();
            String key = winners.size() > 1 ? "picture.tie" : most ? "picture.most" : "picture.fewest";
            return List.of(Claims.supported(
                    f.say(key, "nouns", f.speech().bare(f.thing(any.target()), 2), "picture", winners.get(0)),
                    evidence));
        };
    }

    private static List<Claim> signs(Findings f, Found found) {
        int n = Signs.blocks(f.regions(found)).size();
        List<Evidence> evidence =
                Claims.regions(f.regions(found), found.regions().name());
        String things = f.speech().counted(n, f.thing(found.target()));
        return List.of(
                Claims.supported(f.say(n == 1 ? "count.one" : "count.some", "things", things), evidence),
                Claims.supported(f.say("signs.told"), evidence));
    }

    static Telling exists(Finder finder, Target target, boolean none) throws MissingTool {
        Found found = finder.find(target);
        return f -> {
            Optional<Claim> missing = f.missing(found, none ? "none.right" : "exists.none");
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            List<Region> regions = whole(f, found);
            Thing thing = f.thing(target);
            String text = regions.size() == 1
                    ? f.say(
                            none ? "none.wrong.one" : "exists.one",
                            "a",
                            f.speech().a(thing),
                            "things",
                            f.speech().counted(1, thing))
                    : f.say(
                            none ? "none.wrong.some" : "exists.some",
                            "things",
                            f.speech().counted(regions.size(), thing));
            return List.of(Claims.supported(
                    text, Claims.regions(regions, found.regions().name())));
        };
    }

    /** @param grounded whether the phrase is looked for as a whole */
    static Telling where(Finder finder, Target target, boolean grounded) throws MissingTool {
        Found found = grounded ? finder.grounded(target) : finder.find(target);
        return f -> f.missing(found, "none").map(List::of).orElseGet(() -> places(f, found));
    }

    /** What looks like a thing, which is not told again itself. */
    static Telling similar(Finder finder, Target example) throws MissingTool {
        if (!finder.draft().tools().ready(Capability.SIMILAR)) {
            throw new MissingTool("similar", finder.draft().tools().lack(Capability.SIMILAR));
        }
        Found shown = finder.presumed(example);
        List<ToolSearch.Given> given = new ArrayList<>(List.of(finder.picture()));
        // The example's own picture, where another one is searched.
        Optional<String> from = Optional.ofNullable(example.given()).flatMap(finder.shown()::picture);
        from.map(name -> new Argument.Ref("inputs." + name))
                .filter(ref -> !ref.equals(finder.image()))
                .ifPresent(ref -> given.add(new ToolSearch.Given(ref, Kind.IMAGE)));
        given.add(finder.draft().given(shown.regions()));
        Argument.Ref like = finder.draft()
                .output(finder.draft()
                        .call(Capability.SIMILAR, "like_" + example.head(), given, List.of(), shown.any()));
        return f -> {
            Optional<Claim> missing = f.missing(shown, "none").or(() -> f.failed(like, "look", example));
            if (missing.isPresent()) {
                return List.of(missing.get());
            }
            String the = f.speech().theSome(f.regions(shown).size(), f.thing(example));
            List<Region> regions = f.regions(like);
            if (regions.isEmpty()) {
                return List.of(Claims.supported(f.say("similar.none", "the", the), Claims.step(like.name())));
            }
            List<Claim> claims = new ArrayList<>();
            claims.add(Claims.supported(
                    f.say("similar.found", "the", the, "number", Integer.toString(regions.size())),
                    Claims.regions(regions, like.name())));
            for (Region region : regions.stream().limit(MOST_TOLD).toList()) {
                String place = f.speech().place(region.box(), frame(f, like));
                claims.add(Claims.supported(
                        f.say("similar.each", "place", place, "box", Speech.box(region.box())),
                        Claims.regions(List.of(region), like.name())));
            }
            return claims;
        };
    }

    private static List<Region> whole(Findings f, Found found) {
        List<Region> regions = f.regions(found);
        return found.target().is(Target.Sort.SURFACE) ? Signs.whole(regions) : regions;
    }

    private static List<Claim> places(Findings f, Found found) {
        List<Region> regions = whole(f, found);
        Frame frame = frame(f, found.regions());
        Thing thing = f.thing(found.target());
        String step = found.regions().name();
        List<Claim> claims = new ArrayList<>();
        boolean chosen = found.target().chosen() > 1;
        if (regions.size() > 1) {
            claims.add(Claims.supported(
                    f.say(
                            chosen ? "where.chosen" : "where.some",
                            "things",
                            f.speech().counted(regions.size(), thing),
                            "number",
                            Integer.toString(regions.size()),
                            "nouns",
                            f.speech().bare(thing, regions.size()),
                            "measure",
                            f.speech().measure(thing)),
                    Claims.regions(regions, step)));
        }
        for (Region region : regions.stream().limit(MOST_TOLD).toList()) {
            String noun = f.speech().bare(chosen ? Phrasing.plain(found.target(), f.speech()) : thing, 1);
            String quote = region.text() == null || region.text().isBlank()
                    ? ""
                    : " " + f.speech().quoted(List.of(region.text()));
            claims.add(Claims.supported(
                    f.say(
                            regions.size() == 1 ? "where.one" : "where.each",
                            "the",
                            f.speech().the(thing) + quote,
                            "noun",
                            noun + quote,
                            "measure",
                            f.speech().measure(thing),
                            "place",
                            f.speech().place(region.box(), frame),
                            "box",
                            Speech.box(region.box())),
                    Claims.regions(List.of(region), step)));
        }
        return claims;
    }

    /** Everything that can be named, text and codes with it where something reads them. */
    static Telling what(Finder finder) throws MissingTool {
        Found things = finder.everything();
        Found text = ifThere(finder, Capability.READ, Target.Sort.TEXT, "text");
        Found codes = ifThere(finder, Capability.CODES, Target.Sort.CODE, "code");
        return f -> {
            List<Claim> claims = new ArrayList<>();
            Optional<Claim> failed = f.failed(things.regions(), "look", things.target());
            List<Region> regions = f.regions(things);
            String step = things.regions().name();
            if (failed.isPresent()) {
                claims.add(failed.get());
            } else if (regions.isEmpty()) {
                claims.add(Claims.supported(f.say("what.none", "search", f.searched(things)), Claims.step(step)));
            } else {
                claims.add(Claims.supported(
                        f.say("what.things", "list", f.speech().inventory(f.labels(regions))),
                        Claims.regions(regions, step)));
            }
            if (text != null) {
                claims.addAll(TextRecipes.quoted(f, text, "what.text"));
            }
            if (codes != null) {
                claims.addAll(TextRecipes.codes(f, codes));
            }
            Search search = f.search(things);
            if (search != null && search.closedVocabulary()) {
                claims.add(Claims.supported(f.say("what.closed", "model", search.model()), Claims.step(step)));
            }
            return claims;
        };
    }

    private static @Nullable Found ifThere(Finder finder, Capability capability, Target.Sort sort, String head)
            throws MissingTool {
        return finder.draft().tools().has(capability) ? finder.find(Target.of(sort, head, head)) : null;
    }

    /** A caption where a model writes one, and after it what was found. */
    static Telling described(Finder finder) throws MissingTool {
        Telling found = describe(finder);
        if (!finder.draft().tools().ready(Capability.CAPTION)) {
            return found;
        }
        Telling caption = GeneratedRecipes.caption(finder);
        return f -> {
            List<Claim> claims = new ArrayList<>(caption.tell(f));
            claims.addAll(found.tell(f));
            return claims;
        };
    }

    /** A describing tool's sentences; in Chinese, which none speaks, what there is. */
    static Telling describe(Finder finder) throws MissingTool {
        Telling what = what(finder);
        if (!finder.draft().tools().has(Capability.DESCRIBE)) {
            return what;
        }
        Found things = finder.everything();
        Found lines = ifThere(finder, Capability.READ, Target.Sort.TEXT, "text");
        Argument.Ref text = finder.draft().output(description(finder, things, lines));
        return f -> {
            if (f.speech().script().isChinese()) {
                return what.tell(f);
            }
            Optional<Claim> failed = f.failed(text, "describe", Target.wholePicture());
            return failed.map(List::of).orElseGet(() -> {
                String words =
                        f.value(text, Value.Text.class).map(Value.Text::text).orElse("");
                return List.of(Claims.supported(
                        words.strip(),
                        Claims.all(
                                Claims.regions(
                                        f.regions(things), things.regions().name()),
                                Claims.step(text.name()))));
            });
        };
    }

    private static Argument.Ref description(Finder finder, Found things, @Nullable Found lines) throws MissingTool {
        List<ToolSearch.Given> known =
                new ArrayList<>(List.of(finder.picture(), finder.draft().given(things.regions())));
        if (lines != null) {
            known.add(finder.draft().given(lines.regions()));
        }
        boolean takesThem = finder.draft()
                .tools()
                .fit(Capability.DESCRIBE, known, List.of())
                .isPresent();
        List<ToolSearch.Given> given = takesThem ? known : List.of(finder.picture());
        return finder.draft().call(Capability.DESCRIBE, "description", given, List.of(), null);
    }

    static Frame frame(Findings f, Argument.Ref regions) {
        return f.value(regions, Value.Detections.class)
                .map(Value.Detections::frame)
                .orElse(Frame.of("picture", 1, 1));
    }
}
