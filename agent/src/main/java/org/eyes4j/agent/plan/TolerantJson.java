package org.eyes4j.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one JSON value out of a text as language models write it, with the slips that they make, and notes each sort of
 * slip. Nothing is evaluated. Depth and number of values are bounded. Used once, by one thread.
 */
final class TolerantJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$.-]*");

    /** The text is no JSON, even read with leniency. */
    static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        NotJson(String message) {
            super(message);
        }
    }

    private final String text;
    private final Set<String> notes;
    private int at;
    private int nodes;

    /** @param notes gets a sentence for each sort of slip */
    TolerantJson(String text, int start, Set<String> notes) {
        this.text = text;
        this.at = start;
        this.notes = notes;
    }

    /** The value that begins here. */
    JsonNode read() throws NotJson {
        skip();
        return value(0);
    }

    /** Where the reading ended. */
    int end() {
        return at;
    }

    private JsonNode value(int depth) throws NotJson {
        nodes++;
        if (depth > PlanCodec.MAX_DEPTH) {
            throw new NotJson("it nests deeper than " + PlanCodec.MAX_DEPTH);
        }
        if (nodes > PlanCodec.MAX_NODES) {
            throw new NotJson("it has more than " + PlanCodec.MAX_NODES + " values");
        }
        if (at >= text.length()) {
            throw new NotJson("it ends where a value should stand");
        }
        char c = text.charAt(at);
        if (c == '{') {
            return object(depth);
        } else if (c == '[' || c == '(') {
            return array(depth, c);
        } else if (isQuote(c)) {
            return JSON.textNode(string());
        }
        return bare();
    }

    private ObjectNode object(int depth) throws NotJson {
        ObjectNode object = JSON.objectNode();
        at++;
        while (true) {
            skip();
            if (ended("}")) {
                return object;
            }
            if (text.charAt(at) == ',') {
                note("a comma too many was left out");
                at++;
                continue;
            }
            String key = key();
            skip();
            if (at >= text.length()) {
                note("brackets that were left open were closed");
                return object;
            }
            char sign = text.charAt(at);
            if (sign == ':') {
                at++;
            } else if (sign == '=') {
                note("'=' was read as ':'");
                at += text.startsWith("=>", at) ? 2 : 1;
            } else {
                throw new NotJson("':' is expected after '" + brief(key) + "' at character " + (at + 1));
            }
            skip();
            if (at >= text.length()) {
                note("brackets that were left open were closed");
                return object;
            }
            JsonNode value = value(depth + 1);
            if (object.has(key)) {
                note("'" + brief(key) + "' was there twice; the last one counts");
            }
            object.set(key, value);
            comma('}');
        }
    }

    private ArrayNode array(int depth, char open) throws NotJson {
        String close = open == '[' ? "]" : ")";
        if (open == '(') {
            note("round brackets were read as a list");
        }
        ArrayNode array = JSON.arrayNode();
        at++;
        while (true) {
            skip();
            if (ended(close)) {
                return array;
            }
            if (text.charAt(at) == ',') {
                note("a comma too many was left out");
                at++;
                continue;
            }
            array.add(value(depth + 1));
            comma(close.charAt(0));
        }
    }

    /** Whether the bracket closes here, or never does. */
    private boolean ended(String close) throws NotJson {
        if (at >= text.length() || text.startsWith("```", at)) {
            note("brackets that were left open were closed");
            return true;
        }
        char c = text.charAt(at);
        if (close.indexOf(c) >= 0) {
            at++;
            return true;
        }
        if (c == '}' || c == ']' || c == ')') {
            // The wrong bracket: this one was forgotten, and that one closes what is around it.
            note("brackets that were left open were closed");
            return true;
        }
        return false;
    }

    private void comma(char close) throws NotJson {
        skip();
        if (at >= text.length()) {
            return;
        }
        char c = text.charAt(at);
        if (c == ',') {
            at++;
            skip();
            if (at < text.length() && text.charAt(at) == close) {
                note("a comma too many was left out");
            }
        } else if (c == ';') {
            note("';' was read as ','");
            at++;
        } else if (isQuote(c) || c == '{' || c == '[' || Character.isLetterOrDigit(c)) {
            note("a missing comma was put in");
        } else if (c != '}' && c != ']' && c != ')' && c != '`') {
            throw new NotJson("'" + c + "' is not expected at character " + (at + 1));
        }
    }

    private String key() throws NotJson {
        if (isQuote(text.charAt(at))) {
            return string();
        }
        Matcher word = WORD.matcher(text).region(at, text.length());
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (word.lookingAt()) {
            note("names without quotes were read as texts");
            at = word.end();
            return word.group();
        } else if (number.lookingAt()) {
            note("names without quotes were read as texts");
            at = number.end();
            return number.group();
        }
        throw new NotJson("a name is expected at character " + (at + 1) + ", found '" + text.charAt(at) + "'");
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '\u201c' || c == '\u201d' || c == '\u2018';
    }

    private String string() throws NotJson {
        char open = text.charAt(at);
        String close = String.valueOf(open);
        if (open == '\u201c' || open == '\u201d') {
            close = "\u201d\u201c";
            note("typographic quotes were read as quotes");
        } else if (open == '\u2018') {
            close = "\u2019\u2018";
            note("typographic quotes were read as quotes");
        } else if (open == '\'') {
            note("single quotes were read as double ones");
        }
        boolean block = open != '\u201c' && text.startsWith(close.repeat(3), at);
        if (block) {
            note("a text in three quotes was read as a text");
            int end = text.indexOf(close.repeat(3), at + 3);
            String inside = text.substring(at + 3, end < 0 ? text.length() : end);
            at = end < 0 ? text.length() : end + 3;
            return inside;
        }
        StringBuilder out = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (close.indexOf(c) >= 0) {
                at++;
                return out.toString();
            } else if (c == '\\' && at + 1 < text.length()) {
                escape(out);
            } else {
                if (c == '\n') {
                    note("a line break inside a text was kept");
                }
                out.append(c);
                at++;
            }
        }
        note("a text that was left open was closed");
        return out.toString();
    }

    private void escape(StringBuilder out) {
        char c = text.charAt(at + 1);
        at += 2;
        switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'u' -> {
                String digits = text.substring(at, Math.min(text.length(), at + 4));
                if (digits.matches("[0-9a-fA-F]{4}")) {
                    out.append((char) Integer.parseInt(digits, 16));
                    at += 4;
                } else {
                    out.append('u');
                }
            }
            default -> out.append(c);
        }
    }

    private JsonNode bare() throws NotJson {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        Matcher word = WORD.matcher(text).region(at, text.length());
        if (number.lookingAt() && !(word.lookingAt() && word.end() > number.end())) {
            String digits = number.group();
            at = number.end();
            return number(digits);
        }
        if (!word.lookingAt()) {
            throw new NotJson("'" + text.charAt(at) + "' is not expected at character " + (at + 1));
        }
        at = word.end();
        switch (word.group()) {
            case "true":
                return JSON.booleanNode(true);
            case "false":
                return JSON.booleanNode(false);
            case "null":
                return JSON.nullNode();
            case "True":
                note("Python's True, False and None were read as true, false and null");
                return JSON.booleanNode(true);
            case "False":
                note("Python's True, False and None were read as true, false and null");
                return JSON.booleanNode(false);
            case "None", "undefined", "nil", "NULL":
                note("Python's True, False and None were read as true, false and null");
                return JSON.nullNode();
            default:
                note("words without quotes were read as texts");
                return JSON.textNode(word.group());
        }
    }

    private JsonNode number(String digits) throws NotJson {
        if (digits.length() > 64) {
            throw new NotJson("a number has at most 64 digits");
        }
        String plain = digits.startsWith("+") ? digits.substring(1) : digits;
        if (plain.matches("-?\\d{1,9}")) {
            return JSON.numberNode(Integer.parseInt(plain));
        } else if (plain.matches("-?\\d{1,18}")) {
            return JSON.numberNode(Long.parseLong(plain));
        }
        try {
            double value = new BigDecimal(plain.endsWith(".") ? plain + "0" : plain).doubleValue();
            if (Double.isFinite(value)) {
                return JSON.numberNode(value);
            }
        } catch (NumberFormatException e) {
            throw new NotJson("'" + brief(digits) + "' is no number");
        }
        throw new NotJson("'" + brief(digits) + "' is no number that can be kept");
    }

    /** Goes past space and comments. */
    private void skip() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || c == '\ufeff' || c == '\u00a0') {
                at++;
            } else if (text.startsWith("//", at) || c == '#') {
                note("comments were left out");
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                note("comments were left out");
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else if (text.startsWith("...", at) || c == '\u2026') {
                note("'...' was left out");
                at += c == '\u2026' ? 1 : 3;
            } else {
                return;
            }
        }
    }

    private void note(String what) {
        notes.add(what);
    }

    private static String brief(String text) {
        return text.length() > 40 ? text.substring(0, 37) + "..." : text;
    }
}
