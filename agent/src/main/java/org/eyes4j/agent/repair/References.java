package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * forgotten reference where there is one.
     */
    static List<String> rebuilt(Draft draft, Draft.Node node, Map<Draft.Node, Integer> position) {
        List<Draft.Node> unsaid = new ArrayList<>(draft.sources(node));
        List<String> arguments = new ArrayList<>();
        List<Integer> free = new ArrayList<>();
        for (String argument : node.arguments) {
            if (Draft.isReference(argument)) {
                Draft.Node target = draft.referred(argument).orElse(null);
                if (target != null && unsaid.remove(target)) {
                    arguments.add(reference(target, position));
                } else {
                    free.add(arguments.size());
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
            } else {
                arguments.set(free.remove(0), reference(source, position));
            }
        }
        arguments.removeIf(String::isEmpty);
        return arguments;
    }

    private static String reference(Draft.Node source, Map<Draft.Node, Integer> position) {
        return "<node-" + Objects.requireNonNull(position.get(source)) + ">";
    }
}
