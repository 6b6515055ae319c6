package org.eyes4j.agent.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.agent.language.ChineseNouns;
import org.eyes4j.agent.session.Mention.Flag;
import org.eyes4j.agent.session.Mention.Place;
import org.eyes4j.agent.session.Mention.Sort;
import org.jspecify.annotations.Nullable;

/** Finds what a Chinese question of either script refers to things by. Immutable. */
final class ChineseMentions {
    /** Measure words of things; 张 and 幅 are pictures' first of all. */
    static final String MEASURE = "(?:个|只|条|辆|匹|头|台|支|枝|块|位|名|架|艘|列|本|朵|棵|副|把|根|颗|盆|片|面|扇|部|种|件|行|些|张)";

    static final Map<Character, Integer> DIGITS = Map.ofEntries(
            Map.entry('一', 1),
            Map.entry('二', 2),
            Map.entry('两', 2),
            Map.entry('三', 3),
            Map.entry('四', 4),
            Map.entry('五', 5),
            Map.entry('六', 6),
            Map.entry('七', 7),
            Map.entry('八', 8),
            Map.entry('九', 9),
            Map.entry('十', 10));
    private static final List<Map.Entry<String, Place>> SIDES = List.of(
            Map.entry("左", Place.LEFT),
            Map.entry("右", Place.RIGHT),
            Map.entry("上", Place.TOP),
            Map.entry("下", Place.BOTTOM),
            Map.entry("中", Place.MIDDLE),
            Map.entry("大", Place.LARGEST),
            Map.entry("小", Place.SMALLEST),
            Map.entry("高", Place.TALLEST),
            Map.entry("矮", Place.SHORTEST),
            Map.entry("宽", Place.WIDEST));
    private static final String NUMBER = "[一二两三四五六七八九十]|\\d{1,2}";
    private static final String SIDE =
            "(?:最(?:靠)?(?:左|右|上|下)(?:边|侧|面|方)?|(?:左|右|上|下)(?:边|侧|面|方)|(?:正)?中间|最大|最小|最高|最矮|最宽|较大|较小|比较大|比较小)";
    private static final String FROM = "(?:从?(?<from>左|右|上|下)(?:边|侧|面)?(?:往.|数过来|数来|算起|开始|数|起|算){0,2})";
    private static final String COLOUR = "(?:红|绿|蓝|黄|黑|白|灰|橙|橘|紫|粉红|粉|棕|褐|咖啡|米|青|银|金)色?的";
    private static final Pattern PHRASE = Pattern.compile("(?:" + FROM + "(?:的)?)?(?:(?<side>" + SIDE + ")的?)?"
            + "(?:(?<colour>" + COLOUR + "))?"
            + "(?:(?<both>(?:这|那)?(?:两|二)" + MEASURE + "(?=都|全))"
            + "|(?<det>那|这|另外|另|其他|其它|其余)(?:的)?(?<many>" + NUMBER + ")?(?<m1>" + MEASURE + ")?"
            + "|第(?<nth>" + NUMBER + ")(?<m2>" + MEASURE + ")"
            + "|最后(?:一)?(?<last>" + MEASURE + ")"
            + ")?(?:(?<colour2>" + COLOUR + "))?(?:的)?");
    private static final Pattern PRONOUN = Pattern.compile("(?<!其|吉)(它们|牠们|他们|她们|它|牠|他|她|祂)(的)?(俩|两个|两只)?");
    private static final Pattern ID = Pattern.compile("(?:区域|物件)?\\s*#?\\b?((?:m|[r-z]{1,4})\\d{1,6})(?![a-z0-9])");
    private static final Pattern WHICH = Pattern.compile("哪(?:一)?" + MEASURE);

    private final ChineseNouns nouns = new ChineseNouns();

    String fold(String text) {
        return nouns.fold(text);
    }

    /**
     * The references of a question, in their order.
     *
     * @param labels that things of the conversation have
     */
    List<Mention> find(String question, Set<String> labels) {
        String text = nouns.fold(question);
        List<Mention> mentions = new ArrayList<>();
        Matcher id = ID.matcher(text);
        while (id.find()) {
            boolean sure = id.group().matches("(?s).*(?:#|区域|物件).*");
            mentions.add(new Mention(
                    id.start(),
                    id.end(),
                    question.substring(id.start(), id.end()).strip(),
                    Sort.ID,
                    new Noun(id.group(1)),
                    "",
                    false,
                    Place.NONE,
                    0,
                    "",
                    0,
                    sure ? Set.of(Flag.POINTS) : Set.of()));
        }
        for (int at = 0; at < text.length(); ) {
            Optional<Mention> mention = thing(question, text, at, labels);
            if (mention.isPresent()) {
                add(mentions, mention.get());
                at = mention.get().end();
            } else {
                at++;
            }
        }
        Matcher which = WHICH.matcher(text);
        while (which.find()) {
            boolean bare =
                    which.end() == text.length() || noun(text, which.end()).isEmpty();
            if (bare) {
                add(
                        mentions,
                        Mention.plain(
                                which.start(),
                                which.end(),
                                question.substring(which.start(), which.end()),
                                Sort.GROUP,
                                true,
                                Set.of()));
            }
        }
        Matcher pronoun = PRONOUN.matcher(text);
        while (pronoun.find()) {
            boolean plural = pronoun.group(1).endsWith("们") || pronoun.group(3) != null;
            Set<Flag> flags = EnumSet.noneOf(Flag.class);
            if (pronoun.group(2) != null) {
                flags.add(Flag.POSSESSIVE);
            }
            if (pronoun.group(1).matches("他|她")) {
                flags.add(Flag.PERSON);
            }
            int end = pronoun.end();
            add(
                    mentions,
                    Mention.plain(
                            pronoun.start(),
                            end,
                            question.substring(pronoun.start(), end),
                            Sort.PRONOUN,
                            plural,
                            flags));
        }
        mentions.sort(Comparator.comparingInt(Mention::start));
        return mentions;
    }

    private static void add(List<Mention> mentions, Mention mention) {
        if (mentions.stream().noneMatch(m -> m.start() < mention.end() && mention.start() < m.end())) {
            mentions.add(mention);
        }
    }

    private Optional<Mention> thing(String question, String text, int at, Set<String> labels) {
        Matcher found = PHRASE.matcher(text).region(at, text.length());
        if (!found.lookingAt() || found.end() == at) {
            return Optional.empty();
        }
        boolean pointed = found.group("det") != null;
        boolean counted = found.group("nth") != null || found.group("last") != null;
        boolean placed = found.group("from") != null || found.group("side") != null;
        String measure = pointed ? found.group("m1") : found.group("m2");
        String noun = noun(text, found.end());
        String english = noun.isEmpty() ? "" : nouns.english(noun).orElse("");
        boolean known = !english.isEmpty() && names(english, labels);
        boolean picture = english.equals("picture") || noun.isEmpty() && "张".equals(measure);
        boolean bare =
                noun.isEmpty() && (measure != null || found.group("both") != null || found.group("last") != null);
        boolean other = pointed && found.group("det").matches("另外?|其他|其它|其余");
        boolean said = pointed || counted || found.group("both") != null || placed && known;
        if (picture || !said || !known && !bare || pointed && !other && measure == null && !known) {
            return Optional.empty();
        }
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (other) {
            flags.add(Flag.OTHER);
        } else if (pointed) {
            flags.add(Flag.POINTS);
        }
        if (found.group("both") != null) {
            flags.add(Flag.BOTH);
        }
        Place place = place(found);
        int index = found.group("last") != null ? -1 : number(found.group("nth"));
        if (index != 0 && place == Place.NONE) {
            place = Place.LEFT;
        } else if (place != Place.NONE && index == 0) {
            index = 1;
        }
        int many = number(found.group("many"));
        boolean plural = many > 1 && !other
                || "些".equals(measure)
                || found.group("both") != null
                || other && (found.group("det").startsWith("其") || many > 1);
        String colour = found.group("colour") != null ? found.group("colour") : found.group("colour2");
        int end = found.end() + noun.length();
        return Optional.of(new Mention(
                at,
                end,
                question.substring(at, end),
                Sort.THING,
                known ? new Noun(english) : Noun.ANY,
                question.substring(end - noun.length(), end),
                plural,
                place,
                index,
                colour == null ? "" : colour,
                many,
                flags));
    }

    private static boolean names(String english, Set<String> labels) {
        return labels.contains(english) || Noun.THINGS.contains(english);
    }

    private static Place place(Matcher found) {
        String side = found.group("from") != null ? found.group("from") : found.group("side");
        if (side == null) {
            return Place.NONE;
        }
        for (Map.Entry<String, Place> word : SIDES) {
            if (side.contains(word.getKey())) {
                return word.getValue();
            }
        }
        return Place.NONE;
    }

    static int number(@Nullable String said) {
        if (said == null) {
            return 0;
        }
        return said.matches("\\d+") ? Integer.parseInt(said) : DIGITS.getOrDefault(said.charAt(0), 0);
    }

    /** The longest noun that begins here; empty for none. */
    private String noun(String text, int from) {
        for (int n = Math.min(nouns.longest(), text.length() - from); n > 0; n--) {
            String word = text.substring(from, from + n);
            if (nouns.english(word).isPresent()) {
                return word;
            }
        }
        return "";
    }
}
