package org.eyes4j.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References as models write them into texts: {@code $find}, {@code ${find.count}}, {@code {{find}}},
 * {@code <resource>-0}, {@code <GENERATED>-0}, {@code #E1}. A text is a reference only where its mark says so and it names
 * something of the plan.
 *
 * @param steps what a step is called in the plan, by what the model called it
 * @param inputs the plan's inputs
 */
record ReferenceText(Map<String, String> steps, Set<String> inputs) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String PATH =
            "((?:steps?\\.|inputs?\\.|nodes?\\.)?[\\p{L}\\p{N}_-]+(?:\\.[\\w]+|\\[-?\\d+\\])*)";
    private static final Pattern BRACED = Pattern.compile("(?:\\$\\{|\\{\\{)\\s*" + PATH + "\\s*\\}?\\}");
    private static final Pattern DOLLAR = Pattern.compile("[$@]" + PATH);
    private static final Pattern ANGLE = Pattern.compile("<" + PATH + ">");
    private static final Pattern NUMBERED =
            Pattern.compile("(?i)<(?:resource|generated|node|output|result|step)s?>?[-_ ]?(\\d{1,4})>?|#E(\\d{1,4})");

    /** Fields that speak of a whole value. */
    private static final Set<String> WHOLE = Set.of(
            "output",
            "outputs",
            "result",
            "results",
            "value",
            "data",
            "response",
            "content",
            "return",
            "image",
            "text");

    /** The argument that a text means, as a plan writes it; empty where it is just a text. */
    Optional<JsonNode> read(String text) {
        String bare = text.strip();
        for (Pattern form : new Pattern[] {NUMBERED, BRACED, DOLLAR, ANGLE}) {
            Matcher whole = form.matcher(bare);
            if (whole.matches()) {
                return form == NUMBERED ? numbered(whole) : argument(whole.group(1));
            }
        }
        return template(text);
    }

    private Optional<JsonNode> numbered(Matcher match) {
        String number = match.group(1) == null ? match.group(2) : match.group(1);
        return Optional.ofNullable(steps.get(number))
                .or(() -> Optional.ofNullable(steps.get("E" + number)))
                .map(ReferenceText::ref);
    }

    private Optional<JsonNode> argument(String path) {
        return resolved(path).map(to -> to.field.isEmpty() ? ref(to.target) : cel(to.target + to.field));
    }

    /** What a path of a reference means, without its mark; empty where it names nothing of the plan. */
    Optional<String> target(String path) {
        return resolved(path.replaceAll("[${}<>@\\s]+", ""))
                .filter(to -> to.field.isEmpty())
                .map(to -> to.target);
    }

    private record Target(String target, String field) {}

    private Optional<Target> resolved(String path) {
        String rest = path.replaceFirst("^(?:steps?|nodes?)\\.", "");
        boolean input = rest.matches("inputs?\\..+");
        rest = rest.replaceFirst("^inputs?\\.", "");
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != '.' && rest.charAt(end) != '[') {
            end++;
        }
        String name = rest.substring(0, end);
        String field = rest.substring(end);
        String step = steps.get(name);
        String target = input || step == null ? inputs.contains(name) ? "inputs." + name : step : step;
        if (target == null) {
            return Optional.empty();
        }
        boolean whole = field.startsWith(".") && WHOLE.contains(field.substring(1));
        return Optional.of(new Target(target, whole ? "" : field));
    }

    /** A text with references in double or dollar braces inside becomes an expression that joins its parts. */
    private Optional<JsonNode> template(String text) {
        Matcher match = BRACED.matcher(text);
        StringBuilder cel = new StringBuilder();
        int at = 0;
        while (match.find()) {
            Optional<Target> to = resolved(match.group(1));
            if (to.isEmpty()) {
                return Optional.empty();
            }
            if (match.start() > at) {
                join(cel, quoted(text.substring(at, match.start())));
            }
            join(cel, "string(" + to.get().target + to.get().field + ")");
            at = match.end();
        }
        if (at == 0) {
            return Optional.empty();
        }
        if (at < text.length()) {
            join(cel, quoted(text.substring(at)));
        }
        return Optional.of(cel(cel.toString()));
    }

    private static void join(StringBuilder cel, String part) {
        cel.append(cel.length() == 0 ? "" : " + ").append(part);
    }

    private static String quoted(String text) {
        return "'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r") + "'";
    }

    private static ObjectNode ref(String target) {
        return JSON.objectNode().put("ref", target);
    }

    private static ObjectNode cel(String expression) {
        return JSON.objectNode().put("cel", expression);
    }
}
