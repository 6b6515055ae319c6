package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.agent.check.PlanKinds;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;
import org.jspecify.annotations.Nullable;

/** Lets references that name nothing name what they mean: by their letters, by their place, by the kind that is wanted. */
final class ReferencePass implements Mending.Pass {
    private static final Pattern PATH = Pattern.compile("(inputs\\.)?([A-Za-z][A-Za-z0-9_]*)((?:\\.|\\[).*)?");
    private static final Pattern ORDINAL =
            Pattern.compile("(?i)#?(?:step|node|s|e|task|output|result)?[ _#-]*(\\d{1,3})");

    /** Fields that speak of a whole value. */
    private static final Set<String> WHOLE = Set.of(
            "output", "outputs", "result", "results", "value", "data", "return", "response", "regions", "detections");

    @Override
    public void mend(Mending mending) {
        PlanDraft draft = mending.draft();
        for (PlanDraft.Node node : List.copyOf(draft.nodes)) {
            if (node.forEach != null) {
                node.forEach = PlanDraft.replaced(node.forEach, ref -> mended(mending, node, ref, null, "for_each"));
            }
            for (String name : List.copyOf(node.with.keySet())) {
                Port port = mending.port(node, name).orElse(null);
                Argument argument = node.with.get(name);
                if (argument != null) {
                    Kind wanted = port == null ? Kind.ANY : port.kind();
                    Kind element = wanted instanceof Kind.ListKind list ? list.element() : wanted;
                    Kind inside = argument instanceof Argument.Items ? element : wanted;
                    Argument mended = PlanDraft.replaced(argument, ref -> mended(mending, node, ref, inside, name));
                    node.with.put(name, mended);
                    if (port != null && mended instanceof Argument.Ref ref) {
                        unmended(mending, node, port, ref);
                    }
                }
            }
            inputsOfExpressions(mending, node);
        }
        draft.outputs.replaceAll((name, ref) -> output(mending, name, ref));
        itemsWithoutLoop(mending);
    }

    /** A reference to nothing goes where the step can do without; where it cannot, what is missing is made or told. */
    private static void unmended(Mending mending, PlanDraft.Node node, Port port, Argument.Ref ref) {
        boolean nothing = !ref.isItem() && !mending.draft().exists(ref);
        if (port.expression() || nothing && (!port.required() || LiteralPass.isValueOfARun(port.kind()))) {
            node.with.remove(port.name());
            mending.draft()
                    .edit(
                            Edit.Sort.UNLINKED,
                            node.id,
                            port.expression()
                                    ? "'" + port.name() + "' takes an expression, which '" + brief(ref.target())
                                            + "' is not"
                                    : "'" + port.name() + "' is left out: there is no '" + brief(ref.target())
                                            + "', and nothing else that it could mean",
                            0.4);
        }
    }

    private static Argument mended(
            Mending mending, PlanDraft.Node node, Argument.Ref ref, @Nullable Kind wanted, String place) {
        PlanDraft draft = mending.draft();
        if (ref.isItem() || draft.exists(ref) && !ref.target().equals(node.id)) {
            return ref;
        }
        if (ref.target().equals(node.id)) {
            return ref; // a circle, which is another pass's
        }
        Kind kind = wanted == null ? Kind.ANY : wanted;
        String text = ref.target().replaceAll("[${}<>\"'\\s]+", "").replaceFirst("^(steps?|nodes?)[./]", "");
        text = text.replaceFirst("^inputs?[/.](?=.)", "inputs.");
        Argument found = byPath(mending, node, text, kind, wanted == null);
        double confidence = 0.9;
        String why = "'" + brief(ref.target()) + "' means it";
        if (found == null) {
            Optional<Sources.Source> near = byLetters(draft, node, text, kind);
            Optional<Sources.Source> source = near.isPresent() ? near : byOrdinal(draft, node, text, kind);
            if (source.isEmpty() && text.startsWith("inputs.")) {
                source = input(mending, text.substring("inputs.".length()), kind);
            }
            if (source.isEmpty()) {
                Kind list = wanted == null ? Kind.ANY : kind;
                source = Sources.best(mending, node, list, text.replaceFirst("^inputs\\.", ""));
            }
            if (source.isEmpty()) {
                return ref;
            }
            found = source.get().ref();
            confidence = source.get().confidence();
            why = "there is no '" + brief(ref.target()) + "'; of what is there, this fits best by name, place and kind";
        }
        String written = found instanceof Argument.Ref to
                ? "'" + to.target() + "'"
                : found instanceof Argument.Expression cel ? "{cel: " + cel.cel() + "}" : "another value";
        draft.edit(Edit.Sort.REWIRED, node.id, "'" + place + "' takes " + written + ": " + why, confidence);
        return found;
    }

    /** A path such as {@code find.regions}, {@code image1} for an input, or {@code inputs.find} for a step. */
    private static @Nullable Argument byPath(
            Mending mending, PlanDraft.Node node, String text, Kind wanted, boolean loop) {
        PlanDraft draft = mending.draft();
        Matcher path = PATH.matcher(text);
        if (!path.matches()) {
            return null;
        }
        String name = path.group(2);
        Argument.Ref step = new Argument.Ref(name);
        Argument.Ref input = Argument.Ref.input(name);
        boolean own = name.equals(node.id);
        Argument.Ref whole = path.group(1) == null
                ? draft.exists(step) && !own ? step : draft.exists(input) ? input : null
                : draft.exists(input) ? input : draft.exists(step) && !own ? step : null;
        if (whole == null) {
            return null;
        }
        String rest = path.group(3) == null ? "" : path.group(3);
        String field = rest.replaceFirst("^[.\\[]+", "").replaceAll("[^A-Za-z_].*", "");
        Optional<Kind> kind = draft.kind(whole);
        boolean fits = kind.filter(k -> !PlanKinds.mayFit(wanted, k)).isEmpty();
        if (rest.isEmpty() || WHOLE.contains(field) && (fits || loop) || fits && wanted != Kind.ANY) {
            return whole;
        }
        String cel = whole.target() + rest;
        Set<String> variables = new java.util.HashSet<>(draft.ids());
        variables.add("inputs");
        return mending.expressions().fault(cel, variables).isEmpty() && isField(kind, field, rest)
                ? new Argument.Expression(cel)
                : whole;
    }

    /** Whether a value of this kind has such a field as CEL shows it. */
    private static boolean isField(Optional<Kind> kind, String field, String rest) {
        if (kind.isEmpty()) {
            return true;
        }
        if (kind.get() instanceof Kind.ListKind) {
            return rest.startsWith("[");
        }
        return switch ((Kind.Plain) kind.get()) {
            case DETECTIONS ->
                Set.of("regions", "count", "labels", "width", "height", "id").contains(field);
            case IMAGE, DEPTH_MAP -> Set.of("width", "height", "id").contains(field);
            case MASKS -> Set.of("count", "areas").contains(field);
            case CLASSIFICATION -> Set.of("label", "score", "labels", "scores").contains(field);
            case RECORD, KEYPOINTS, ANY -> true;
            default -> false;
        };
    }

    private static Optional<Sources.Source> byLetters(PlanDraft draft, PlanDraft.Node node, String text, Kind wanted) {
        String name = text.replaceFirst("^inputs\\.", "").replaceFirst("[.\\[].*", "");
        List<String> fitting = new ArrayList<>();
        for (PlanDraft.Node source : draft.nodes) {
            if (source != node && fits(draft, new Argument.Ref(source.id), wanted) && !draft.dependsOn(source, node)) {
                fitting.add(source.id);
            }
        }
        List<String> inputs = draft.inputs.keySet().stream()
                .filter(input -> fits(draft, Argument.Ref.input(input), wanted))
                .toList();
        if (text.startsWith("inputs.")) {
            Optional<String> input = Names.nearest(name, inputs);
            if (input.isPresent()) {
                return Optional.of(new Sources.Source(Argument.Ref.input(input.get()), 0.9));
            }
        }
        return Names.nearest(name, fitting)
                .map(id -> new Sources.Source(new Argument.Ref(id), 0.88))
                .or(() -> Names.nearest(name, inputs).map(id -> new Sources.Source(Argument.Ref.input(id), 0.85)));
    }

    private static Optional<Sources.Source> byOrdinal(PlanDraft draft, PlanDraft.Node node, String text, Kind wanted) {
        Matcher ordinal = ORDINAL.matcher(text);
        if (!ordinal.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(ordinal.group(1));
        for (int index : new int[] {number - 1, number}) {
            if (index >= 0 && index < draft.nodes.size()) {
                PlanDraft.Node source = draft.nodes.get(index);
                Argument.Ref ref = new Argument.Ref(source.id);
                if (source != node && fits(draft, ref, wanted) && !draft.dependsOn(source, node)) {
                    return Optional.of(new Sources.Source(ref, 0.75));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean fits(PlanDraft draft, Argument.Ref ref, Kind wanted) {
        return draft.kind(ref).filter(kind -> !PlanKinds.mayFit(wanted, kind)).isEmpty();
    }

    /** An input that the run will be given, or, where the plan names none of that kind, one that it must be given. */
    private static Optional<Sources.Source> input(Mending mending, String name, Kind wanted) {
        PlanDraft draft = mending.draft();
        Kind given = mending.given().get(name);
        boolean none = draft.inputs.values().stream().noneMatch(i -> PlanKinds.mayFit(wanted, i.kind()));
        Kind kind = given != null ? given : wanted;
        boolean usable = org.eyes4j.agent.check.PlanChecker.isName(name) && kind != Kind.ANY;
        if (!usable
                || given == null && !none
                || given == null && !mending.given().isEmpty()) {
            return Optional.empty();
        }
        draft.inputs.put(name, new PlanInput(kind));
        draft.edit(
                Edit.Sort.INPUT,
                "",
                "input '" + name + "' (" + kind + ") is used and was not named among the inputs",
                given != null ? 0.97 : 0.6);
        return Optional.of(new Sources.Source(Argument.Ref.input(name), given != null ? 0.97 : 0.6));
    }

    /** Inputs that expressions speak of and the plan does not have. */
    private static void inputsOfExpressions(Mending mending, PlanDraft.Node node) {
        PlanDraft draft = mending.draft();
        for (String cel : node.step().expressions()) {
            for (String name : org.eyes4j.agent.plan.CelNames.in(cel).inputs()) {
                if (draft.inputs.containsKey(name)) {
                    continue;
                }
                Optional<String> near = Names.nearest(name, draft.inputs.keySet());
                if (near.isEmpty() && draft.inputs.size() == 1) {
                    near = draft.inputs.keySet().stream().findFirst();
                }
                near.ifPresent(other -> {
                    draft.expressions(
                            node, c -> org.eyes4j.agent.plan.CelNames.renamed(c, Map.of(), Map.of(name, other)));
                    draft.edit(
                            Edit.Sort.EXPRESSION,
                            node.id,
                            "there is no input '" + name + "'; '" + other + "' is nearest",
                            0.8);
                });
                if (near.isEmpty()) {
                    input(mending, name, mending.given().getOrDefault(name, Kind.ANY));
                }
            }
        }
    }

    private static Argument.Ref output(Mending mending, String name, Argument.Ref ref) {
        PlanDraft draft = mending.draft();
        if (!ref.isItem() && draft.exists(ref) || draft.nodes.isEmpty()) {
            return ref;
        }
        String text = ref.target().replaceAll("[${}<>\"'\\s]+", "").replaceFirst("^(steps?|nodes?)[./]", "");
        Matcher path = PATH.matcher(text);
        Argument.Ref found = null;
        double confidence = 0.9;
        if (path.matches() && draft.node(path.group(2)).isPresent()) {
            found = new Argument.Ref(path.group(2));
        } else if (path.matches() && draft.inputs.containsKey(path.group(2))) {
            found = Argument.Ref.input(path.group(2));
        } else {
            List<String> ids = List.copyOf(draft.ids());
            List<String> unused = draft.nodes.stream()
                    .filter(n -> !draft.isUsed(n) && !mending.hasEffect(n))
                    .map(n -> n.id)
                    .toList();
            Optional<String> near = Names.nearest(text, unused)
                    .or(() -> Names.nearest(name, unused))
                    .or(() -> Names.nearest(text, ids))
                    .or(() -> Names.nearest(name, ids));
            confidence = near.isPresent() || unused.size() == 1 ? 0.88 : 0.6;
            List<String> last = unused.isEmpty() ? ids : unused;
            found = new Argument.Ref(near.orElse(last.get(last.size() - 1)));
        }
        draft.edit(
                Edit.Sort.OUTPUT,
                "",
                "output '" + name + "' takes '" + found.target() + "'; there is no '" + brief(ref.target()) + "'",
                confidence);
        return found;
    }

    /** {@code item} outside of a {@code for_each}: the list that was meant, or the value itself. */
    private static void itemsWithoutLoop(Mending mending) {
        PlanDraft draft = mending.draft();
        for (PlanDraft.Node node : draft.nodes) {
            List<String> ports = node.with.entrySet().stream()
                    .filter(e -> e.getValue() instanceof Argument.Ref ref && ref.isItem())
                    .map(Map.Entry::getKey)
                    .toList();
            boolean own = node.forEach instanceof Argument.Ref ref
                    && (ref.isItem() || ref.target().equals(node.id));
            if (!own && (node.forEach != null || ports.isEmpty())) {
                continue;
            }
            Kind wanted = ports.isEmpty()
                    ? Kind.DETECTIONS
                    : mending.port(node, ports.get(0)).map(Port::kind).orElse(Kind.ANY);
            node.forEach = null;
            Optional<Sources.Source> list = Sources.best(mending, node, Kind.listOf(wanted), "")
                    .or(() -> wanted == Kind.DETECTIONS || wanted == Kind.MASKS
                            ? Sources.best(mending, node, wanted, "")
                            : Optional.empty());
            Optional<Sources.Source> single = Sources.best(mending, node, wanted, "");
            if (list.isPresent()) {
                node.forEach = list.get().ref();
                draft.edit(
                        Edit.Sort.LOOP,
                        node.id,
                        "'item' is what a step with 'for_each' has; it runs over '"
                                + list.get().ref().target() + "'",
                        Math.min(0.8, list.get().confidence()));
            } else if (single.isPresent()) {
                ports.forEach(port -> node.with.put(port, single.get().ref()));
                draft.edit(
                        Edit.Sort.REWIRED,
                        node.id,
                        "'item' is what a step with 'for_each' has, and there is no list; it takes '"
                                + single.get().ref().target() + "'",
                        Math.min(0.7, single.get().confidence()));
            }
        }
    }

    private static String brief(String text) {
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }
}
