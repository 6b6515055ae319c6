package org.eyes4j.agent.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.agent.language.English;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.session.Mention.Flag;
import org.eyes4j.agent.session.Mention.Sort;
import org.eyes4j.agent.session.PicturePhrase.Which;
import org.eyes4j.agent.session.Resolution.Option;

/**
 * Resolves what the words of a question refer to, before anyone plans: pictures, things, and what is left out because it was
 * said before. By rules alone; what fits several things equally is asked back. Immutable.
 */
final class Resolver {
    private static final Pattern THAN_PICTURE = Pattern.compile(
            "\\bthan (?:in |on )?(?:the )?(first|second|third|other)(?: one)?\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMPARES = Pattern.compile(
            "\\b(this|these|here|it|than|as in|as on|compared?|from|both)\\b|[这這比跟和与與]", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIGN = Pattern.compile("\\b(sign|notice|board|plaque|poster|label)s?\\b");

    private final ChineseMentions chinese = new ChineseMentions();
    private final Ellipsis ellipsis = new Ellipsis(chinese);

    /** A piece of the question and what stands for it, when asked now and when asked of another picture. */
    private record Change(int start, int end, String now, String plain) {}

    /**
     * @param fresh names of the pictures that come with the question; the ledger knows them
     * @param chosen ids (or picture names) that a phrase stands for, since someone said so
     */
    Resolution resolve(String asked, SceneLedger ledger, List<String> fresh, Map<String, List<String>> chosen) {
        Wording wording = Wording.of(asked, ledger.turns());
        MarkedWords marked = new MarkedWords(wording.isChinese());
        String question = ledger.marks().isEmpty()
                ? ellipsis.full(asked.strip(), ledger, !fresh.isEmpty())
                : marked.full(ledger.marks().renamed(asked.strip()));
        List<Change> changes = new ArrayList<>();
        List<PicturePhrase> phrases = PicturePhrase.find(question, chinese.fold(question));
        List<String> named = new ArrayList<>();
        for (PicturePhrase phrase : phrases) {
            List<String> pictures = chosen.getOrDefault(phrase.text(), pictures(phrase, question, ledger, fresh));
            if (pictures.isEmpty()) {
                return new Resolution.Unknown(wording.noPicture(phrase.text(), ledger.pictures()));
            }
            if (phrase.which() == Which.OTHER && pictures.size() > 1) {
                List<Option> options = pictures.stream()
                        .map(name -> new Option(
                                name,
                                ledger.picture(name).map(SessionPicture::title).orElse("")))
                        .toList();
                return new Resolution.Unclear(wording.which(phrase.text(), options), phrase.text(), options);
            }
            named.addAll(pictures);
            if (phrase.which() != Which.THIS && phrase.which() != Which.ALL) {
                ledger.picture(pictures.get(0)).ifPresent(p -> {
                    String name = wording.picture(p);
                    changes.add(new Change(phrase.start(), phrase.end(), name, name));
                });
            }
        }
        List<String> explicit =
                named.isEmpty() ? fresh : named.stream().distinct().toList();
        List<String> scope = explicit.isEmpty() ? before(ledger) : explicit;
        Map<String, List<FoundRegion>> given = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        for (Mention mention : mentions(question, ledger, wording, marked)) {
            if (PicturePhrase.covers(phrases, mention.start(), mention.end())) {
                continue;
            }
            Referent referent = chosen.containsKey(mention.text())
                    ? chosen(mention, chosen.getOrDefault(mention.text(), List.of()), ledger)
                    : new Referents(ledger, scope, wording).of(mention);
            if (referent instanceof Referent.Nothing nothing) {
                return new Resolution.Unknown(nothing.why());
            } else if (referent instanceof Referent.Several several) {
                List<Option> options = wording.options(several.units());
                return new Resolution.Unclear(wording.which(mention.text(), options), mention.text(), options);
            } else if (referent instanceof Referent.Known known) {
                Set<String> pictures = new LinkedHashSet<>();
                known.units().forEach(unit -> pictures.add(unit.picture()));
                boolean drawn = Unit.regions(known.units()).stream().allMatch(ledger.marks()::holds);
                boolean elsewhere =
                        !drawn && !explicit.isEmpty() && pictures.stream().noneMatch(explicit::contains);
                if (pictures.size() > 1 && !elsewhere) {
                    return new Resolution.Unknown(wording.severalPictures(mention.text(), known.units()));
                }
                String noun = noun(mention, known.units(), question, ledger, wording);
                String input = elsewhere ? "" : input(Unit.regions(known.units()), given);
                if (elsewhere) {
                    notes.add(wording.lookedForByName(mention.text(), noun, explicit));
                }
                changes.add(change(question, mention, noun, input, wording));
            }
        }
        Set<String> shown = new LinkedHashSet<>(given.isEmpty() || !explicit.isEmpty() ? scope : picturesOf(given));
        if (!ledger.marks().isEmpty()) {
            if (explicit.isEmpty() && marked.isLikeness(question)) {
                ledger.pictures().forEach(picture -> shown.add(picture.name()));
            }
            shown.addAll(picturesOf(given));
        }
        return new Resolution.Resolved(
                apply(question, changes, true), apply(question, changes, false), List.copyOf(shown), given, notes);
    }

    private static List<String> picturesOf(Map<String, List<FoundRegion>> given) {
        return given.values().stream()
                .flatMap(List::stream)
                .map(found -> found.picture().image())
                .distinct()
                .toList();
    }

    /** The pictures that were asked about last; all, where nothing was asked. */
    private static List<String> before(SceneLedger ledger) {
        List<String> all = ledger.pictures().stream().map(SessionPicture::name).toList();
        for (int i = ledger.turns().size() - 1; i >= 0; i--) {
            List<String> shown =
                    ledger.turns().get(i).shown().stream().filter(all::contains).toList();
            if (!shown.isEmpty()) {
                return shown;
            }
        }
        return all;
    }

    private static List<String> pictures(
            PicturePhrase phrase, String question, SceneLedger ledger, List<String> fresh) {
        List<String> all = ledger.pictures().stream().map(SessionPicture::name).toList();
        List<String> drawnOn = ledger.marks().isEmpty()
                ? List.of()
                : ledger.focus().stream()
                        .map(found -> found.picture().image())
                        .distinct()
                        .toList();
        if (drawnOn.size() == 1 && phrase.which() == Which.OTHER) {
            return all.stream().filter(name -> !drawnOn.contains(name)).toList();
        }
        List<String> current = fresh.isEmpty() ? current(ledger) : fresh;
        return switch (phrase.which()) {
            case ALL -> all;
            case THIS -> current;
            case LAST -> all.subList(Math.max(0, all.size() - 1), all.size());
            case PREVIOUS -> {
                int at = current.isEmpty() ? 0 : all.indexOf(current.get(0));
                yield at > 0 ? List.of(all.get(at - 1)) : List.of();
            }
            case NUMBERED -> {
                List<String> one = all.contains("image" + phrase.number())
                        ? new ArrayList<>(List.of("image" + phrase.number()))
                        : new ArrayList<>();
                Matcher than = THAN_PICTURE.matcher(question);
                if (!one.isEmpty() && than.find()) {
                    Integer other = EnglishMentions.ORDINALS.get(than.group(1).toLowerCase(Locale.ROOT));
                    all.stream()
                            .filter(name -> other == null
                                    ? all.size() == 2 && !one.contains(name)
                                    : name.equals("image" + other))
                            .forEach(one::add);
                }
                yield one;
            }
            case OTHER ->
                isOther(fresh, question, ledger)
                        ? fresh
                        : all.stream()
                                .filter(name ->
                                        !current.contains(name) || current.size() == all.size() && all.size() != 1)
                                .toList();
        };
    }

    /** A picture that comes with "and in the other picture?" is that one, unless the question compares it with an earlier one. */
    private static boolean isOther(List<String> fresh, String question, SceneLedger ledger) {
        List<String> before = current(ledger);
        return !fresh.isEmpty()
                && !before.isEmpty()
                && fresh.stream().noneMatch(before::contains)
                && !COMPARES.matcher(question).find();
    }

    /** The picture of what was spoken of last; else those that were asked about. */
    private static List<String> current(SceneLedger ledger) {
        List<String> shown = before(ledger);
        List<String> spoken = ledger.focus().stream()
                .map(found -> found.picture().image())
                .distinct()
                .toList();
        return shown.size() > 1 && spoken.size() == 1 ? spoken : shown;
    }

    private List<Mention> mentions(String question, SceneLedger ledger, Wording wording, MarkedWords marked) {
        List<Mention> usual = mentions(question, ledger, wording);
        if (ledger.marks().isEmpty()) {
            return usual;
        }
        List<Mention> all = new ArrayList<>(marked.find(question));
        usual.stream()
                .filter(m -> all.stream().noneMatch(o -> o.start() < m.end() && m.start() < o.end()))
                .toList()
                .forEach(all::add);
        all.sort(java.util.Comparator.comparingInt(Mention::start));
        return all;
    }

    private List<Mention> mentions(String question, SceneLedger ledger, Wording wording) {
        Set<String> labels = new LinkedHashSet<>();
        ledger.regions().forEach(found -> labels.add(found.region().label().toLowerCase(Locale.ROOT)));
        if (wording.isChinese()) {
            Set<String> names = new LinkedHashSet<>(labels);
            labels.forEach(label -> names.addAll(Noun.wider(label)));
            return chinese.find(question, names);
        }
        Set<String> nouns = new LinkedHashSet<>(labels);
        labels.forEach(label -> nouns.addAll(Noun.wider(label)));
        nouns.addAll(ledger.askedFor());
        return new EnglishMentions(nouns).find(question);
    }

    private static Referent chosen(Mention mention, List<String> ids, SceneLedger ledger) {
        List<FoundRegion> regions =
                ids.stream().flatMap(id -> ledger.region(id).stream()).toList();
        if (regions.isEmpty()) {
            return Referent.OPEN;
        }
        if (mention.sort() != Sort.ID && regions.get(0).region().label().equalsIgnoreCase("text")) {
            // Of a sign only its first line was named.
            String picture = regions.get(0).picture().image();
            return new Referent.Known(Unit.of(ledger.of(picture, new Noun("text"))).stream()
                    .filter(unit -> unit.isAmong(regions))
                    .toList());
        }
        return new Referent.Known(Unit.of(regions));
    }

    /** The input that holds these; the same for the same. */
    private static String input(List<FoundRegion> regions, Map<String, List<FoundRegion>> given) {
        for (Map.Entry<String, List<FoundRegion>> known : given.entrySet()) {
            if (known.getValue().equals(regions)) {
                return known.getKey();
            }
        }
        String name = given.isEmpty() ? "that" : "that" + (given.size() + 1);
        given.put(name, regions);
        return name;
    }

    /** What to call things that the question calls "it" or "the second one". */
    private static String noun(
            Mention mention, List<Unit> units, String question, SceneLedger ledger, Wording wording) {
        if (!mention.noun().isAny() && !mention.written().isEmpty()) {
            return mention.written();
        }
        Set<String> labels = new LinkedHashSet<>();
        units.forEach(unit -> labels.add(unit.label().toLowerCase(Locale.ROOT)));
        String label = labels.size() == 1 ? labels.iterator().next() : "thing";
        if (label.equals("text")) {
            boolean sign = SIGN.matcher(question.toLowerCase(Locale.ROOT)).find()
                    || ledger.lastAnswered()
                            .filter(turn -> SIGN.matcher(turn.plain().toLowerCase(Locale.ROOT))
                                            .find()
                                    || turn.plain().matches(".*(牌|告示|標誌|标志).*"))
                            .isPresent();
            label = sign ? "sign" : "text";
        }
        return wording.noun(label, label.equals("text") ? 1 : units.size());
    }

    private static Change change(String question, Mention mention, String noun, String input, Wording wording) {
        String mark = input.isEmpty() ? "" : (wording.isChinese() ? "" : " ") + "(inputs." + input + ")";
        if (wording.isChinese()) {
            String of = mention.is(Flag.POSSESSIVE) ? "的" : "";
            String before = mention.sort() == Sort.GROUP ? mention.text() : mention.colour();
            String plain = mention.sort() == Sort.THING
                    ? mention.text() + (mention.written().isEmpty() ? noun : "")
                    : noun + of;
            return new Change(mention.start(), mention.end(), before + noun + mark + of, plain);
        }
        int end = mention.end();
        String after = mention.is(Flag.POSSESSIVE) ? "'s" : "";
        if (mention.sort() == Sort.PRONOUN && question.startsWith("'s", end)) {
            end += 2;
            after = " is";
        }
        String colour = mention.colour().isEmpty() ? "" : mention.colour() + " ";
        String begin = mention.sort() == Sort.GROUP ? "which of the " : "the ";
        if (Character.isUpperCase(mention.text().charAt(0))) {
            begin = Character.toUpperCase(begin.charAt(0)) + begin.substring(1);
        }
        String now = begin + colour + noun + mark + after;
        String plain = switch (mention.sort()) {
            case THING -> fullName(mention, noun);
            case GROUP -> "which " + English.singular(noun);
            default -> begin + noun + after;
        };
        return new Change(mention.start(), end, now, plain);
    }

    /** "the second one" as "the second dog"; a thing with a noun as it stands. */
    private static String fullName(Mention mention, String noun) {
        if (!mention.noun().isAny() || mention.is(Flag.OTHER)) {
            return mention.is(Flag.OTHER) ? "the " + noun : mention.text();
        }
        return mention.written().isEmpty()
                ? mention.text() + " " + noun
                : mention.text().replaceFirst("(?i)\\b" + Pattern.quote(mention.written()) + "\\b", noun);
    }

    private static String apply(String question, List<Change> changes, boolean now) {
        StringBuilder text = new StringBuilder(question);
        changes.stream()
                .sorted((a, b) -> b.start() - a.start())
                .forEach(change -> text.replace(change.start(), change.end(), now ? change.now() : change.plain()));
        return text.toString();
    }
}
