package org.eyes4j.agent.offline;

/** Reads a question in any of the languages there is a reader for. Thread-safe. */
final class QuestionReader {
    private final EnglishReader english;
    private final ChineseReader chinese;

    QuestionReader() {
        Lexicon words = Lexicon.load("lexicon-en.txt");
        this.english = new EnglishReader(words);
        this.chinese = new ChineseReader(Lexicon.load("lexicon-zh.txt"), new EnglishTokens(words));
    }

    Question read(String question) {
        boolean han = question.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
        return han ? chinese.read(question) : english.read(question);
    }
}
