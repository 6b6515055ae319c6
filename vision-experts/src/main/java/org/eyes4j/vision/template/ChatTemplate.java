package org.eyes4j.vision.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A chat template: text with places for values, choices and loops, in the part of the Jinja language that model repositories use:
 * {@code if}, {@code for}, {@code set}, {@code generation}; names, members, slices, arithmetic, comparisons, conditions; and the filters,
 * tests and methods that {@code Functions} lists. Anything else is refused by its name. Immutable and thread-safe.
 */
public final class ChatTemplate {
    private static final int MAX_CHARACTERS = 200_000;
    private static final int MAX_DEPTH = 100;

    private final Node root;

    private ChatTemplate(Node root) {
        this.root = root;
    }

    /** @throws TemplateException telling the line and what is not understood */
    public static ChatTemplate of(String source) {
        if (source.length() > MAX_CHARACTERS) {
            throw new TemplateException("it has " + source.length() + " characters, more than " + MAX_CHARACTERS);
        }
        Parser parser = new Parser(new Cursor(Lexer.tokens(source)));
        return new ChatTemplate(parser.template());
    }

    /**
     * The text.
     *
     * @param variables texts, whole numbers ({@link Long}), truths, lists and maps of such
     * @throws TemplateException telling what is not known, or what the template itself says of it
     */
    public String render(Map<String, Object> variables) {
        Scope scope = Scope.of(variables);
        try {
            root.render(scope);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new TemplateException("it reckons beyond whole numbers: " + e.getMessage());
        }
        return scope.written();
    }

    /** Reads text and blocks. */
    private static final class Parser {
        private final Cursor cursor;
        private int depth;

        Parser(Cursor cursor) {
            this.cursor = cursor;
        }

        Node template() {
            Node all = until(Set.of());
            if (cursor.peek().kind() != Token.Kind.END) {
                throw cursor.unexpected("the end of the template");
            }
            return all;
        }

        /** Everything up to a block of one of these names, which is left. */
        private Node until(Set<String> ends) {
            if (++depth > MAX_DEPTH) {
                throw new TemplateException(
                        "line " + cursor.peek().line() + ": blocks are nested more than " + MAX_DEPTH + " deep");
            }
            List<Node> nodes = new ArrayList<>();
            while (true) {
                Token token = cursor.peek();
                if (token.kind() == Token.Kind.PLAIN) {
                    nodes.add(Node.plain(cursor.next().text()));
                } else if (token.is(Token.Kind.OPEN, "{{")) {
                    cursor.next();
                    nodes.add(Node.written(expression().whole()));
                    cursor.needClose();
                } else if (token.kind() == Token.Kind.OPEN
                        && !ends.contains(cursor.peek(1).text())) {
                    cursor.next();
                    nodes.add(block());
                } else if (token.kind() == Token.Kind.OPEN || ends.isEmpty()) {
                    depth--;
                    return Node.all(nodes);
                } else {
                    throw cursor.unexpected("{% "
                            + String.join(" %} or {% ", ends.stream().sorted().toList()) + " %}");
                }
            }
        }

        private ExpressionParser expression() {
            return new ExpressionParser(cursor);
        }

        private Node block() {
            Token name = cursor.peek();
            switch (cursor.needName()) {
                case "if" -> {
                    return choice();
                }
                case "for" -> {
                    return loop();
                }
                case "set" -> {
                    return set();
                }
                case "generation" -> {
                    cursor.needClose();
                    Node body = until(Set.of("endgeneration"));
                    end();
                    return body;
                }
                default ->
                    throw new TemplateException(
                            "line " + name.line() + ": the block {% " + name.text() + " %} is not known here");
            }
        }

        /** The tag that ends a block. */
        private void end() {
            cursor.next();
            cursor.needName();
            cursor.needClose();
        }

        private Node choice() {
            List<Node.Branch> branches = new ArrayList<>();
            Expression condition = expression().whole();
            cursor.needClose();
            while (true) {
                Node body = until(Set.of("elif", "else", "endif"));
                branches.add(new Node.Branch(condition, body));
                cursor.next();
                String tag = cursor.needName();
                if (tag.equals("endif")) {
                    cursor.needClose();
                    return Node.choice(branches);
                }
                condition = tag.equals("else") ? scope -> true : expression().whole();
                cursor.needClose();
            }
        }

        private Node loop() {
            List<String> names = new ArrayList<>(List.of(cursor.needName()));
            while (cursor.takeSign(",")) {
                names.add(cursor.needName());
            }
            if (!cursor.takeName("in")) {
                throw cursor.unexpected("`in`");
            }
            Expression items = expression().plain();
            Expression filter = cursor.takeName("if") ? expression().whole() : scope -> true;
            cursor.needClose();
            Node body = until(Set.of("endfor", "else"));
            Node otherwise = Node.all(List.of());
            if (cursor.peek(1).text().equals("else")) {
                end();
                otherwise = until(Set.of("endfor"));
            }
            end();
            return Node.loop(names, items, filter, body, otherwise);
        }

        private Node set() {
            String name = cursor.needName();
            String member = cursor.takeSign(".") ? cursor.needName() : "";
            if (cursor.peek().kind() == Token.Kind.CLOSE) {
                throw new TemplateException("line " + cursor.peek().line() + ": {% set %} without = is not known here");
            }
            cursor.needSign("=");
            Expression value = expression().whole();
            cursor.needClose();
            return scope -> {
                if (member.isEmpty()) {
                    scope.set(name, value.in(scope));
                } else {
                    scope.put(name, member, value.in(scope));
                }
            };
        }
    }
}
