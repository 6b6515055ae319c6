package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes out of a Chinese clause what only says that the picture is spoken of, and words that say nothing. Stateless. */
final class ChineseScope {
    private static final Set<String> WITHIN = Set.of("中", "里", "里面", "内", "上", "裏", "里头", "当中");

    private ChineseScope() {}

    /** @param picture gets the number of the picture that is named, where one is */
    static List<ChineseWord> strip(List<ChineseWord> words, int[] picture) {
        List<ChineseWord> left = new ArrayList<>();
        int i = 0;
        while (i < words.size()) {
            ChineseWord word = words.get(i);
            if (word.text().matches("图中|图里|这张图|图上") && word.value("noun").equals("picture")) {
                i++;
                i += i < words.size() && WITHIN.contains(words.get(i).text()) ? 1 : 0;
                i += i < words.size() && words.get(i).text().matches("[，,]") ? 1 : 0;
                continue;
            }
            int start = i;
            int k = i;
            if (words.get(k).is("at")
                    && k + 1 < words.size()
                    && words.get(k).text().equals("在")) {
                k++;
            }
            int which = 0;
            while (k < words.size()
                    && (words.get(k).is("det")
                            || words.get(k).is("ordinal")
                            || words.get(k).is("measure")
                            || words.get(k).text().matches("[此本整]"))) {
                which = words.get(k).is("ordinal")
                        ? Integer.parseInt(words.get(k).value("ordinal"))
                        : which;
                k++;
            }
            boolean named = k < words.size() && words.get(k).value("noun").equals("picture");
            boolean ellipsis = which > 0
                    && !named
                    && k < words.size()
                    && WITHIN.contains(words.get(k).text());
            if (ellipsis) {
                picture[0] = which;
                i = k + 1;
                continue;
            }
            if (named) {
                int end = k + 1;
                boolean within =
                        end < words.size() && WITHIN.contains(words.get(end).text());
                boolean there = end < words.size()
                        && (words.get(end).is("there")
                                || words.get(end).is("none")
                                || words.get(end).is("total"));
                if (within || there && left.isEmpty()) {
                    end += within ? 1 : 0;
                    end += end < words.size()
                                    && (words.get(end).text().matches("[，,]")
                                            || words.get(end).text().equals("的"))
                            ? 1
                            : 0;
                    picture[0] = which > 0 ? which : picture[0];
                    i = end;
                    continue;
                }
            }
            left.add(words.get(start));
            i = start + 1;
        }
        // "了", "也", "我" say nothing here; a bare "到" belongs to verbs that are known with it.
        left.removeIf(
                word -> word.is("filler") && !word.is("noun") && word.tags().size() == 1);
        while (!left.isEmpty() && left.get(0).text().matches("[，,：:]")) {
            left.remove(0);
        }
        return left;
    }
}
