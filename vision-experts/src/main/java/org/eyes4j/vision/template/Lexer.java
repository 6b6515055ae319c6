package org.eyes4j.vision.template;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into pieces. White space goes as the reference's settings say: the line break after a block goes, blanks before a
 * block that begins its line go, the last line break of the template goes, and <code>-</code> takes everything on its side.
 */
final class Lexer {
    /** Of one tag: an expression's depth is bounded by it too. */
    private static final int MAX_PIECES = 1000;

    private static final List<String> SIGNS = List.of(
            "==", "!=", "<=", ">=", "//", "**", "<", ">", "+", "-", "*", "/", "%", "~", "|", ".", ",", ":", "=", "(",
            ")", "[", "]", "{", "}");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String source) {
        String unix = source.replace("\r\n", "\n");
        Lexer lexer = new Lexer(unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix);
        lexer.read();
        return lexer.tokens;
    }

    private void read() {
        boolean stripped = false;
        boolean afterBlock = false;
        while (true) {
            int open = nextOpen();
            String plain = source.substring(at, open < 0 ? source.length() : open);
            if (stripped) {
                plain = plain.stripLeading();
            } else if (afterBlock && plain.startsWith("\n")) {
                plain = plain.substring(1);
            }
            if (open < 0) {
                plain(plain);
                tokens.add(new Token(Token.Kind.END, "the end", line()));
                return;
            }
            char kind = source.charAt(open + 1);
            char control = open + 2 < source.length() ? source.charAt(open + 2) : ' ';
            if (control == '-') {
                plain = plain.stripTrailing();
            } else if (kind != '{' && control != '+') {
                plain = withoutIndent(plain, open);
            }
            plain(plain);
            at = open + 2 + (control == '-' || control == '+' ? 1 : 0);
            String close = kind == '{' ? "}}" : kind == '%' ? "%}" : "#}";
            if (kind == '#') {
                int end = source.indexOf(close, at);
                if (end < 0) {
                    throw new TemplateException("line " + line() + ": a comment has no end");
                }
                stripped = source.charAt(end - 1) == '-';
                at = end + 2;
            } else {
                tokens.add(new Token(Token.Kind.OPEN, "{" + kind, line()));
                stripped = inside(close);
                tokens.add(new Token(Token.Kind.CLOSE, close, line()));
            }
            afterBlock = kind != '{';
        }
    }

    private int nextOpen() {
        for (int i = at; i + 1 < source.length(); i++) {
            if (source.charAt(i) == '{' && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** Blanks between the line's beginning and a block go. */
    private String withoutIndent(String plain, int open) {
        int end = plain.length();
        while (end > 0 && (plain.charAt(end - 1) == ' ' || plain.charAt(end - 1) == '\t')) {
            end--;
        }
        int from = open - (plain.length() - end);
        boolean begins = from == 0 || source.charAt(from - 1) == '\n';
        return begins ? plain.substring(0, end) : plain;
    }

    private void plain(String text) {
        if (!text.isEmpty()) {
            tokens.add(new Token(Token.Kind.PLAIN, text, line()));
        }
    }

    /** Reads up to the end of a tag; whether it takes the white space behind it. */
    private boolean inside(String close) {
        int depth = 0;
        int first = tokens.size();
        while (true) {
            if (tokens.size() - first > MAX_PIECES) {
                throw new TemplateException("line " + line() + ": a tag has more than " + MAX_PIECES + " pieces");
            }
            while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
                at++;
            }
            if (at >= source.length()) {
                throw new TemplateException(
                        "line " + line() + ": expected " + close + ", found the end of the template");
            }
            if (depth == 0 && source.startsWith("-" + close, at)) {
                at += 3;
                return true;
            }
            if (depth == 0 && source.startsWith(close, at)) {
                at += 2;
                return false;
            }
            char c = source.charAt(at);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            piece(c);
        }
    }

    private void piece(char c) {
        int from = at;
        if (Character.isLetter(c) || c == '_') {
            while (at < source.length() && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '_')) {
                at++;
            }
            tokens.add(new Token(Token.Kind.NAME, source.substring(from, at), line()));
        } else if (Character.isDigit(c)) {
            while (at < source.length() && Character.isDigit(source.charAt(at))) {
                at++;
            }
            tokens.add(new Token(Token.Kind.NUMBER, source.substring(from, at), line()));
        } else if (c == '\'' || c == '"') {
            tokens.add(new Token(Token.Kind.TEXT, quoted(c), line()));
        } else {
            String sign = SIGNS.stream()
                    .filter(s -> source.startsWith(s, at))
                    .findFirst()
                    .orElseThrow(() -> new TemplateException("line " + line() + ": `" + c + "` means nothing here"));
            at += sign.length();
            tokens.add(new Token(Token.Kind.SIGN, sign, line()));
        }
    }

    private String quoted(char quote) {
        StringBuilder text = new StringBuilder();
        for (at++; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == quote) {
                at++;
                return text.toString();
            }
            if (c == '\\' && at + 1 < source.length()) {
                at++;
                text.append(escaped(source.charAt(at)));
            } else {
                text.append(c);
            }
        }
        throw new TemplateException("line " + line() + ": a text has no end");
    }

    private String escaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '\\', '\'', '"' -> String.valueOf(c);
            case 'u', 'x', 'U', 'N' ->
                throw new TemplateException("line " + line() + ": the escape \\" + c + " is not read here");
            default -> "\\" + c;
        };
    }

    private int line() {
        return 1
                + (int) source.substring(0, Math.min(at, source.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
