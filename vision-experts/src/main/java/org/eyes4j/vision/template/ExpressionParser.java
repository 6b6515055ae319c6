package org.eyes4j.vision.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads expressions, with Jinja's precedence. Used by one thread. */
final class ExpressionParser {
    private static final int MAX_DEPTH = 200;
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final Cursor cursor;
    private int depth;

    ExpressionParser(Cursor cursor) {
        this.cursor = cursor;
    }

    /** With a condition behind it, as {@code a if b else c}. */
    Expression whole() {
        deeper();
        Expression value = plain();
        while (cursor.takeName("if")) {
            Expression then = value;
            Expression condition = plain();
            Expression otherwise = cursor.takeName("else") ? whole() : scope -> Undefined.named("else");
            value = scope -> Values.isTrue(condition.in(scope)) ? then.in(scope) : otherwise.in(scope);
        }
        depth--;
        return value;
    }

    private void deeper() {
        if (++depth > MAX_DEPTH) {
            throw new TemplateException(
                    "line " + cursor.peek().line() + ": an expression is nested more than " + MAX_DEPTH + " deep");
        }
    }

    /** Without a condition behind it: what a loop goes through, and what its filter is. */
    Expression plain() {
        Expression left = both();
        while (cursor.takeName("or")) {
            Expression first = left;
            Expression second = both();
            left = scope -> {
                Object value = first.in(scope);
                return Values.isTrue(value) ? value : second.in(scope);
            };
        }
        return left;
    }

    private Expression both() {
        Expression left = not();
        while (cursor.takeName("and")) {
            Expression first = left;
            Expression second = not();
            left = scope -> {
                Object value = first.in(scope);
                return Values.isTrue(value) ? second.in(scope) : value;
            };
        }
        return left;
    }

    private Expression not() {
        if (cursor.takeName("not")) {
            deeper();
            Expression value = not();
            depth--;
            return scope -> !Values.isTrue(value.in(scope));
        }
        return comparison();
    }

    private Expression comparison() {
        Expression left = sum();
        while (true) {
            Expression first = left;
            if (cursor.peek().kind() == Token.Kind.SIGN
                    && COMPARISONS.contains(cursor.peek().text())) {
                String sign = cursor.next().text();
                Expression second = sum();
                left = scope -> compared(sign, first.in(scope), second.in(scope));
            } else if (cursor.takeName("in")) {
                Expression second = sum();
                left = scope -> Values.contains(second.in(scope), first.in(scope));
            } else if (cursor.isName("not") && cursor.peek(1).is(Token.Kind.NAME, "in")) {
                cursor.next();
                cursor.next();
                Expression second = sum();
                left = scope -> !Values.contains(second.in(scope), first.in(scope));
            } else {
                return left;
            }
        }
    }

    private static Object compared(String sign, Object a, Object b) {
        return switch (sign) {
            case "==" -> a.equals(b);
            case "!=" -> !a.equals(b);
            case "<" -> Values.compare(a, b) < 0;
            case "<=" -> Values.compare(a, b) <= 0;
            case ">" -> Values.compare(a, b) > 0;
            default -> Values.compare(a, b) >= 0;
        };
    }

    private Expression sum() {
        Expression left = joined();
        while (cursor.isSign("+") || cursor.isSign("-")) {
            boolean plus = cursor.next().text().equals("+");
            Expression first = left;
            Expression second = joined();
            left = scope -> plus
                    ? Values.plus(first.in(scope), second.in(scope))
                    : (Object) Math.subtractExact(Values.number(first.in(scope)), Values.number(second.in(scope)));
        }
        return left;
    }

    private Expression joined() {
        Expression left = product();
        while (cursor.takeSign("~")) {
            Expression first = left;
            Expression second = product();
            left = scope -> Values.joined(Values.text(first.in(scope)), Values.text(second.in(scope)));
        }
        return left;
    }

    private Expression product() {
        Expression left = signed();
        while (cursor.isSign("*") || cursor.isSign("%") || cursor.isSign("//")) {
            String sign = cursor.next().text();
            Expression first = left;
            Expression second = signed();
            left = scope -> product(sign, Values.number(first.in(scope)), Values.number(second.in(scope)));
        }
        return left;
    }

    private static Object product(String sign, long a, long b) {
        if (sign.equals("*")) {
            return Math.multiplyExact(a, b);
        }
        if (b == 0) {
            throw new TemplateException("it divides by 0");
        }
        return sign.equals("%") ? Math.floorMod(a, b) : Math.floorDiv(a, b);
    }

    private Expression signed() {
        if (cursor.takeSign("-")) {
            deeper();
            Expression value = signed();
            depth--;
            return scope -> Math.negateExact(Values.number(value.in(scope)));
        }
        return followed(primary());
    }

    private Expression primary() {
        Token token = cursor.next();
        switch (token.kind()) {
            case TEXT -> {
                return constant(token.text());
            }
            case NUMBER -> {
                return constant(number(token));
            }
            case NAME -> {
                return named(token.text());
            }
            default -> {
                if (token.is(Token.Kind.SIGN, "(")) {
                    Expression inner = whole();
                    cursor.needSign(")");
                    return inner;
                }
                if (token.is(Token.Kind.SIGN, "[")) {
                    return list();
                }
                if (token.is(Token.Kind.SIGN, "{")) {
                    return map();
                }
                throw new TemplateException(
                        "line " + token.line() + ": expected a value, found `" + token.text() + "`");
            }
        }
    }

    private static Long number(Token token) {
        try {
            return Long.valueOf(token.text());
        } catch (NumberFormatException e) {
            throw new TemplateException("line " + token.line() + ": the number " + token.text() + " is too large");
        }
    }

    private static Expression constant(Object value) {
        return scope -> value;
    }

    private Expression named(String name) {
        switch (name) {
            case "true", "True" -> {
                return constant(true);
            }
            case "false", "False" -> {
                return constant(false);
            }
            case "none", "None" -> {
                return constant(None.NONE);
            }
            default -> {
                if (cursor.isSign("(")) {
                    Arguments arguments = arguments();
                    return scope -> Functions.function(name, arguments.in(scope));
                }
                return scope -> scope.get(name);
            }
        }
    }

    private Expression list() {
        List<Expression> elements = new ArrayList<>();
        while (!cursor.takeSign("]")) {
            elements.add(whole());
            if (!cursor.isSign("]")) {
                cursor.needSign(",");
            }
        }
        return scope -> elements.stream().map(e -> e.in(scope)).toList();
    }

    private Expression map() {
        Map<Expression, Expression> members = new LinkedHashMap<>();
        while (!cursor.takeSign("}")) {
            Expression key = whole();
            cursor.needSign(":");
            members.put(key, whole());
            if (!cursor.isSign("}")) {
                cursor.needSign(",");
            }
        }
        return scope -> {
            Map<Object, Object> map = new LinkedHashMap<>();
            members.forEach((key, value) -> map.put(key.in(scope), value.in(scope)));
            return map;
        };
    }

    /** Members, calls, filters and tests behind a value. */
    private Expression followed(Expression value) {
        Expression left = value;
        while (true) {
            Expression of = left;
            if (cursor.takeSign(".")) {
                String name = cursor.needName();
                if (cursor.isSign("(")) {
                    Arguments arguments = arguments();
                    left = scope -> Functions.method(name, of.in(scope), arguments.in(scope));
                } else {
                    left = scope -> Values.member(of.in(scope), name);
                }
            } else if (cursor.takeSign("[")) {
                left = element(of);
            } else if (cursor.takeSign("|")) {
                String name = cursor.needName();
                Arguments arguments = cursor.isSign("(") ? arguments() : Arguments.NONE;
                left = scope -> Functions.filter(name, of.in(scope), arguments.in(scope));
            } else if (cursor.takeName("is")) {
                left = test(of);
            } else {
                return left;
            }
        }
    }

    private Expression element(Expression of) {
        Expression from = cursor.isSign(":") ? constant(None.NONE) : whole();
        if (cursor.takeSign("]")) {
            return scope -> Values.member(of.in(scope), from.in(scope));
        }
        cursor.needSign(":");
        Expression to = cursor.isSign("]") || cursor.isSign(":") ? constant(None.NONE) : whole();
        if (cursor.takeSign(":")) {
            Expression step = whole();
            cursor.needSign("]");
            return scope -> {
                if (!step.in(scope).equals(-1L)
                        || !from.in(scope).equals(None.NONE)
                        || !to.in(scope).equals(None.NONE)) {
                    throw new TemplateException("of slices with steps only [::-1] is known here");
                }
                return Functions.filter("reverse", of.in(scope), Arguments.NONE.in(scope));
            };
        }
        cursor.needSign("]");
        return scope -> Values.slice(of.in(scope), from.in(scope), to.in(scope));
    }

    private Expression test(Expression of) {
        boolean not = cursor.takeName("not");
        String name = cursor.needName();
        Arguments arguments = Arguments.NONE;
        if (cursor.isSign("(")) {
            arguments = arguments();
        } else if (Set.of("eq", "equalto", "ne", "in").contains(name)) {
            arguments = new Arguments(List.of(followed(primary())), Map.of());
        }
        Arguments given = arguments;
        return scope -> Functions.test(name, of.in(scope), given.in(scope)) != not;
    }

    /** What a call is given. */
    private record Arguments(List<Expression> places, Map<String, Expression> names) {
        private static final Arguments NONE = new Arguments(List.of(), Map.of());

        Functions.Call in(Scope scope) {
            scope.step();
            Map<String, Object> named = new LinkedHashMap<>();
            names.forEach((name, value) -> named.put(name, value.in(scope)));
            return new Functions.Call(places.stream().map(p -> p.in(scope)).toList(), named);
        }
    }

    private Arguments arguments() {
        cursor.needSign("(");
        List<Expression> places = new ArrayList<>();
        Map<String, Expression> names = new LinkedHashMap<>();
        while (!cursor.takeSign(")")) {
            if (cursor.peek().kind() == Token.Kind.NAME && cursor.peek(1).is(Token.Kind.SIGN, "=")) {
                String name = cursor.needName();
                cursor.next();
                names.put(name, whole());
            } else {
                places.add(whole());
            }
            if (!cursor.isSign(")")) {
                cursor.needSign(",");
            }
        }
        return new Arguments(places, names);
    }
}
