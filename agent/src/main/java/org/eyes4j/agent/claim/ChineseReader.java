package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eyes4j.agent.language.ChineseNouns;

/** Reads a Chinese sentence, in either script, as what it states. Thread-safe. */
final class ChineseReader {
    private static final int MOST_WORDS = 150;
    private static final Pattern TALK = Pattern.compile(
            "(你好|您好|好的|当然|没问题|谢谢|不客气)[，,！!。]?.{0,20}|.*(如果(您|你)?(需要|想|还)|请(告诉|提供|上传)|希望.*帮助|有其他问题|需要我|欢迎).*|(以下|下面|这)是.{0,20}(结果|描述|说明|分析|回答|答案|资讯|信息)[：:。]?");
    private static final Pattern DOUBT =
            Pattern.compile(".*(无法|不能|没办法|难以|不足以)(判断|确定|得知|辨认|辨识|看出|确认|回答|知道|分辨|估计|寻找|数).*|.*(不确定|不清楚|不知道|不得而知|未知).*");

    private static final Pattern CITED = Pattern.compile("[\\[(（【](?:[a-z]{1,3}\\d+[,、， ]*)+[\\])）】]");

    private final ChineseNouns nouns = new ChineseNouns();
    private final ChineseLexer lexer = new ChineseLexer(nouns);
    private final Kinds kinds;

    ChineseReader(Kinds kinds) {
        this.kinds = kinds;
    }

    ChineseNouns nouns() {
        return nouns;
    }

    List<Clause> read(String sentence) {
        String folded = nouns.fold(sentence).strip();
        String bare = folded.replaceAll("[。.！!]+$", "");
        if (bare.matches("是|是的|有|对|对的|没错|不|不是|没有|否")) {
            return List.of(new Clause(
                    sentence, Reading.of(List.of(new Statement.Verdict(bare.matches("是|是的|有|对|对的|没错"))), 0)));
        }
        if (folded.matches(".*[？?]$") || TALK.matcher(bare).matches()) {
            return List.of(new Clause(sentence, Reading.TALK));
        }
        if (DOUBT.matcher(bare).matches()) {
            return List.of(new Clause(sentence, Reading.DOUBT));
        }
        List<ChineseWord> words = lexer.words(
                CITED.matcher(sentence).replaceAll(m -> " ".repeat(m.group().length())));
        if (words.isEmpty() || words.size() > MOST_WORDS) {
            return List.of(new Clause(sentence, Reading.UNREAD));
        }
        return split(sentence, words, 0);
    }

    private List<Clause> split(String sentence, List<ChineseWord> words, int depth) {
        Reading whole = clause(words);
        if (whole.isRead() || depth > 8) {
            return List.of(new Clause(text(sentence, words), whole));
        }
        List<Clause> best = List.of();
        for (int i = 1; i < words.size() - 1; i++) {
            String mark = words.get(i).text();
            if (!mark.matches("[，,；;：:。]") && !words.get(i).is("filler")) {
                continue;
            }
            int skip = words.get(i).is("filler") ? 0 : 1;
            Reading left = clause(words.subList(0, i));
            if (!left.isRead()) {
                continue;
            }
            List<Clause> all = new ArrayList<>();
            all.add(new Clause(text(sentence, words.subList(0, i)), left));
            List<Clause> right = split(sentence, words.subList(i + skip, words.size()), depth + 1);
            all.addAll(right);
            if (right.stream().allMatch(r -> r.reading().isRead())) {
                return all;
            }
            if (best.isEmpty() && skip > 0) {
                best = all;
            }
        }
        return best.isEmpty() ? List.of(new Clause(text(sentence, words), whole)) : best;
    }

    private static String text(String sentence, List<ChineseWord> words) {
        int from = words.get(0).from();
        int to = words.get(words.size() - 1).to();
        while (to < sentence.length() && "。！；，.!;,".indexOf(sentence.charAt(to)) >= 0) {
            to++;
        }
        return sentence.substring(from, to).strip();
    }

    private Reading clause(List<ChineseWord> some) {
        List<ChineseWord> words = new ArrayList<>(some);
        while (!words.isEmpty() && words.get(words.size() - 1).text().matches("[，,。.！!；;：:]")) {
            words.remove(words.size() - 1);
        }
        if (words.size() > 1
                        && words.get(0).text().matches("是|不|没有|对|有|否")
                        && words.get(1).text().matches("[，,]")
                || words.size() > 2
                        && words.get(0).text().equals("是")
                        && words.get(1).text().equals("的")
                        && words.get(2).text().matches("[，,]")) {
            words.subList(0, words.get(1).text().equals("的") ? 3 : 2).clear();
        }
        int[] picture = {0};
        words = ChineseScope.strip(words, picture);
        if (words.isEmpty()) {
            return Reading.UNREAD;
        }
        List<Statement> statements = new ChineseClauses(words, kinds).read();
        return statements.isEmpty() ? Reading.UNREAD : Reading.of(statements, picture[0]);
    }
}
