package org.eyes4j.tools.expression;

import dev.cel.common.CelIssue;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.tools.name.Names;

/** CEL's complaints in words that say what to change. */
final class CelFaults {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("(?s).*found no matching overload for '([^']*)' applied to '([^']*)'.*");
    private static final Pattern NO_OVERLOAD_RUN =
            Pattern.compile("(?s).*No matching overload for function '([^']*)'.*");
    private static final Pattern NO_KEY = Pattern.compile("(?s).*key '(.*)' is not present in map.*");
    private static final Pattern OUT_OF_BOUNDS = Pattern.compile("(?s).*Index out of bounds: (-?\\d+).*");
    private static final Pattern BAD_TOKEN = Pattern.compile("(?s)token recognition error at: '(.*)'");
    private static final Pattern UNEXPECTED =
            Pattern.compile("(?s)(?:extraneous|mismatched) input '(.*?)' expecting.*");
    private static final Pattern OPERATOR = Pattern.compile("_?([^_a-z]+|in)_?");
    private static final Set<String> STANDARD = Set.of(
            "size",
            "contains",
            "startsWith",
            "endsWith",
            "matches",
            "string",
            "int",
            "double",
            "bool",
            "type",
            "dyn",
            "has",
            "all",
            "exists",
            "exists_one",
            "filter",
            "map",
            "lowerAscii",
            "upperAscii",
            "trim");
    private static final Set<String> FUNCTIONS = functions();

    /** What people write who come from other languages, and how CEL says it. */
    private static final Map<Pattern, String> OTHER_TONGUES = Map.of(
            Pattern.compile("(?i)\\b(and)\\b"), "CEL writes 'and' as &&",
            Pattern.compile("(?i)\\b(or)\\b"), "CEL writes 'or' as ||",
            Pattern.compile("(?i)\\b(not)\\b"), "CEL writes 'not' as !",
            Pattern.compile("(?<![=!<>])=(?!=)"), "CEL compares with ==");

    private CelFaults() {}

    private static Set<String> functions() {
        Set<String> all = new TreeSet<>(STANDARD);
        all.addAll(CelLists.names());
        return all;
    }

    static String compilation(String cel, Collection<String> variables, List<CelIssue> issues) {
        Set<String> told = new LinkedHashSet<>();
        for (CelIssue issue : issues) {
            told.add(where(cel, issue) + issue(cel, variables, issue));
            if (told.size() == 5) {
                break;
            }
        }
        String hint = issues.stream()
                        .anyMatch(i -> !UNDECLARED.matcher(i.getMessage()).matches())
                ? otherTongue(cel)
                : "";
        return "Expression '" + brief(cel) + "': " + String.join("; ", told) + hint;
    }

    static String evaluation(String cel, Map<String, ?> variables, CelEvaluationException e, ExpressionLimits limits) {
        return "Expression '" + brief(cel) + "': " + reason(variables, e, limits);
    }

    private static String issue(String cel, Collection<String> variables, CelIssue issue) {
        String message = issue.getMessage();
        Matcher unknown = UNDECLARED.matcher(message);
        if (unknown.matches()) {
            String name = unknown.group(1);
            return isCall(cel, name)
                    ? "there is no function '" + name + "'; " + Names.hint(name, FUNCTIONS)
                    : "there is no '" + name + "'; " + Names.hint(name, variables);
        }
        Matcher overload = NO_OVERLOAD.matcher(message);
        if (overload.matches()) {
            return "'" + sign(overload.group(1)) + "' does not take " + overload.group(2);
        }
        if (message.contains("'<EOF>'") || message.contains("at input '<EOF>'")) {
            return message.startsWith("extraneous") || message.startsWith("mismatched") || message.startsWith("missing")
                    ? "it ends too early; something is missing here"
                    : message;
        }
        Matcher token = BAD_TOKEN.matcher(message);
        if (token.matches()) {
            return "'" + token.group(1).strip() + "' is not CEL";
        }
        Matcher input = UNEXPECTED.matcher(message);
        return input.matches() ? "'" + input.group(1) + "' is not expected here" : message;
    }

    private static String reason(Map<String, ?> variables, CelEvaluationException e, ExpressionLimits limits) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ExpressionException own) {
                return String.valueOf(own.getMessage());
            }
        }
        String message = String.valueOf(e.getMessage());
        Matcher key = NO_KEY.matcher(message);
        if (key.matches()) {
            return "there is no field '" + key.group(1) + "'; " + Names.hint(key.group(1), fields(variables));
        }
        Matcher overload = NO_OVERLOAD_RUN.matcher(message);
        if (overload.matches()) {
            return "'" + sign(overload.group(1))
                    + "' does not fit what stands around it; numbers go with numbers, texts with texts, and"
                    + " conditions are true or false";
        }
        Matcher index = OUT_OF_BOUNDS.matcher(message);
        if (index.matches()) {
            return "there is no item at index " + index.group(1)
                    + "; indexes start at 0, and size(list) tells how many there are";
        }
        if (message.contains("Iteration budget") || message.contains("iteration")) {
            return "it visits more than " + limits.iterations() + " items; select fewer regions first";
        }
        return message.replaceFirst("^evaluation error( at [^:]*:\\d+)?: ", "");
    }

    /** Every field name that the variables hold, a few levels down. */
    private static Set<String> fields(Map<String, ?> variables) {
        Set<String> names = new TreeSet<>();
        variables.values().forEach(v -> collect(v, 4, names));
        return names;
    }

    private static void collect(Object value, int levels, Set<String> names) {
        if (levels == 0 || names.size() > 200) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((k, v) -> {
                names.add(String.valueOf(k));
                collect(v, levels - 1, names);
            });
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            collect(list.get(0), levels - 1, names);
        }
    }

    private static String where(String cel, CelIssue issue) {
        int line = issue.getSourceLocation().getLine();
        int column = issue.getSourceLocation().getColumn() + 1;
        if (line < 1 || column < 1) {
            return "";
        }
        return (cel.indexOf('\n') >= 0 ? "line " + line + ", " : "") + "character " + column + ": ";
    }

    private static boolean isCall(String cel, String name) {
        return Pattern.compile("(?<![\\w])" + Pattern.quote(name) + "\\s*\\(")
                .matcher(cel)
                .find();
    }

    private static String otherTongue(String cel) {
        String bare = cel.replaceAll("'[^']*'|\"[^\"]*\"", "''");
        List<String> hints = new ArrayList<>();
        OTHER_TONGUES.forEach((pattern, hint) -> {
            if (pattern.matcher(bare).find()) {
                hints.add(hint);
            }
        });
        return hints.isEmpty()
                ? ""
                : ". " + String.join(", ", hints.stream().sorted().toList());
    }

    private static String sign(String function) {
        Matcher operator = OPERATOR.matcher(function.replace("@", ""));
        return operator.matches() ? operator.group(1) : function;
    }

    /** A value's kind in words. */
    static String describe(Object value) {
        if (value instanceof Boolean) {
            return "a flag";
        } else if (value instanceof Number) {
            return "the number " + value;
        } else if (value instanceof String text) {
            return "the text '" + brief(text) + "'";
        } else if (value instanceof List<?> list) {
            return "a list of " + list.size();
        } else if (value instanceof Map<?, ?>) {
            return "an object";
        }
        return "nothing";
    }

    static String brief(String text) {
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }
}
