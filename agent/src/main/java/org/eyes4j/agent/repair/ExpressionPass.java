package org.eyes4j.agent.repair;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.CelNames;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.name.Names;

/** Writes expressions of other languages, and with slips, as CEL. What comes out compiles, or nothing is changed. */
final class ExpressionPass implements Mending.Pass {
    private static final Pattern STRING = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Set<String> FIELDS = Set.of(
            "label",
            "score",
            "box",
            "area",
            "text",
            "attributes",
            "keypoints",
            "has_mask",
            "id",
            "x1",
            "y1",
            "x2",
            "y2",
            "width",
            "height",
            "cx",
            "cy");
    private static final Set<String> OF_BOX = Set.of("x1", "y1", "x2", "y2", "width", "height", "cx", "cy");

    @Override
    public void mend(Mending mending) {
        PlanDraft draft = mending.draft();
        for (PlanDraft.Node node : draft.nodes) {
            Set<String> outer = new TreeSet<>(draft.ids());
            outer.add("inputs");
            if (node.forEach != null) {
                outer.add("item");
            }
            if (node.when != null) {
                node.when = mended(mending, node, node.when, outer, "its condition");
            }
            node.with.replaceAll((name, argument) -> {
                Port port = mending.port(node, name).orElse(null);
                boolean own = port != null && port.expression();
                Set<String> variables = own ? Port.EXPRESSION_VARIABLES : outer;
                return argument(mending, node, argument, variables, name, own);
            });
            if (node.forEach != null) {
                node.forEach = argument(mending, node, node.forEach, outer, "for_each", false);
            }
        }
    }

    private static Argument argument(
            Mending mending, PlanDraft.Node node, Argument argument, Set<String> variables, String place, boolean own) {
        if (argument instanceof Argument.Expression expression) {
            return new Argument.Expression(mended(mending, node, expression.cel(), variables, "'" + place + "'"));
        } else if (own
                && argument instanceof Argument.Literal literal
                && literal.json().isTextual()) {
            String old = literal.json().textValue();
            String cel = mended(mending, node, old, variables, "'" + place + "'");
            return cel.equals(old) ? argument : new Argument.Literal(TextNode.valueOf(cel));
        } else if (argument instanceof Argument.Items items) {
            return new Argument.Items(items.items().stream()
                    .map(item -> argument(mending, node, item, variables, place, false))
                    .toList());
        }
        return argument;
    }

    private static String mended(
            Mending mending, PlanDraft.Node node, String cel, Set<String> variables, String place) {
        if (cel.length() > 2000 || mending.expressions().fault(cel, variables).isEmpty()) {
            return cel;
        }
        String plain = translated(cel);
        List<String> tries = new ArrayList<>(List.of(plain));
        tries.add(renamed(plain, variables));
        tries.add(balanced(renamed(plain, variables)));
        for (String attempt : tries) {
            if (!attempt.equals(cel)
                    && mending.expressions().fault(attempt, variables).isEmpty()) {
                mending.draft()
                        .edit(
                                Edit.Sort.EXPRESSION,
                                node.id,
                                place + " is no CEL: " + brief(cel) + " is written " + brief(attempt),
                                attempt.equals(plain) ? 0.92 : 0.78);
                return attempt;
            }
        }
        return cel;
    }

    /** Words and signs of other languages, outside of texts. */
    private static String translated(String cel) {
        String text = cel.strip().replaceAll("^\\$?\\{+\\s*|\\s*\\}+$", "");
        StringBuilder out = new StringBuilder();
        Matcher strings = STRING.matcher(text);
        int at = 0;
        while (strings.find()) {
            out.append(signs(text.substring(at, strings.start()))).append(strings.group());
            at = strings.end();
        }
        return out.append(signs(text.substring(at))).toString();
    }

    private static String signs(String code) {
        return code.replaceAll("\\bnot\\s+in\\b", "__not_in__")
                .replaceAll("(?i)\\s*\\band\\b\\s*", " && ")
                .replaceAll("(?i)\\s*\\bor\\b\\s*", " || ")
                .replaceAll("(?i)\\bnot\\b\\s*", "!")
                .replaceAll("\\bTrue\\b", "true")
                .replaceAll("\\bFalse\\b", "false")
                .replaceAll("\\bNone\\b", "null")
                .replaceAll("\\blen\\s*\\(", "size(")
                .replaceAll("===", "==")
                .replaceAll("!==", "!=")
                .replaceAll("<>", "!=")
                .replaceAll("(?<![=!<>])=(?![=])", "==")
                .replaceAll("\\.lower\\(\\)|\\.toLowerCase\\(\\)", ".lowerAscii()")
                .replaceAll("\\.upper\\(\\)|\\.toUpperCase\\(\\)", ".upperAscii()")
                .replaceAll("\\.strip\\(\\)", ".trim()")
                .replaceAll("\\.startswith\\(", ".startsWith(")
                .replaceAll("\\.endswith\\(", ".endsWith(")
                .replaceAll("\\babs\\(", "math.abs(")
                .replaceAll("(?<!\\.)math\\.math\\.", "math.")
                .replaceAll("\\.(length|size|count)\\b(?!\\s*\\()(?=\\s*[=!<>])", ".$1")
                .replaceAll("__not_in__", "in");
    }

    /** Names that are not there, by the nearest that are; fields of a region that stand alone are the item's. */
    private static String renamed(String cel, Set<String> variables) {
        Map<String, String> names = new HashMap<>();
        Set<String> unknown = new HashSet<>(CelNames.in(cel).variables());
        unknown.removeAll(variables);
        for (String name : unknown) {
            if (variables.contains("item") && FIELDS.contains(name)) {
                names.put(name, OF_BOX.contains(name) ? "item.box." + name : "item." + name);
                continue;
            }
            Optional<String> near = name.length() > 2 ? Names.nearest(name, variables) : Optional.empty();
            if (near.isPresent()) {
                names.put(name, near.get());
            } else if (variables.equals(Port.EXPRESSION_VARIABLES) && !isCalled(cel, name) && !isBound(cel, name)) {
                names.put(name, "item");
            }
        }
        names.keySet().removeIf(name -> isCalled(cel, name) || isBound(cel, name));
        return CelNames.renamed(cel, names, Map.of());
    }

    private static boolean isCalled(String cel, String name) {
        return Pattern.compile("\\b" + Pattern.quote(name) + "\\s*\\(")
                .matcher(cel)
                .find();
    }

    /** Whether a macro binds the name, as {@code r} in {@code regions.filter(r, r.score > 0.5)}. */
    private static boolean isBound(String cel, String name) {
        return Pattern.compile("\\(\\s*" + Pattern.quote(name) + "\\s*,")
                .matcher(cel)
                .find();
    }

    /** Closes brackets and texts that were left open at the end. */
    private static String balanced(String cel) {
        StringBuilder open = new StringBuilder();
        String bare = STRING.matcher(cel).replaceAll("");
        for (char c : bare.toCharArray()) {
            if (c == '(' || c == '[' || c == '{') {
                open.append(c);
            } else if ((c == ')' || c == ']' || c == '}') && open.length() > 0) {
                open.setLength(open.length() - 1);
            }
        }
        StringBuilder closed = new StringBuilder(cel);
        for (char quote : new char[] {'\'', '"'}) {
            if (bare.chars().filter(c -> c == quote).count() % 2 == 1) {
                closed.append(quote);
            }
        }
        for (int i = open.length() - 1; i >= 0; i--) {
            closed.append(open.charAt(i) == '(' ? ')' : open.charAt(i) == '[' ? ']' : '}');
        }
        return closed.toString();
    }

    private static String brief(String text) {
        return "'" + (text.length() > 60 ? text.substring(0, 57) + "..." : text) + "'";
    }
}
