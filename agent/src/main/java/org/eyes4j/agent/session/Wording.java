package org.eyes4j.agent.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eyes4j.agent.language.ChineseNouns;
import org.eyes4j.agent.language.English;
import org.eyes4j.agent.language.Script;
import org.eyes4j.agent.session.Resolution.Option;
import org.eyes4j.tools.geometry.BoundingBox;

/** What a conversation says itself: which of several is meant, and that something is not there. In the question's language. */
final class Wording {
    private static final int MOST = 8;
    private static final ChineseNouns NOUNS = new ChineseNouns();

    private final Script script;

    Wording(Script script) {
        this.script = script;
    }

    /** The language and script of a question; where it is written alike in both scripts, that of the questions before. */
    static Wording of(String question, List<Turn> before) {
        boolean han = question.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
        if (!han) {
            return new Wording(Script.ENGLISH);
        }
        boolean traditional = NOUNS.script(question) == Script.TRADITIONAL
                || before.stream().anyMatch(turn -> NOUNS.script(turn.question()) == Script.TRADITIONAL);
        return new Wording(traditional ? Script.TRADITIONAL : Script.SIMPLIFIED);
    }

    boolean isChinese() {
        return script.isChinese();
    }

    private String say(String english, String simplified, String traditional) {
        return switch (script) {
            case ENGLISH -> english;
            case SIMPLIFIED -> simplified;
            case TRADITIONAL -> traditional;
        };
    }

    /** A label as the question's language calls it. */
    String noun(String label, int count) {
        return script.isChinese()
                ? NOUNS.name(label.toLowerCase(Locale.ROOT), script)
                : count > 1 ? English.plural(label) : label;
    }

    /** "Which dog do you mean by …: r3 (left) or r5 (right)?" */
    String which(String phrase, List<Option> options) {
        String said = phrase.strip();
        String list = list(options.stream()
                .map(option -> option.id() + say(" (", "（", "（") + option.words() + say(")", "）", "）"))
                .toList());
        return say(
                "Which do you mean by \"" + said + "\": " + list + "?",
                "「" + said + "」是指哪一个：" + list + "？",
                "「" + said + "」是指哪一個：" + list + "？");
    }

    /** What tells things apart: their place among their like, their text, their picture. */
    List<Option> options(List<Unit> units) {
        long labels = units.stream().map(Unit::label).distinct().count();
        boolean oneLabel = labels == 1;
        boolean onePicture = units.stream().map(Unit::picture).distinct().count() == 1;
        List<Option> options = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            List<String> words = new ArrayList<>();
            String text = unit.first().region().text();
            if (!oneLabel) {
                words.add(noun(unit.label(), 1));
            }
            if (text != null) {
                words.add("“" + (text.length() > 30 ? text.substring(0, 29) + "…" : text) + "”");
            } else if (onePicture && oneLabel && units.size() <= 3) {
                words.add(side(i, units.size()));
            } else if (onePicture && labels < units.size()) {
                words.add(at(unit.box()));
            }
            if (!onePicture) {
                words.add(unit.picture());
            }
            options.add(new Option(unit.id(), String.join(", ", words)));
        }
        return options;
    }

    private String side(int place, int of) {
        return place == 0
                ? say("left", "左边", "左邊")
                : place == of - 1 ? say("right", "右边", "右邊") : say("middle", "中间", "中間");
    }

    private static String at(BoundingBox box) {
        return String.format(Locale.ROOT, "x %.0f-%.0f, y %.0f-%.0f", box.x1(), box.x2(), box.y1(), box.y2());
    }

    private String list(List<String> items) {
        List<String> shown = new ArrayList<>(items.subList(0, Math.min(MOST, items.size())));
        if (items.size() > MOST) {
            int more = items.size() - MOST;
            shown.add(say(more + " more", "另外 " + more + " 个", "另外 " + more + " 個"));
        }
        if (shown.size() == 1) {
            return shown.get(0);
        }
        String last = shown.remove(shown.size() - 1);
        return String.join(say(", ", "、", "、"), shown) + say(" or ", "还是 ", "還是 ") + last;
    }

    private String inventory(List<Unit> units) {
        return options(units).stream()
                .limit(MOST)
                .map(option -> option.id() + say(" (", "（", "（") + option.words() + say(")", "）", "）"))
                .collect(Collectors.joining(say(", ", "、", "、")));
    }

    String noRegion(String id, SceneLedger ledger) {
        List<String> known = ledger.regions().stream()
                .limit(MOST)
                .map(found -> found.region().id() + " " + noun(found.region().label(), 1))
                .toList();
        String list = known.isEmpty()
                ? say("nothing yet", "还没有", "還沒有")
                : String.join(say(", ", "、", "、"), known) + (ledger.regions().size() > MOST ? ", …" : "");
        return say(
                "There is no region " + id + " in this session. Known: " + list + ".",
                "这个对话里没有区域 " + id + "。已知的：" + list + "。",
                "這個對話裡沒有區域 " + id + "。已知的：" + list + "。");
    }

    String noOther(List<Unit> spokenOf) {
        String noun = noun(spokenOf.get(0).label(), spokenOf.size());
        String known = inventory(spokenOf);
        return say(
                "There is no other: " + known + (spokenOf.size() == 1 ? " is the only " : " are all the ") + noun
                        + " there " + (spokenOf.size() == 1 ? "is." : "are."),
                "没有其他的了：只找到 " + known + "（" + noun + "）。",
                "沒有其他的了：只找到 " + known + "（" + noun + "）。");
    }

    String notSoMany(String phrase, int wanted, List<Unit> units) {
        String known = inventory(units);
        int n = units.size();
        return n < wanted
                ? say(
                        "\"" + phrase.strip() + "\" needs at least " + wanted + ", and "
                                + (n == 1 ? "there is 1: " : "there are " + n + ": ") + known + ".",
                        "「" + phrase.strip() + "」至少要有 " + wanted + " 个，这里只有 " + n + " 个：" + known + "。",
                        "「" + phrase.strip() + "」至少要有 " + wanted + " 個，這裡只有 " + n + " 個：" + known + "。")
                : say(
                        "\"" + phrase.strip() + "\" fits " + n + " things: " + known
                                + ". Say which by their ids, as \""
                                + units.get(0).id() + " and "
                                + units.get(1).id() + "\".",
                        "「" + phrase.strip() + "」可以指 " + n + " 个：" + known + "。请用编号说明。",
                        "「" + phrase.strip() + "」可以指 " + n + " 個：" + known + "。請用編號說明。");
    }

    String severalPictures(String phrase, List<Unit> units) {
        String where = units.stream()
                .map(unit -> unit.id() + say(" in ", " 在 ", " 在 ") + unit.picture())
                .collect(Collectors.joining(say(", ", "、", "、")));
        return say(
                "\"" + phrase.strip() + "\" are in different pictures (" + where + "); ask of one picture at a time.",
                "「" + phrase.strip() + "」在不同的图片里（" + where + "），请一次问一张。",
                "「" + phrase.strip() + "」在不同的圖片裡（" + where + "），請一次問一張。");
    }

    String noPicture(String phrase, List<SessionPicture> pictures) {
        String known =
                pictures.stream().map(p -> p.name() + " " + p.title()).collect(Collectors.joining(say(", ", "、", "、")));
        String add = say(
                "give one with --image FILE, or /image FILE in a chat",
                "用 --image FILE（聊天时 /image FILE）加一张",
                "用 --image FILE（聊天時 /image FILE）加一張");
        int n = pictures.size();
        return say(
                "There is no such picture as \"" + phrase.strip() + "\": this session has "
                        + (n == 1 ? "1 picture" : n + " pictures") + " (" + known + "); " + add + ".",
                "没有「" + phrase.strip() + "」：这个对话有 " + n + " 张图（" + known + "）；" + add + "。",
                "沒有「" + phrase.strip() + "」：這個對話有 " + n + " 張圖（" + known + "）；" + add + "。");
    }

    String lookedForByName(String phrase, String noun, List<String> pictures) {
        String where = String.join(say(", ", "、", "、"), pictures);
        return say(
                "\"" + phrase.strip() + "\" was looked for in " + where + " by its name (" + noun
                        + "): that it is the very same thing is not checked.",
                "在 " + where + " 里按名称（" + noun + "）寻找「" + phrase.strip() + "」，没有确认是否为同一个。",
                "在 " + where + " 裡按名稱（" + noun + "）尋找「" + phrase.strip() + "」，沒有確認是否為同一個。");
    }

    /** A picture as the planners know it. */
    String picture(SessionPicture picture) {
        String numerals = "一二三四五六七八九十";
        int n = picture.number();
        String nth = n <= numerals.length() ? numerals.substring(n - 1, n) : Integer.toString(n);
        return say("image " + n, "第" + nth + "张图", "第" + nth + "張圖");
    }
}
