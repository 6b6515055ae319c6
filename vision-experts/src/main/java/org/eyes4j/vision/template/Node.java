package org.eyes4j.vision.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Something that is rendered. */
@FunctionalInterface
interface Node {
    void render(Scope scope);

    static Node all(List<Node> nodes) {
        List<Node> kept = List.copyOf(nodes);
        return scope -> {
            for (Node node : kept) {
                scope.step();
                node.render(scope);
            }
        };
    }

    static Node plain(String text) {
        return scope -> scope.write(text);
    }

    static Node written(Expression value) {
        return scope -> scope.write(Values.text(value.in(scope)));
    }

    /** A part that is rendered when its condition is the first that holds. */
    record Branch(Expression condition, Node body) {}

    static Node choice(List<Branch> branches) {
        List<Branch> kept = List.copyOf(branches);
        return scope -> {
            for (Branch branch : kept) {
                if (Values.isTrue(branch.condition().in(scope))) {
                    branch.body().render(scope);
                    return;
                }
            }
        };
    }

    /**
     * A loop.
     *
     * @param names one, or several that each item is taken apart into
     */
    static Node loop(List<String> names, Expression items, Expression filter, Node body, Node otherwise) {
        return scope -> {
            List<Object> kept = new ArrayList<>();
            for (Object item : Values.items(items.in(scope))) {
                Scope each = scope.inner();
                bind(each, names, item);
                if (Values.isTrue(filter.in(each))) {
                    kept.add(item);
                }
            }
            for (int i = 0; i < kept.size(); i++) {
                scope.step();
                Scope each = scope.inner();
                bind(each, names, kept.get(i));
                each.set("loop", loopOf(kept, i));
                body.render(each);
            }
            if (kept.isEmpty()) {
                otherwise.render(scope);
            }
        };
    }

    private static Map<String, Object> loopOf(List<Object> items, int i) {
        Map<String, Object> loop = new LinkedHashMap<>();
        loop.put("index", i + 1L);
        loop.put("index0", (long) i);
        loop.put("first", i == 0);
        loop.put("last", i == items.size() - 1);
        loop.put("length", (long) items.size());
        loop.put("revindex", (long) items.size() - i);
        loop.put("revindex0", items.size() - i - 1L);
        loop.put("previtem", i > 0 ? items.get(i - 1) : Undefined.named("loop.previtem"));
        loop.put("nextitem", i + 1 < items.size() ? items.get(i + 1) : Undefined.named("loop.nextitem"));
        return loop;
    }

    private static void bind(Scope scope, List<String> names, Object item) {
        if (names.size() == 1) {
            scope.set(names.get(0), item);
            return;
        }
        List<Object> parts = Values.items(item);
        if (parts.size() != names.size()) {
            throw new TemplateException(
                    "a loop takes " + names.size() + " values of each item, and one has " + parts.size());
        }
        for (int i = 0; i < names.size(); i++) {
            scope.set(names.get(i), parts.get(i));
        }
    }
}
