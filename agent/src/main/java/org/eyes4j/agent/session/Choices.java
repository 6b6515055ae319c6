package org.eyes4j.agent.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.eyes4j.agent.session.Mention.Flag;
import org.eyes4j.agent.session.Mention.Place;

/** Reads a line that may answer "which do you mean?". */
final class Choices {
    private static final String LEAD = "(?i)^(?:i mean(?:t)?|it'?s|it is|that'?s|please|take|the one)[ ,:]+";

    private final ChineseMentions chinese = new ChineseMentions();

    /** Which of the options a line chooses; empty where it chooses none and is a question of its own. */
    Optional<List<String>> pick(String line, Pending pending, SceneLedger ledger) {
        String said = line.strip().replaceAll("[.!?。？！]+$", "").strip();
        if (said.isEmpty() || said.length() > 60) {
            return Optional.empty();
        }
        List<String> options = pending.options();
        List<String> named = new ArrayList<>();
        Matcher id = java.util.regex.Pattern.compile("[#]?\\b([a-z]{1,5}\\d{1,6})\\b")
                .matcher(said.toLowerCase(Locale.ROOT).replaceAll("image (\\d)", "image$1"));
        while (id.find()) {
            if (options.contains(id.group(1))) {
                named.add(id.group(1));
            }
        }
        if (!named.isEmpty()) {
            String rest = said.toLowerCase(Locale.ROOT).replaceAll("[#]?\\b(?:[a-z]{1,5}\\d{1,6}|image \\d+)\\b", "");
            return rest.matches("(?i)[\\s,]*(?:(?:the|region|and|&|i mean|please|和|跟|、|，|区域|區域)[\\s,]*)*")
                    ? Optional.of(named)
                    : Optional.empty();
        }
        if (said.matches("\\d{1,2}") && Integer.parseInt(said) >= 1 && Integer.parseInt(said) <= options.size()) {
            return Optional.of(List.of(options.get(Integer.parseInt(said) - 1)));
        }
        if (options.stream().allMatch(option -> ledger.picture(option).isPresent())) {
            return picture(said, options, ledger);
        }
        if (said.matches("(?i)(?:both|all|every one)(?: of them)?|(?:兩|两)?.?都(?:要|是)?|全部|都")) {
            return Optional.of(options);
        }
        List<Unit> units = options.stream()
                .flatMap(option -> ledger.region(option).stream())
                .map(found -> new Unit(List.of(found)))
                .toList();
        return thing(said, units, ledger);
    }

    private Optional<List<String>> picture(String said, List<String> options, SceneLedger ledger) {
        List<PicturePhrase> phrases = PicturePhrase.find(said + " picture", chinese.fold(said));
        List<String> fitting = options.stream()
                .filter(option ->
                        ledger.picture(option).stream().anyMatch(p -> p.title().equalsIgnoreCase(said))
                                || phrases.stream().anyMatch(p -> option.equals("image" + p.number())))
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting) : Optional.empty();
    }

    private Optional<List<String>> thing(String said, List<Unit> units, SceneLedger ledger) {
        Set<String> nouns = new java.util.LinkedHashSet<>();
        units.forEach(unit -> {
            nouns.add(unit.label().toLowerCase(Locale.ROOT));
            nouns.addAll(Noun.wider(unit.label().toLowerCase(Locale.ROOT)));
        });
        EnglishMentions english = new EnglishMentions(nouns);
        String bare = said.replaceFirst(LEAD, "");
        for (String form : List.of(bare, "the " + bare, "the " + bare + " one", bare + " one")) {
            Optional<List<String>> chosen = whole(english.find(form), form, units, ledger);
            if (chosen.isPresent()) {
                return chosen;
            }
        }
        String zh = said.replaceAll("的$", "");
        for (String form : List.of(zh, zh + "那个", zh + "的那个", "那" + zh, "那个" + zh)) {
            Optional<List<String>> chosen = whole(chinese.find(form, nouns), form, units, ledger);
            if (chosen.isPresent()) {
                return chosen;
            }
        }
        return Optional.empty();
    }

    private static Optional<List<String>> whole(
            List<Mention> mentions, String form, List<Unit> units, SceneLedger ledger) {
        if (mentions.size() != 1
                || mentions.get(0).start() != 0
                || mentions.get(0).end() != form.length()
                || mentions.get(0).sort() != Mention.Sort.THING
                || mentions.get(0).is(Flag.OTHER)) {
            return Optional.empty();
        }
        Mention mention = mentions.get(0);
        List<Unit> fitting = mention.noun().isAny()
                ? units
                : units.stream()
                        .filter(unit ->
                                ledger.of(unit.picture(), mention.noun()).contains(unit.first()))
                        .toList();
        if (mention.place() == Place.NONE) {
            int many = mention.is(Flag.BOTH) ? 2 : mention.many();
            return fitting.size() == 1 || mention.plural() && !fitting.isEmpty() && (many < 2 || fitting.size() == many)
                    ? Optional.of(fitting.stream().map(Unit::id).toList())
                    : Optional.empty();
        }
        return Referents.at(mention, fitting).map(unit -> List.of(unit.id()));
    }
}
