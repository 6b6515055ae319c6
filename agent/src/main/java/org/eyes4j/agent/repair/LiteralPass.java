package org.eyes4j.agent.repair;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.agent.check.PlanKinds;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.value.Kind;

/** Writes literals as their ports take them, and as references where they were meant as such. */
final class LiteralPass implements Mending.Pass {
    private static final Pattern MARKED =
            Pattern.compile("\\s*(?:\\$\\{?|\\{\\{?|<)\\s*([A-Za-z][\\w.\\[\\]]{0,80})\\s*(?:\\}?\\}|>)?\\s*");

    @Override
    public void mend(Mending mending) {
        for (PlanDraft.Node node : mending.draft().nodes) {
            for (String name : List.copyOf(node.with.keySet())) {
                Port port = mending.port(node, name).orElse(null);
                if (port != null && node.with.get(name) instanceof Argument.Literal literal) {
                    mend(mending, node, port, literal.json());
                } else if (port != null && node.with.get(name) instanceof Argument.Items items) {
                    node.with.put(name, items(mending, node, port, items));
                }
            }
            defaults(mending);
        }
    }

    private static void mend(Mending mending, PlanDraft.Node node, Port port, JsonNode json) {
        if (Literals.readable(port, json)) {
            return;
        }
        PlanDraft draft = mending.draft();
        Optional<Argument> reference = reference(mending, node, port.kind(), json, false);
        if (reference.isPresent()) {
            node.with.put(port.name(), reference.get());
            draft.edit(
                    Edit.Sort.ARGUMENT_CHANGED,
                    node.id,
                    "'" + port.name() + "' takes " + port.kind() + "; the text " + brief(json)
                            + " was meant as a reference",
                    0.9);
            return;
        }
        Optional<Literals.Coerced> coerced = Literals.coerced(port, json);
        if (coerced.isPresent()) {
            node.with.put(port.name(), new Argument.Literal(coerced.get().json()));
            draft.edit(
                    Edit.Sort.ARGUMENT_CHANGED,
                    node.id,
                    "'" + port.name() + "' takes " + port.kind() + ": " + brief(json) + " is written "
                            + brief(coerced.get().json()),
                    coerced.get().confidence());
            return;
        }
        boolean unreadable = port.required() && isValueOfARun(port.kind());
        Optional<Sources.Source> source = unreadable
                ? Sources.best(mending, node, port.kind(), json.isTextual() ? json.textValue() : "")
                : Optional.empty();
        if (source.isPresent()) {
            node.with.put(port.name(), source.get().ref());
            draft.edit(
                    Edit.Sort.REWIRED,
                    node.id,
                    "'" + port.name() + "' takes " + port.kind() + ", which " + brief(json) + " is not; '"
                            + source.get().ref().target() + "' is",
                    Math.min(0.85, source.get().confidence()));
        } else if (!port.required()) {
            node.with.remove(port.name());
            draft.edit(
                    Edit.Sort.ARGUMENT_DROPPED,
                    node.id,
                    "'" + port.name() + "' takes " + port.kind() + ", which " + brief(json)
                            + " is not, and the step can do without",
                    0.4);
        } else if (unreadable) {
            node.with.remove(port.name()); // what is missing then, adapters may make
            draft.edit(
                    Edit.Sort.ARGUMENT_DROPPED,
                    node.id,
                    "'" + port.name() + "' takes " + port.kind() + ", which " + brief(json) + " is not",
                    0.6);
        }
    }

    private static Argument items(Mending mending, PlanDraft.Node node, Port port, Argument.Items items) {
        Kind element = port.kind() instanceof Kind.ListKind list ? list.element() : port.kind();
        List<Argument> all = new ArrayList<>();
        for (Argument item : items.items()) {
            Optional<Argument> reference = item instanceof Argument.Literal literal
                    ? reference(mending, node, element, literal.json(), true)
                    : Optional.empty();
            reference.ifPresent(r -> mending.draft()
                    .edit(
                            Edit.Sort.ARGUMENT_CHANGED,
                            node.id,
                            "an item of '" + port.name() + "' was meant as a reference",
                            0.85));
            all.add(reference.orElse(item));
        }
        return new Argument.Items(all);
    }

    /** What a text refers to, if it names a step or an input whose value fits. */
    private static Optional<Argument> reference(
            Mending mending, PlanDraft.Node node, Kind wanted, JsonNode json, boolean marked) {
        PlanDraft draft = mending.draft();
        if (!json.isTextual()) {
            if (json.isArray() && json.size() == 1 && !marked) {
                return reference(mending, node, wanted, json.get(0), false);
            }
            return Optional.empty();
        }
        Matcher mark = MARKED.matcher(json.textValue());
        boolean isMarked = mark.matches();
        if (marked && !isMarked) {
            return Optional.empty();
        }
        String text = isMarked ? mark.group(1) : json.textValue().strip();
        List<Argument.Ref> meant = List.of(new Argument.Ref(text), Argument.Ref.input(text));
        for (Argument.Ref ref : meant) {
            boolean fits = draft.kind(ref)
                    .filter(kind -> PlanKinds.mayFit(wanted, kind))
                    .isPresent();
            if (draft.exists(ref) && fits && !ref.target().equals(node.id)) {
                return Optional.of(ref);
            }
        }
        int end = text.indexOf('.');
        String head = end > 0 ? text.substring(0, end) : "";
        Argument.Ref ref = new Argument.Ref(head);
        boolean fits = !head.isEmpty()
                && draft.kind(ref)
                        .filter(kind -> PlanKinds.mayFit(wanted, kind))
                        .isPresent();
        return fits && !head.equals(node.id) ? Optional.of(ref) : Optional.empty();
    }

    /** Kinds that no literal can be: they come out of pictures and steps. */
    static boolean isValueOfARun(Kind kind) {
        if (kind instanceof Kind.ListKind list) {
            return isValueOfARun(list.element());
        }
        return kind != Kind.TEXT && kind != Kind.NUMBER && kind != Kind.FLAG && kind != Kind.ANY;
    }

    /** Defaults of inputs that are not of the input's kind. */
    private static void defaults(Mending mending) {
        mending.draft().inputs.replaceAll((name, input) -> {
            JsonNode fallback = input.defaultValue();
            if (fallback == null) {
                return input;
            }
            Port port = Port.optional("value", input.kind(), "its default");
            if (Literals.readable(port, fallback)) {
                return input;
            }
            Optional<Literals.Coerced> coerced = Literals.coerced(port, fallback);
            mending.draft()
                    .edit(
                            Edit.Sort.INPUT,
                            "",
                            "the default of input '" + name + "' is no " + input.kind()
                                    + (coerced.isPresent() ? "; it is written anew" : "; it must be given"),
                            coerced.map(Literals.Coerced::confidence).orElse(0.5));
            return new org.eyes4j.agent.plan.PlanInput(
                    input.kind(), coerced.map(Literals.Coerced::json).orElse(null), input.description());
        });
    }

    private static String brief(JsonNode json) {
        String text = json.toString();
        return text.length() > 60 ? text.substring(0, 57) + "..." : text;
    }
}
