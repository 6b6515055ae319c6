package org.eyes4j.agent.session;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eyes4j.agent.language.ChineseNouns;
import org.eyes4j.agent.language.English;

/**
 * Says in full what a question leaves out because the one before said it: "and in the other picture?", "what about the cat?",
 * "now without the background". What leaves nothing out stays as it is. Immutable.
 */
final class Ellipsis {
    private static final Pattern LEAD = Pattern.compile(
            "^\\s*(?:(?:and|now|then|ok|okay|so|but|please|also|again|what about|how about|the same(?: thing| question)?|same"
                    + "|do the same|do that|do it|repeat(?: that| it)?)[,:]?\\s+)*(?:(?:in|for|on|of|with|to)\\s+)?$",
            CASE_INSENSITIVE);
    private static final Pattern TRAIL = Pattern.compile(
            "^\\s*(?:,?\\s*(?:too|as well|please|again|then|instead))*\\s*[?.!]*\\s*$", CASE_INSENSITIVE);
    private static final Pattern HERE = Pattern.compile(
            "^\\s*(?:(?:and|now|what about|how about|the same|same)\\s+)*(?:in |for |on )?(?:this|this one|here|that one|it)\\s*[?.!]*\\s*$",
            CASE_INSENSITIVE);
    private static final Pattern ABOUT = Pattern.compile(
            "^\\s*(?:(?:and|what about|how about|and what about|and how about|ok,? and|now)\\s+)"
                    + "(?<rest>(?:(?:the|a|an|any|that|this|those|these|its|their|his|her|both|all)\\s+)?[\\p{L}#\\d-]+(?:\\s+[\\p{L}\\d-]+){0,6}?)"
                    + "\\s*[?.!]*\\s*$",
            CASE_INSENSITIVE);
    private static final Pattern VERB = Pattern.compile(
            "\\b(is|are|does|do|did|has|have|what|how|where|which|who|can|blur|cut|find|read|count|show|remove|segment|crop|keep"
                    + "|hide|pixelate|outline|describe|compare|without|tell|it|them|list|make|mark)\\b",
            CASE_INSENSITIVE);
    private static final Pattern OWNED = Pattern.compile(
            "^(?:(?<whose>its|their|his|her)\\s+(?<what>\\w+)|(?:the\\s+)?(?<bare>colou?r|size|position|location))$",
            CASE_INSENSITIVE);
    private static final Pattern NO_BACKGROUND = Pattern.compile(
            "^\\s*(?:(?:and|now|then|ok|okay|so|please|also|show|give me|make|the same|it|them|that|do it|do that|but|again)[,:]?\\s+)*"
                    + "(?:without|with no|minus|(?<=now )remove|(?<=then )remove|(?<=and )remove)\\s+(?:(?:the|its|their|his|her|any)\\s+)?background"
                    + "(?:\\s+(?:please|too))*\\s*[.!?]*\\s*$",
            CASE_INSENSITIVE);
    private static final Pattern NO_BACKGROUND_ZH = Pattern.compile(
            "^(?:现在|然后|那|再|接着|请|把|帮我)*(?:(?:它|牠|他|她)(?:们)?的)?(?:不要背景|去掉背景|去背景|去背|没有背景|背景去掉|把背景去掉|去除背景|背景去除)"
                    + "(?:的|呢|吧|版本|了)*[。?？!！]*$");
    private static final Pattern LEAD_ZH = Pattern.compile("^(?:那|那么|然后|再|现在|还有|同样|一样|也|，|,|\\s)*(?:在)?$");
    private static final Pattern TRAIL_ZH = Pattern.compile("^(?:里面|里头|里|中|上)?(?:的)?(?:呢|也是|也一样|怎么样|如何|也)*[?？。!！]*$");
    private static final Pattern ABOUT_ZH =
            Pattern.compile("^(?:那么|还有|再来|那(?!" + ChineseMentions.MEASURE + "))?(?<rest>[^，,。?？]{1,12}?)呢[?？。]*$");
    private static final Pattern OWNED_ZH = Pattern.compile("^(?:(?:它|牠|他|她)(?:们)?的)?(?<what>颜色|大小|尺寸|位置)$");
    private static final Pattern IN_PICTURE = Pattern.compile(
            "\\s*\\b(?:in|on|of|from) (?:image \\d+|(?:the |this |that )?[\\w ]{0,12}(?:picture|image|photo))\\b",
            CASE_INSENSITIVE);
    private static final Pattern IN_PICTURE_ZH = Pattern.compile("^第.张(?:图|照片|图片)(?:里|中|上)?(?:的)?");

    private final ChineseMentions chinese;
    private final ChineseNouns nouns = new ChineseNouns();

    Ellipsis(ChineseMentions chinese) {
        this.chinese = chinese;
    }

    /** The question in full. */
    String full(String question, SceneLedger ledger, boolean freshPictures) {
        Optional<Turn> last = ledger.lastAnswered();
        if (last.isEmpty()) {
            return question;
        }
        String said = last.get().plain();
        String folded = chinese.fold(question);
        boolean focused = !ledger.focus().isEmpty();
        if (focused && NO_BACKGROUND.matcher(question).matches()) {
            return "Remove the background of " + (Unit.of(ledger.focus()).size() > 1 ? "them" : "it") + ".";
        }
        if (focused && NO_BACKGROUND_ZH.matcher(folded).matches()) {
            return "把" + (Unit.of(ledger.focus()).size() > 1 ? "它們" : "它") + "的背景去掉";
        }
        List<PicturePhrase> phrases = PicturePhrase.find(question, folded);
        if (phrases.size() == 1) {
            PicturePhrase phrase = phrases.get(0);
            boolean english =
                    LEAD.matcher(question.substring(0, phrase.start())).matches()
                            && TRAIL.matcher(question.substring(phrase.end())).matches();
            boolean other = LEAD_ZH.matcher(folded.substring(0, phrase.start())).matches()
                    && TRAIL_ZH.matcher(folded.substring(phrase.end())).matches();
            if (english || other) {
                return inPicture(said, phrase.text());
            }
            return question;
        }
        if (freshPictures && HERE.matcher(question).matches()) {
            return withoutPicture(said);
        }
        Matcher about = ABOUT.matcher(question);
        if (about.matches()) {
            return about(question, about.group("rest"), said, ledger);
        }
        Matcher aboutZh = ABOUT_ZH.matcher(folded);
        return aboutZh.matches() ? aboutZh(question, aboutZh, said) : question;
    }

    private boolean isChinese(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    private String inPicture(String said, String phrase) {
        String plain = withoutPicture(said);
        if (isChinese(plain)) {
            return phrase + (phrase.equals(chinese.fold(phrase)) ? "里" : "裡") + plain;
        }
        Matcher end = Pattern.compile("[?.!\\s]*$").matcher(plain);
        String mark = end.find() ? end.group().strip() : "";
        return plain.substring(0, plain.length() - end.group().length()) + " in " + phrase + mark;
    }

    private String withoutPicture(String said) {
        return isChinese(said)
                ? said.substring(end(IN_PICTURE_ZH.matcher(chinese.fold(said))))
                : IN_PICTURE.matcher(said).replaceAll("");
    }

    private static int end(Matcher matcher) {
        return matcher.find() ? matcher.end() : 0;
    }

    private static String about(String question, String rest, String said, SceneLedger ledger) {
        Matcher owned = OWNED.matcher(rest);
        if (owned.matches()) {
            boolean several = Unit.of(ledger.focus()).size() > 1;
            String whose = owned.group("whose") != null ? owned.group("whose") : several ? "their" : "its";
            String what = owned.group("what") != null ? owned.group("what") : owned.group("bare");
            return ledger.focus().isEmpty()
                    ? question
                    : what.matches("(?i)position|location")
                            ? "Where " + (several ? "are they?" : "is it?")
                            : what.equalsIgnoreCase("size")
                                    ? "How big " + (several ? "are they?" : "is it?")
                                    : "What is " + whose + " " + what + "?";
        }
        if (VERB.matcher(rest).find()) {
            return question;
        }
        Matcher subject = subject(ledger).matcher(said);
        if (!subject.find()) {
            return question;
        }
        String thing = rest.replaceFirst("(?i)^(?:the|a|an|any|those|these|that|this)\\s+", "");
        String noun = subject.group("noun");
        boolean plural = !English.singular(noun.toLowerCase(Locale.ROOT)).equals(noun.toLowerCase(Locale.ROOT));
        String by;
        if (subject.group("det") == null) {
            by = plural ? English.plural(English.singular(thing)) : thing;
        } else if (subject.group("det").strip().matches("(?i)a|an|any")) {
            by = English.withArticle(English.singular(thing));
        } else {
            by = rest.equals(thing) ? "the " + thing : rest;
        }
        return said.substring(0, subject.start()) + by + said.substring(subject.end());
    }

    /** What a question before was about, by the nouns that are known. */
    private static Pattern subject(SceneLedger ledger) {
        Set<String> known = new TreeSet<>(ledger.askedFor());
        ledger.regions().forEach(found -> {
            String label = found.region().label().toLowerCase(Locale.ROOT);
            known.add(label);
            known.addAll(Noun.wider(label));
        });
        known.addAll(Noun.THINGS);
        Set<String> all = new TreeSet<>((a, b) -> a.length() == b.length() ? a.compareTo(b) : b.length() - a.length());
        known.forEach(noun -> {
            all.add(Pattern.quote(noun));
            all.add(Pattern.quote(English.plural(noun)));
        });
        String nouns = all.stream().collect(Collectors.joining("|"));
        return Pattern.compile(
                "\\b(?<det>(?:the|a|an|any|that|this|those|these)\\s+)?(?:(?:first|second|third|fourth|fifth|last|left|right"
                        + "|leftmost|rightmost|largest|smallest|biggest|red|green|blue|yellow|black|white|grey|orange|brown)\\s+)*"
                        + "(?<noun>" + nouns + ")\\b(?:\\s+(?:from|on) the (?:left|right))?",
                CASE_INSENSITIVE);
    }

    private String aboutZh(String question, Matcher about, String said) {
        String rest = question.substring(about.start("rest"), about.end("rest"));
        Matcher owned = OWNED_ZH.matcher(about.group("rest"));
        if (owned.matches()) {
            return switch (owned.group("what")) {
                case "颜色" -> "它是什麼顏色？";
                case "位置" -> "它在哪裡？";
                default -> "它有多大？";
            };
        }
        String folded = chinese.fold(said);
        for (int at = 0; at < folded.length(); at++) {
            for (int n = Math.min(nouns.longest(), folded.length() - at); n > 0; n--) {
                String noun = folded.substring(at, at + n);
                String english = nouns.english(noun).orElse("");
                if (english.isEmpty() || english.matches("picture|background|text")) {
                    continue;
                }
                Matcher before = Pattern.compile("(?:(?:那|这|第[一二三四五六]|(?:最?[左右上下](?:边|侧)?|最[大小])的?|[红绿蓝黄黑白]色?的)"
                                + ChineseMentions.MEASURE + "?)+$")
                        .matcher(folded.substring(0, at));
                int start = before.find() ? before.start() : at;
                boolean named = nouns.english(lastNoun(about.group("rest"))).isPresent();
                return said.substring(0, start)
                        + rest
                        + (named ? "" : said.substring(at, at + n))
                        + said.substring(at + n);
            }
        }
        return question;
    }

    /** The noun that words end with; empty for none. */
    private String lastNoun(String folded) {
        for (int from = 0; from < folded.length(); from++) {
            if (nouns.english(folded.substring(from)).isPresent()) {
                return folded.substring(from);
            }
        }
        return "";
    }
}
