package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.answer.Speech;
import org.eyes4j.agent.answer.Thing;
import org.eyes4j.agent.offline.Target.Sort;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/** What a run found, as tellings ask for it, and the language to tell it in. */
record Findings(RunResult result, Speech speech) {

    String say(String key, String... filled) {
        return speech.say(key, filled);
    }

    Thing thing(Target target) {
        return Phrasing.thing(target, speech);
    }

    <V extends Value> Optional<V> value(Argument.Ref ref, Class<V> type) {
        return result.value(ref).filter(type::isInstance).map(type::cast);
    }

    /** The regions of a step; none where it found none, was skipped or failed. */
    List<Region> regions(Argument.Ref ref) {
        return value(ref, Value.Detections.class).map(Value.Detections::regions).orElse(List.of());
    }

    List<Region> regions(Found found) {
        return regions(found.regions());
    }

    /** Why a step has no value, unless only because there was nothing to do. */
    @Nullable
    Failure failure(Argument.Ref ref) {
        StepReport report = result.step(ref.name()).orElse(null);
        if (report == null || report.status() == StepReport.Status.DONE) {
            return null;
        }
        if (report.status() == StepReport.Status.FAILED) {
            return report.failure();
        }
        // Skipped: for the failure of a step it needs, or because its condition did not hold.
        return result.plan().step(ref.name()).stream()
                .flatMap(step -> step.refs().stream())
                .filter(needed -> !needed.isInput())
                .map(this::failure)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** "I could not …", if the step failed. */
    Optional<Claim> failed(Argument.Ref ref, String doing, Target target) {
        Failure failure = failure(ref);
        if (failure == null) {
            return Optional.empty();
        }
        String things = target.is(Sort.ANYTHING) ? speech.say("noun.thing") : speech.the(thing(target));
        String text =
                say("failed", "doing", say("doing." + doing, "things", things), "why", sentence(failure.explain()));
        return Optional.of(Claims.unknown(text, Claims.step(ref.name())));
    }

    /** What to say when a thing is not there: that looking failed, that it could not be looked for, or that none was found. */
    Optional<Claim> missing(Found found, String key) {
        Found second = found.second();
        if (second == null) {
            return missingAlone(found, key);
        }
        Optional<Claim> first = missingAlone(found.alone(), key);
        return first.isPresent() ? first : missing(second, key);
    }

    private Optional<Claim> missingAlone(Found found, String key) {
        Optional<Claim> failed = failed(found.regions(), "look", found.target());
        if (failed.isPresent() || !regions(found).isEmpty()) {
            return failed;
        }
        Found anchor = found.anchor();
        List<Region> anywhere = regions(found.search());
        Found astray = anchor == null ? null : lacking(anchor);
        if (astray != null && !anywhere.isEmpty()) {
            Thing plain = Phrasing.plain(found.target(), speech);
            return Optional.of(Claims.unknown(
                    say(
                            anywhere.size() == 1 ? "astray.one" : "astray.some",
                            "anchor",
                            speech.the(thing(astray.target())),
                            "things",
                            speech.counted(anywhere.size(), plain)),
                    Claims.regions(anywhere, found.search().name())));
        }
        if (anchor != null && !anywhere.isEmpty() && found.target().relation() == Relation.BETWEEN) {
            Optional<Claim> lone = lone(anchor);
            if (lone.isPresent()) {
                return lone;
            }
        }
        Search search = search(found);
        if (search != null && !search.unknown().isEmpty() && search.matched().isEmpty()) {
            String unknown = key.startsWith("count") ? "unknown.count" : "unknown";
            return Optional.of(Claims.unknown(
                    say(unknown, "word", word(found.target()), "model", search.model()),
                    Claims.step(found.search().name())));
        }
        Thing thing = thing(found.target());
        return Optional.of(Claims.supported(
                say(key, "noun", speech.bare(thing, 1), "nouns", speech.bare(thing, 2), "search", searched(found)),
                Claims.step(found.search().name())));
    }

    /** The side of an anchor that was not found, if one was not. */
    private @Nullable Found lacking(Found anchor) {
        Found second = anchor.second();
        return regions(anchor).isEmpty() ? anchor.alone() : second == null ? null : lacking(second);
    }

    /** That there is only one of what something should stand between. */
    Optional<Claim> lone(Found anchor) {
        List<Region> regions = regions(anchor);
        return anchor.second() != null || regions.size() != 1
                ? Optional.empty()
                : Optional.of(Claims.unknown(
                        say("between.one", "things", speech.counted(1, Phrasing.plain(anchor.target(), speech))),
                        Claims.regions(regions, anchor.regions().name())));
    }

    /** That there are fewer than were asked for, where there are. */
    private Optional<Claim> fewer(Found found) {
        List<Region> regions = regions(found);
        int wanted = found.target().chosen();
        return regions.isEmpty() || regions.size() >= wanted
                ? Optional.empty()
                : Optional.of(Claims.supported(
                        say(
                                "fewer",
                                "things",
                                speech.counted(regions.size(), Phrasing.plain(found.target(), speech)),
                                "wanted",
                                Integer.toString(wanted)),
                        Claims.regions(regions, found.regions().name())));
    }

    /** That what was found is a guess, where it is one. */
    Optional<Claim> unsure(Found found) {
        List<Region> regions = regions(found);
        if (regions.size() != 1 || regions.get(0).score() >= found.sure()) {
            return Optional.empty();
        }
        Region guess = regions.get(0);
        return Optional.of(Claims.supported(
                say(
                        "unsure",
                        "the",
                        speech.the(thing(found.target())),
                        "score",
                        String.format(Locale.ROOT, "%.2f", guess.score()),
                        "threshold",
                        String.format(Locale.ROOT, "%.2f", found.sure())),
                Claims.regions(List.of(guess), found.regions().name())));
    }

    /** Claims, and after them that what they rest on is a guess, or fewer than were asked for, where it is. */
    List<Claim> withDoubts(List<Claim> claims, List<Found> found, List<Found> chosen) {
        List<Claim> all = new ArrayList<>(claims);
        for (Found one : chosen) {
            fewer(one).filter(doubt -> !all.contains(doubt)).ifPresent(all::add);
        }
        for (Found one : found) {
            unsure(one).filter(doubt -> !all.contains(doubt)).ifPresent(all::add);
        }
        return all;
    }

    @Nullable
    Search search(Found found) {
        return value(found.search(), Value.Detections.class)
                .map(Value.Detections::search)
                .orElse(null);
    }

    /** What was looked for, and how sure "nothing" is. */
    String searched(Found found) {
        Sort sort = found.target().sort();
        if (sort == Sort.TEXT || sort == Sort.SURFACE) {
            return say("search.text");
        }
        if (sort == Sort.CODE) {
            return say("search.codes");
        }
        Search search = search(found);
        if (search == null || !regions(found.search()).isEmpty()) {
            return say("search.plain");
        }
        String threshold = String.format(Locale.ROOT, "%.2f", search.threshold());
        return search.asked().isEmpty()
                ? say("search.all", "threshold", threshold, "model", search.model())
                : say("search", "threshold", threshold, "model", search.model(), "words", word(found.target()));
    }

    private String word(Target target) {
        return speech.bare(Phrasing.plain(target, speech), 1);
    }

    /** Labels as an answer names them; what was asked for by another word keeps that word. */
    List<String> labels(List<Region> regions) {
        List<String> labels = new ArrayList<>();
        for (Region region : regions) {
            labels.add(label(region));
        }
        return labels;
    }

    String label(Region region) {
        return region.text() != null
                        && !region.text().isBlank()
                        && region.label().equals("text")
                ? say("text.label") + (speech.script().isChinese() ? "" : " ") + speech.quoted(List.of(region.text()))
                : region.label();
    }

    /** The first letter small, no full stop: to stand inside a sentence. */
    static String sentence(String text) {
        String trimmed = text.strip();
        return trimmed.endsWith(".") && !trimmed.endsWith("..") ? trimmed : trimmed + ".";
    }
}
