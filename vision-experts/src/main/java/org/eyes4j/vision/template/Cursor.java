package org.eyes4j.vision.template;

import java.util.List;

/** A place among a template's pieces. Used by one thread. */
final class Cursor {
    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int further) {
        return tokens.get(Math.min(at + further, tokens.size() - 1));
    }

    Token next() {
        return tokens.get(at == tokens.size() - 1 ? at : at++);
    }

    boolean isSign(String sign) {
        return peek().is(Token.Kind.SIGN, sign);
    }

    boolean isName(String name) {
        return peek().is(Token.Kind.NAME, name);
    }

    boolean takeSign(String sign) {
        boolean there = isSign(sign);
        if (there) {
            next();
        }
        return there;
    }

    boolean takeName(String name) {
        boolean there = isName(name);
        if (there) {
            next();
        }
        return there;
    }

    void needSign(String sign) {
        if (!takeSign(sign)) {
            throw unexpected("`" + sign + "`");
        }
    }

    String needName() {
        if (peek().kind() != Token.Kind.NAME) {
            throw unexpected("a name");
        }
        return next().text();
    }

    void needClose() {
        if (peek().kind() != Token.Kind.CLOSE) {
            throw unexpected("the end of the tag");
        }
        next();
    }

    TemplateException unexpected(String expected) {
        return new TemplateException(
                "line " + peek().line() + ": expected " + expected + ", found `" + peek().text() + "`");
    }
}
