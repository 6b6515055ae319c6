package org.eyes4j.agent.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;

/**
 * Whether a step that a language model wrote may be run, going by the user's own words alone. A model may have read instructions in a
 * picture or in what a tool gave, and be obedient; so nothing but the request gives leave
 *
 * <ul>
 *   <li>to a tool with an effect outside the run,
 *   <li>to paths and addresses among the arguments,
 *   <li>to a tool that is named by what was read, and by neither the request nor an earlier plan.
 * </ul>
 *
 * Belongs to one request; not thread-safe.
 */
final class Leave {
    private static final Pattern ADDRESS = Pattern.compile(
            "(?i)[a-z][a-z0-9+.-]{1,15}://\\S+|\\bwww\\.\\S+|(?:^|[\\s\"'=(])(?:~|\\.{1,2})?/[\\w.~-]+(?:/\\S*)?|[a-z]:\\\\\\S*|\\.\\.[/\\\\]|\\\\\\\\\\w\\S*"
                    + "|\\b(?:javascript|data|file|mailto):\\S+|\\S+@\\S+\\.\\w{2,}");

    /** How people ask for a file in so many words. */
    private static final Pattern WRITING =
            Pattern.compile("(?iu)\\b(?:save[ds]?|saving|export(?:s|ed|ing)?|download)\\b"
                    + "|\\b(?:write|put|store|output|keep)\\b.{0,60}\\b(?:files?|disk|folder|directory|png|jpe?g|json|txt|coco|copy)\\b"
                    + "|\\bas an? (?:file|png|jpe?g|json|txt)\\b"
                    + "|[储儲]存|保存|存[檔档成到入為为]|[匯导導]出|[輸输]出|[寫写]入|另存");

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*|'[^']*");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Set<String> WRITERS = Set.of("save", "export", "write");

    private final EffectPolicy policy;
    private final String request;
    private final Set<String> words;
    private final StringBuilder read = new StringBuilder();

    Leave(EffectPolicy policy, String request) {
        this.policy = policy;
        this.request = request.toLowerCase(Locale.ROOT);
        this.words = Set.copyOf(stems(request));
    }

    /** Something was read that the user did not write. */
    void read(String untrusted) {
        read.append(' ').append(untrusted.toLowerCase(Locale.ROOT));
    }

    /** Why a step may not be run; empty if it may. */
    Optional<String> refusal(PlanStep step, ToolRegistry tools, Set<String> usedBefore) {
        ToolSpecification tool = tools.specification(step.tool()).orElse(null);
        if (policy == EffectPolicy.ALLOW || tool == null) {
            return Optional.empty();
        }
        String hint = ". The user's own request must ask for it in its words (setting agent.effects: "
                + policy.name().toLowerCase(Locale.ROOT) + ")";
        if (tool.is(Trait.EFFECT) && (policy == EffectPolicy.DENY || !isAskedFor(tool))) {
            return Optional.of("'" + tool.name() + "' has an effect outside the run and was not asked for" + hint);
        }
        for (String text : texts(step)) {
            Matcher address = ADDRESS.matcher(text);
            while (address.find()) {
                String found = address.group().strip();
                if (policy == EffectPolicy.DENY || !request.contains(found.toLowerCase(Locale.ROOT))) {
                    return Optional.of(
                            "'" + shortened(found) + "' is a path or an address that was not asked for" + hint);
                }
            }
        }
        if (!usedBefore.contains(tool.name()) && isNamedByWhatWasRead(tool) && !isAskedFor(tool)) {
            return Optional.of(
                    "'" + tool.name() + "' is named by something that was read, and that is data, no request" + hint);
        }
        return Optional.empty();
    }

    private boolean isNamedByWhatWasRead(ToolSpecification tool) {
        String name = Pattern.quote(tool.name()).replace("_", "\\E[_\\s-]\\Q");
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + name + "(?![\\p{L}\\p{N}])")
                .matcher(read)
                .find();
    }

    private boolean isAskedFor(ToolSpecification tool) {
        List<String> name = stems(tool.name());
        if (name.stream().anyMatch(WRITERS::contains)) {
            return WRITING.matcher(request).find();
        }
        if (words.containsAll(name)) {
            return true;
        }
        return tool.phrases().stream().anyMatch(phrase -> {
            List<String> said = stems(phrase);
            boolean han = phrase.codePoints().anyMatch(Character::isIdeographic);
            return han ? request.contains(phrase.toLowerCase(Locale.ROOT)) : !said.isEmpty() && words.containsAll(said);
        });
    }

    /** Every text among a step's arguments, also inside expressions. */
    private static List<String> texts(PlanStep step) {
        List<String> texts = new ArrayList<>();
        for (String cel : step.expressions()) {
            Matcher quoted = QUOTED.matcher(cel);
            while (quoted.find()) {
                texts.add(quoted.group().substring(1));
            }
        }
        step.with().values().forEach(argument -> collect(argument, texts));
        if (step.forEach() != null) {
            collect(step.forEach(), texts);
        }
        return texts;
    }

    private static void collect(Argument argument, List<String> texts) {
        if (argument instanceof Argument.Literal literal) {
            collect(literal.json(), texts);
        } else if (argument instanceof Argument.Items items) {
            items.items().forEach(item -> collect(item, texts));
        }
    }

    private static void collect(JsonNode json, List<String> texts) {
        if (json.isTextual()) {
            texts.add(json.textValue());
        } else {
            json.forEach(child -> collect(child, texts));
            json.fieldNames().forEachRemaining(texts::add);
        }
    }

    private static List<String> stems(String text) {
        List<String> stems = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT).replace('_', ' '));
        while (matcher.find()) {
            String word = matcher.group();
            boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss");
            stems.add(plural ? word.substring(0, word.length() - 1) : word);
        }
        return stems;
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 79) + "…" : text;
    }
}
