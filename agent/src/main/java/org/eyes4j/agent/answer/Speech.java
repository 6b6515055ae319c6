package org.eyes4j.agent.answer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eyes4j.agent.language.ChineseNouns;
import org.eyes4j.agent.language.English;
import org.eyes4j.agent.language.Lines;
import org.eyes4j.agent.language.Script;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;

/**
 * The sentences of answers in one language, from a resource of templates; things counted and named as that language does.
 * Thread-safe.
 */
public final class Speech {
    private static final int MOST_QUOTED = 300;

    private final Script script;
    private final Map<String, String> templates = new HashMap<>();
    private final ChineseNouns nouns;

    private Speech(Script script, ChineseNouns nouns) {
        this.script = script;
        this.nouns = nouns;
        for (String line : Lines.of(Speech.class, resource(script))) {
            int colon = line.indexOf(": ");
            templates.put(line.substring(0, colon), line.substring(colon + 2));
        }
    }

    private static String resource(Script script) {
        return switch (script) {
            case ENGLISH -> "speech-en.txt";
            case SIMPLIFIED -> "speech-zh-Hans.txt";
            case TRADITIONAL -> "speech-zh-Hant.txt";
        };
    }

    /** One for each script. */
    public static Map<Script, Speech> all() {
        ChineseNouns nouns = new ChineseNouns();
        Map<Script, Speech> all = new EnumMap<>(Script.class);
        for (Script script : Script.values()) {
            all.put(script, new Speech(script, nouns));
        }
        return all;
    }

    public Script script() {
        return script;
    }

    /**
     * A sentence.
     *
     * @param key the template's name
     * @param filled names and what stands for them, in turn; a name with a capital letter gets it as the sentence's start
     */
    public String say(String key, String... filled) {
        String sentence = templates.get(key);
        if (sentence == null) {
            throw new IllegalArgumentException("There is no sentence '" + key + "' for " + script);
        }
        for (int i = 0; i + 1 < filled.length; i += 2) {
            String name = filled[i];
            sentence = sentence.replace("{" + name + "}", filled[i + 1])
                    .replace("{" + capital(name) + "}", capital(filled[i + 1]));
        }
        return sentence;
    }

    public boolean has(String key) {
        return templates.containsKey(key);
    }

    /** "2 red cups", "1 cat". */
    public String counted(int count, Thing thing) {
        if (script.isChinese()) {
            return thing.before() + count + nouns.measure(thing.noun(), script) + plain(thing, 1);
        }
        return join(Integer.toString(count), plain(thing, count), thing.after());
    }

    /** "the largest red cup". */
    public String the(Thing thing) {
        return script.isChinese()
                ? thing.before() + plain(thing, 1)
                : join("the", thing.before(), plain(thing, 1), thing.after());
    }

    /** "a red cup". */
    public String a(Thing thing) {
        if (script.isChinese()) {
            return thing.before() + "一" + nouns.measure(thing.noun(), script) + plain(thing, 1);
        }
        return join(English.withArticle(join(thing.before(), plain(thing, 1))), thing.after());
    }

    /** "the red cups". */
    public String theSome(int count, Thing thing) {
        return script.isChinese() ? the(thing) : join("the", thing.before(), plain(thing, count), thing.after());
    }

    /** "red cup to the right of the cat", without an article. */
    public String bare(Thing thing, int count) {
        return script.isChinese()
                ? thing.before() + plain(thing, 1)
                : join(thing.before(), plain(thing, count), thing.after());
    }

    public String measure(Thing thing) {
        return nouns.measure(thing.noun(), script);
    }

    private String plain(Thing thing, int count) {
        String colour = thing.colour() == null ? "" : colour(thing.colour());
        if (script.isChinese()) {
            return (colour.isEmpty() ? "" : colour + "的") + nouns.name(thing.noun(), script);
        }
        return join(colour, count == 1 ? thing.noun() : English.plural(thing.noun()));
    }

    /** A colour's name; as it stands where there is no other. */
    public String colour(String name) {
        return templates.getOrDefault(name, name);
    }

    /** "a, b and c". */
    public String list(List<String> items) {
        String and = script.isChinese() ? say("and") : " " + say("and") + " ";
        if (items.size() < 2) {
            return String.join("", items);
        }
        return String.join(templates.getOrDefault("comma", ", "), items.subList(0, items.size() - 1))
                + and
                + items.get(items.size() - 1);
    }

    /** Labels with how many of each: "2 cups and 1 cat". */
    public String inventory(List<String> labels) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        labels.forEach(label -> counts.merge(label, 1, Integer::sum));
        List<String> items = new ArrayList<>();
        counts.forEach((label, count) -> items.add(counted(count, Thing.of(label))));
        return list(items);
    }

    /** Text out of a picture, in quotation marks, lines parted, shortened where it is long. */
    public String quoted(List<String> lines) {
        String text = String.join(" / ", lines).strip();
        String shown = text.length() > MOST_QUOTED ? text.substring(0, MOST_QUOTED) + "…" : text;
        return script.isChinese() ? "「" + shown + "」" : "“" + shown + "”";
    }

    /** Where in the picture a box is, by thirds. */
    public String place(BoundingBox box, Frame frame) {
        String across = third(box.centre().x() / frame.width(), "left", "centre", "right");
        String down = third(box.centre().y() / frame.height(), "top", "middle", "bottom");
        return say("place." + across + "." + down);
    }

    /** "31, 60, 304, 261": corners in whole pixels. */
    public static String box(BoundingBox box) {
        return String.format(Locale.ROOT, "%.0f, %.0f, %.0f, %.0f", box.x1(), box.y1(), box.x2(), box.y2());
    }

    private static String third(double at, String first, String second, String last) {
        return at < 0.37 ? first : at > 0.63 ? last : second;
    }

    private static String join(String... words) {
        StringBuilder joined = new StringBuilder();
        for (String word : words) {
            if (!word.isEmpty()) {
                joined.append(joined.isEmpty() ? "" : " ").append(word);
            }
        }
        return joined.toString();
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
