package org.eyes4j.agent.session;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words of a question that say which picture is meant.
 *
 * @param start where they begin
 * @param end where they end, exclusively
 * @param text as written
 * @param which how they say it
 * @param number from 1, for a numbered one
 */
record PicturePhrase(int start, int end, String text, Which which, int number) {
    /** Ways of saying which picture is meant. */
    enum Which {
        NUMBERED,
        LAST,
        PREVIOUS,
        OTHER,
        THIS,
        ALL
    }

    private static final String PICTURE = "(?:pictures?|images?|photos?|photographs?|pics?|screenshots?|shots?)";
    private static final Pattern ENGLISH = Pattern.compile(
            "\\b(?:(?:the |my )?(?<nth>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|sixth|seventh|eighth|ninth|tenth)"
                    + "(?: one of the)? " + PICTURE
                    + "|(?:picture|image|photo|pic) ?(?:number |no\\.? ?|#)?(?<n>\\d{1,3})"
                    + "|(?<all>(?:both|all|each|every)(?: of)?(?: the| these| those| my)?(?: two| three)? " + PICTURE
                    + "|which(?: of the| of these)?(?: two)? " + PICTURE
                    + "|the (?:two |three |four )" + PICTURE + "|the (?:pictures|images|photos|photographs))"
                    + "|(?<other>(?:the |an)?other " + PICTURE + ")"
                    + "|(?:the |my )?(?<previous>previous|earlier|preceding) " + PICTURE
                    + "|(?:the |my )?(?<last>last|latest|newest|new) " + PICTURE
                    + "|(?<this>(?:this|that|the same) " + PICTURE + "))\\b",
            CASE_INSENSITIVE);
    private static final String NUMBER = "[一二三四五六七八九十]|\\d{1,2}";
    private static final String NAME = "(?:图片|照片|相片|图像|影像|画面|图|画|像片)";
    private static final Pattern CHINESE = Pattern.compile("第(?<nth>" + NUMBER + ")(?:张|幅)(?:的)?" + NAME + "?"
            + "|" + NAME + "(?<n>" + NUMBER + ")(?![个只])"
            + "|(?<all>(?:这|那)?(?:两|二|三|几)(?:张|幅)" + NAME + "?|哪(?:一)?(?:张|幅)" + NAME + "?|(?:每|所有|全部)(?:的)?(?:张|幅)?"
            + NAME + ")"
            + "|(?<other>另(?:外)?(?:一)?(?:张|幅)" + NAME + "?)"
            + "|(?<previous>(?:上|前)(?:一)?(?:张|幅)" + NAME + "?)"
            + "|(?<last>最(?:后|新)(?:一)?(?:的)?(?:张|幅)" + NAME + "?)"
            + "|(?<this>(?:这|那)(?:一)?(?:张|幅)" + NAME + "?)");

    /** All of a question, in their order. {@code folded} is the question with traditional characters as simplified ones. */
    static List<PicturePhrase> find(String question, String folded) {
        List<PicturePhrase> phrases = new ArrayList<>();
        for (Matcher found : List.of(ENGLISH.matcher(question), CHINESE.matcher(folded))) {
            while (found.find()) {
                phrases.add(new PicturePhrase(
                        found.start(),
                        found.end(),
                        question.substring(found.start(), found.end()),
                        which(found),
                        number(found)));
            }
        }
        phrases.sort(Comparator.comparingInt(PicturePhrase::start));
        return phrases;
    }

    private static Which which(Matcher found) {
        return found.group("all") != null
                ? Which.ALL
                : found.group("other") != null
                        ? Which.OTHER
                        : found.group("previous") != null
                                ? Which.PREVIOUS
                                : found.group("last") != null
                                        ? Which.LAST
                                        : found.group("this") != null ? Which.THIS : Which.NUMBERED;
    }

    private static int number(Matcher found) {
        String nth = found.group("nth") != null ? found.group("nth") : found.group("n");
        if (nth == null) {
            return 0;
        }
        Integer english = EnglishMentions.ORDINALS.get(nth.toLowerCase(Locale.ROOT));
        return english != null ? english : ChineseMentions.number(nth);
    }

    /** Whether a place of the question lies in one of them. */
    static boolean covers(List<PicturePhrase> phrases, int start, int end) {
        return phrases.stream().anyMatch(p -> p.start() < end && start < p.end());
    }
}
