package org.eyes4j.agent.session;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.agent.language.ChineseNouns;
import org.eyes4j.agent.language.English;
import org.eyes4j.agent.session.Mention.Flag;
import org.eyes4j.agent.session.Mention.Place;
import org.eyes4j.agent.session.Mention.Sort;

/**
 * Finds how a question speaks of what was drawn with it: "this", "the marked one", "here", "everything else", 這個, 標記的,
 * 這裡, 其他都. Immutable.
 */
final class MarkedWords {
    private static final String THING =
            "(?:thing|object|region|area|part|one|item|place|spot|bit|stuff|shape|mark|marking|selection)";
    private static final String DRAWN =
            "(?:marked|selected|highlighted|circled|outlined|boxed|drawn(?: on| over)?|clicked(?: on)?|picked|chosen|scribbled on"
                    + "|pointed (?:at|to)|tapped(?: on)?|encircled|lassoed)";
    /** Words after "this" that end the phrase, or name what is no thing of a picture. */
    private static final String NO_NOUN =
            "(?:is|are|was|were|and|or|in|on|at|from|to|of|with|without|out|up|off|away|down|please|too|as|for"
                    + "|by|here|there|look|looks|looked|like|say|says|said|do|does|did|have|has|be|been|mean|means|cost|weigh|appear|appears|made"
                    + "|than|then|that|into|inside|next|also|again|instead|called|belong|belongs|represent|black|white|grey|gray|red|green|blue"
                    + "|transparent|blurry|blurred|larger|smaller|bigger|brighter|darker|covers?|takes?|show|shows|read|reads|using|exactly|only)";

    private static final String PICTURE =
            "(?:picture|image|photo|photograph|pic|scene|screenshot|question|time|way|kind of|sort of|session|chat)";

    private static final Pattern ENGLISH = Pattern.compile(
            "(?:\\bthe\\s+|\\bmy\\s+|\\bwhat(?:ever)?\\s+)?(?:\\b(?:" + THING
                    + "s?|what|those|all|everything)\\s+)?(?:that\\s+|which\\s+)?"
                    + "\\b(?:I|we)(?:'ve|\\s+have|\\s+just|'ve just)?\\s+" + DRAWN + "\\b"
                    + "|\\b(?:the|my|this|that|these|those|both|all)\\s+(?:the\\s+|of the\\s+)?" + DRAWN
                    + "\\s+(?<marked>[a-z]+)\\b"
                    + "|\\b(?:the|my|this|that|these|those)\\s+(?<selection>(?:selection|mark|marking|highlight)s?)\\b"
                    + "|\\b(?<det>this|these|that|those)\\s+(?:one|ones)\\b"
                    + "|\\b(?<this>this|these)\\s+(?!" + NO_NOUN + "\\b|" + PICTURE + "s?\\b)(?<noun>[a-z]{2,20})\\b"
                    + "|\\b(?<bare>this|these)\\b(?!\\s+" + PICTURE + "s?\\b)"
                    + "|\\b(?<far>that|those)\\b(?=\\s*(?:[?!.,;]|$)|\\s+(?:thing|object|region|area)\\b)",
            CASE_INSENSITIVE);
    private static final Pattern CHINESE = Pattern.compile(
            "(?:我)?(?:所)?(?:标记|标注|标出|标|圈选|圈起|圈出|圈|框选|框起|框出|框|选取|选中|选|画|点选|点)(?:起来|出来|了|到|过)?的(?:这个|那个|东西|物体|物件|区域|部分|地方|范围|位置)?"
                    + "|(?:选取|标记|框选|圈选)(?:范围|区域)"
                    + "|(?<these>这些|这几个|这两个|它们|牠们)(?:东西|物体|物件|区域|部分)?"
                    + "|这(?:一)?(?!张|幅|种|样|次|裡|里|儿|边|些|几)(?:个|只|条|辆|匹|头|台|支|枝|块|位|名|架|艘|本|朵|棵|把|根|颗|盆|片|面|扇|部|件)?"
                    + "(?:东西|物体|物件|区域|部分|地方|范围)?");

    private static final Pattern LIKENESS = Pattern.compile(
            "\\b(?:like|similar to|resembl\\w*|alike|same as|match(?:es|ing)?)\\b|\\bfind (?:this|it|the same|more|other|another)\\b"
                    + "|相似|类似|相像|一样|像|同样|相同|同款",
            CASE_INSENSITIVE);

    /** Where drawing said what is meant, so that words need not. */
    private record Rewriting(Pattern from, String to) {
        static Rewriting of(String from, String to) {
            return new Rewriting(Pattern.compile(from, CASE_INSENSITIVE), to);
        }
    }

    private static final List<Rewriting> ENGLISH_REWRITINGS = List.of(
            Rewriting.of(
                    "\\b(does|do|did)\\s+(?:it|this|that)\\s+(say|read)\\s+(?:right\\s+|over\\s+)?(?:here|there)\\b",
                    "$1 this $2"),
            Rewriting.of("\\b(is|are|'s)\\s+(written|printed)\\s+(?:right\\s+)?(?:here|there)\\b", "$1 $2 on this"),
            Rewriting.of(
                    "\\bread\\s+(?:what\\s+it\\s+says\\s+|the\\s+text\\s+|it\\s+)?here\\b", "read the text on this"),
            Rewriting.of("\\bwhat(?:'s| is)\\s+(?:right\\s+)?here\\b", "what is this"),
            Rewriting.of("\\bin here\\b", "in this"),
            Rewriting.of("\\b(?:right\\s+)?here\\b(?!\\s+(?:is|are)\\b)", "in this"),
            Rewriting.of(
                    "^\\s*(?:please\\s+)?(?:remove|delete|erase|get rid of|drop|cut away|take away)\\s+(?:everything|all|anything)\\s+else\\b",
                    "keep only this"),
            Rewriting.of(
                    "^\\s*(?:please\\s+)?(?:remove|delete|erase|get rid of|drop)\\s+the rest\\b", "keep only this"),
            Rewriting.of(
                    "^\\s*(?:please\\s+)?(?:remove|delete|erase|get rid of|drop)\\s+(?:everything|all)\\s+(?:except|but|other than|apart from|else than|besides)\\s+",
                    "keep only "),
            Rewriting.of(
                    "\\b(blur|hide|pixelate|gr[ea]y out|cover|black out|darken|redact|fade)\\b(.*?)\\b(?:(?:everything|all)\\s+else|the rest)\\b",
                    "$1$2everything but this"),
            Rewriting.of("\\b(?:everything|all)\\s+(?:except|other than|apart from)\\b", "everything but"),
            Rewriting.of(
                    "\\b(find|locate|search for|look for)\\s+(?:this|it|the same(?:\\s+(?:one|thing))?)\\s+(?=(?:again\\s+)?(?:in|on)\\b)",
                    "$1 things like this "),
            Rewriting.of(
                    "\\bhow many\\s+(?:more\\s+|others?\\s+)?(?:are\\s+)?like\\s+this\\b",
                    "how many things are like this"),
            Rewriting.of(
                    "^\\s*((?:please\\s+)?(?:cut out|crop|blur|pixelate|hide|segment|outline|describe|identify|crop to|keep only)(?:\\s+only)?)(\\s+please)?\\s*[.!]?\\s*$",
                    "$1 this$2"));

    private static final List<Rewriting> CHINESE_REWRITINGS = List.of(
            Rewriting.of("(?<=[像跟和與与同])這樣|(?<=[像跟和與与同])这样", "這個"),
            Rewriting.of("找(?:出|到)?(?:這個|这个|它)(?=[。.!！?？]*$)", "找出像這個的東西"),
            Rewriting.of("(?:這裡|這裏|這邊|這兒|这里|这边|这儿|此處|此处)(?=上?(?:面)?(?:寫|写|有字|有什麼字|有什么字|的字|的文字|說|说))", "這個上"),
            Rewriting.of("(?:這裡|這裏|這邊|這兒|这里|这边|这儿|此處|此处)(?=有)", "這個裡"),
            Rewriting.of("(?:這裡|這裏|這邊|這兒|这里|这边|这儿|此處|此处)", "這個"),
            Rewriting.of(
                    "^(?:請|请)?(?:幫我|帮我)?(?:把|將|将)?(?:其他|其它|其餘|其余|別|别|剩下)(?:的)?(?:東西|东西|部分|地方|物體|物体)?(?:都|全部|全)?(?:去掉|移除|刪掉|删掉|刪除|删除|去除|拿掉|清除|拿走|去背|不要)(?:掉|了|吧)?[。.!！]*$",
                    "只保留這個"),
            Rewriting.of(
                    "^((?:請|请)?(?:幫我|帮我)?)(?:把|將|将)?(?:其他|其它|其餘|其余|別|别|剩下)(?:的)?(?:東西|东西|部分|地方|物體|物体)?(?:都|全部|全)?(模糊|打碼|打码|遮住|遮蓋|遮盖|馬賽克|马赛克)",
                    "$1除了這個以外都$2"),
            Rewriting.of("^((?:請|请)?(?:幫我|帮我)?)(去背|模糊|剪下來|剪下来|裁切|裁剪|裁下來|描述|打馬賽克|打码)[。.!！]*$", "$1把這個$2"));

    private final ChineseNouns nouns = new ChineseNouns();
    private final boolean chinese;

    MarkedWords(boolean chinese) {
        this.chinese = chinese;
    }

    /** Whether the like of something is asked for. */
    boolean isLikeness(String question) {
        return LIKENESS.matcher(nouns.fold(question)).find();
    }

    /** The question with "here" and "everything else" said by "this". */
    String full(String question) {
        String text = question;
        for (Rewriting rewriting : chinese ? CHINESE_REWRITINGS : ENGLISH_REWRITINGS) {
            text = rewriting.from().matcher(text).replaceAll(rewriting.to());
        }
        boolean capital = !text.isEmpty() && !question.isEmpty() && Character.isUpperCase(question.charAt(0));
        return capital ? Character.toUpperCase(text.charAt(0)) + text.substring(1) : text;
    }

    /** The references to what was drawn. */
    List<Mention> find(String question) {
        List<Mention> mentions = new ArrayList<>();
        String text = chinese ? nouns.fold(question) : question;
        Matcher found = (chinese ? CHINESE : ENGLISH).matcher(text);
        while (found.find()) {
            String noun = chinese ? "" : noun(found);
            String named = chinese ? named(text, found) : "";
            boolean plural = chinese
                    ? found.group("these") != null
                    : found.group().matches("(?is).*\\b(?:these|those|both|all|everything|ones)\\b.*")
                            || !noun.isEmpty() && !English.singular(noun).equals(noun);
            String singular = chinese ? nouns.english(named).orElse("") : noun.isEmpty() ? "" : English.singular(noun);
            Set<Flag> flags = EnumSet.noneOf(Flag.class);
            int end = found.end() + named.length();
            if (chinese && text.startsWith("的", end) && !found.group().endsWith("的")) {
                flags.add(Flag.POSSESSIVE);
                end++;
            }
            mentions.add(new Mention(
                    found.start(),
                    end,
                    question.substring(found.start(), end),
                    Sort.PRONOUN,
                    singular.isEmpty() ? Noun.ANY : new Noun(singular),
                    chinese ? question.substring(found.end(), found.end() + named.length()) : noun,
                    plural,
                    Place.NONE,
                    0,
                    "",
                    0,
                    flags));
        }
        return mentions;
    }

    /** The noun behind 這隻, the longest that is known; empty for none. */
    private String named(String text, Matcher found) {
        boolean counted = found.group().matches("这.");
        for (int n = Math.min(nouns.longest(), text.length() - found.end()); counted && n > 0; n--) {
            String word = text.substring(found.end(), found.end() + n);
            String english = nouns.english(word).orElse("");
            if (!english.isEmpty() && !english.matches("picture|background|text|thing")) {
                return word;
            }
        }
        return "";
    }

    /** What a phrase calls it, where it has a name of its own. */
    private static String noun(Matcher found) {
        for (String group : List.of("marked", "noun")) {
            String noun = found.group(group);
            if (noun != null && !noun.matches("(?i)" + THING + "s?")) {
                return noun.toLowerCase(java.util.Locale.ROOT);
            }
        }
        return "";
    }
}
