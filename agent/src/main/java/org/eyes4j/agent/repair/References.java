package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The arguments of a step after its links were mended. */
final class References {
    /** What models write where they forgot the reference, as {@code output_video_from_step_2} or {@code audio file}. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?i).*(output|result|previous|from[_ ]step|step[_ -]?\\d|generated|transcribed|downloaded|extracted|"
                    + "translated|summari[sz]ed|enhanced|edited|modified|processed|stitched|styli[sz]ed|synchroni[sz]ed).*"
                    + "|(the )?(image|audio|video|text|url)( file)?");

    private References() {}

    /**
     * References to steps that no longer feed this one go; every step that does feed it is referred to, in the place of a
     * forgotten reference where there is one. Each change is told, but for those of adapters, which are new themselves.
     *
     * @param edits gets an edit an argument that says something else than before
     */
    static List<String> rebuilt(Draft draft, Draft.Node node, Map<Draft.Node, Integer> position, Consumer<Edit> edits) {
        List<Draft.Node> unsaid = new ArrayList<>(draft.sources(node));
        List<String> arguments = new ArrayList<>();
        List<Integer> free = new ArrayList<>();
        Map<Integer, String> gone = new LinkedHashMap<>();
        for (String argument : node.arguments) {
            if (Draft.isReference(argument)) {
                Draft.Node target = draft.referred(argument).orElse(null);
                if (target != null && unsaid.remove(target)) {
                    arguments.add(reference(target, position));
                } else {
                    free.add(arguments.size());
                    gone.put(arguments.size(), target == null ? argument.strip() : target.title());
                    arguments.add("");
                }
            } else {
                if (PLACEHOLDER.matcher(argument.strip()).matches()) {
                    free.add(arguments.size());
                }
                arguments.add(argument);
            }
        }
        for (Draft.Node source : unsaid) {
            if (free.isEmpty()) {
                arguments.add(reference(source, position));
                tell(
                        draft,
                        edits,
                        Edit.Sort.ARGUMENT_ADDED,
                        node,
                        "the result of " + source.title() + " is an argument",
                        0.8);
            } else {
                int place = free.remove(0);
                String before = gone.containsKey(place) ? gone.remove(place) : "'" + brief(arguments.get(place)) + "'";
                arguments.set(place, reference(source, position));
                tell(
                        draft,
                        edits,
                        Edit.Sort.ARGUMENT_CHANGED,
                        node,
                        "an argument is the result of " + source.title() + ", not " + before,
                        0.85);
            }
        }
        gone.values()
                .forEach(target -> tell(
                        draft,
                        edits,
                        Edit.Sort.ARGUMENT_DROPPED,
                        node,
                        "the reference to " + target + " is left out: nothing comes from there",
                        0.8));
        arguments.removeIf(String::isEmpty);
        return arguments;
    }

    private static void tell(
            Draft draft, Consumer<Edit> edits, Edit.Sort sort, Draft.Node node, String reason, double confidence) {
        if (draft.isSketched(node)) {
            edits.accept(new Edit(sort, node.title(), reason, confidence));
        }
    }

    private static String brief(String text) {
        return text.length() > 60 ? text.substring(0, 57) + "..." : text;
    }

    private static String reference(Draft.Node source, Map<Draft.Node, Integer> position) {
        return "<node-" + Objects.requireNonNull(position.get(source)) + ">";
    }
}
