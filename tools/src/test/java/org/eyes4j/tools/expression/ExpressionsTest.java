package org.eyes4j.tools.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
    private final Expressions expressions = new Expressions();
    private final Value.Detections find = new Value.Detections(
            Frame.of("p", 100, 50),
            List.of(
                    new Region("r1", Detection.of("cat", 0.9, new BoundingBox(10, 5, 30, 25))),
                    new Region(
                            "r2",
                            Detection.of("dog", 0.5, new BoundingBox(50, 5, 60, 45))
                                    .withText("REX"))));

    private Object eval(String cel) {
        return expressions.evaluate(
                cel,
                Map.of(
                        "find", CelValues.of(find),
                        "item", CelValues.of(find, find.regions().get(0)),
                        "n", CelValues.of(new Value.Number(3))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "item.score > 0",
                "item.score + 1 > 1",
                "1 - item.score < 0.2",
                "item.score * 2 == 1.8",
                "item.box.width / 2 == 10",
                "size(find.regions) == 2",
                "find.count + 1 == 3",
                "find.count + 0.5 == 2.5",
                "n == 3 && n >= 3 && n % 2 == 1",
                "find.regions.exists(r, r.label == 'dog' && r.text == 'REX')",
                "find.regions.filter(r, r.score > 0.6).size() == 1",
                "find.regions.map(r, r.box.x1)[1] == 50",
                "item.label in ['cat', 'dog'] && item.label in find.labels",
                "item.label.upperAscii().startsWith('C')",
                "item.label.matches('^c.t$')",
                "item.box.cx == 20 && item.box.cy == 15 && item.area == 400 && item.box.area == 400",
                "item.text == '' && !item.has_mask && item.id == 'r1'",
                "math.abs(item.score - 1) < 0.2",
                "find.width == 100 && find.height == 50",
                "'a' + 'b' == 'ab' && [1] + [2] == [1, 2]",
                "7 / 2 == 3 && 7 / 2.0 == 3.5",
                "item.attributes.size() == 0",
                "[3, 1.5, 2].sort() == [1.5, 2, 3] && ['b', 'a'].sort() == ['a', 'b']",
                "find.regions.sortBy(r, -r.box.x1)[0].label == 'dog'",
                "find.regions.minBy(r, r.score).label == 'dog' && find.regions.maxBy(r, r.score).label == 'cat'",
                "[1, 2, 4].sum() == 7 && [1, 2].average() == 1.5 && [1, 0.5].sum() == 1.5 && [].sum() == 0",
                "[4, 9, 2].min() == 2 && [4, 9, 2].max() == 9",
                "find.regions.first().id == 'r1' && find.regions.last().id == 'r2'",
                "[1, 2, 3, 4].slice(1, 3) == [2, 3] && [1, 2].slice(0, 9) == [1, 2] && [1, 2, 3].slice(-2, 3) == [2, 3]",
                "['a', 'b'].indexOf('b') == 1 && ['a'].indexOf('c') == -1 && find.regions.map(r, r.score > 0.6).indexOf(true) == 0",
                "[1, 2, 3].reverse() == [3, 2, 1] && ['a', 'b', 'a'].distinct() == ['a', 'b']",
                "find.regions.map(r, r.label).join(' and ') == 'cat and dog' && [].join(', ') == '' && ['', '', 'a'].join('-') == '--a'",
                "math.round(distance(find.regions[0], find.regions[1])) == 36.0",
                "iou(item, item) == 1.0 && iou(find.regions[0].box, find.regions[1].box) == 0.0",
                "find.regions.sortBy(r, -distance(r, find.regions[0])).slice(0, 1)[0].label == 'dog'"
            })
    void should_mix_whole_numbers_and_fractions_and_reach_every_field(String cel) {
        assertThat(eval(cel)).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            itm.score > 0.3         | Expression 'itm.score > 0.3': character 1: there is no 'itm'; did you mean 'item'?
            item.score > sise(3)    | Expression 'item.score > sise(3)': character 18: there is no function 'sise'; did you mean 'size'?
            item.score >            | Expression 'item.score >': character 13: it ends too early; something is missing here
            item.score = 1          | Expression 'item.score = 1': character 12: '=' is not CEL; character 14: '1' is not expected here. CEL compares with ==
            """)
    void should_say_what_is_wrong_before_it_runs(String cel, String fault) {
        assertThat(expressions.fault(cel, Set.of("item", "find"))).hasValue(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            item.scor > 1       | Expression 'item.scor > 1': there is no field 'scor'; did you mean 'score'?
            item.label > 3      | Expression 'item.label > 3': '>' does not fit what stands around it; numbers go with numbers, texts with texts, and conditions are true or false
            item.label * 2      | Expression 'item.label * 2': '*' does not work on the text 'cat' and the number 2; it takes two numbers
            find.regions[7].id  | Expression 'find.regions[7].id': there is no item at index 7; indexes start at 0, and size(list) tells how many there are
            [].max()            | Expression '[].max()': 'max' of an empty list; ask size(list) > 0 first, as in size(l) > 0 ? l.max() : 0
            ['a', 1].sort()     | Expression '['a', 1].sort()': 'sortBy' cannot order the number 1 and the text 'a'; it orders numbers or texts
            find.sum()          | Expression 'find.sum()': 'sum' works on a list, got an object; take its .regions
            distance(find, n)   | Expression 'distance(find, n)': A place is a region or its box, got an object; of several take regions[0]
            find.count / 0      | Expression 'find.count / 0': there is a division by zero
            9223372036854775807 + 1 | Expression '9223372036854775807 + 1': 9223372036854775807 + 1 is too large a whole number
            """)
    void should_say_why_it_does_not_fit_the_values(String cel, String message) {
        assertThatThrownBy(() -> eval(cel))
                .isInstanceOf(ExpressionException.class)
                .hasMessage(message);
    }

    @Test
    void should_hint_at_the_words_of_other_languages() {
        assertThat(expressions
                        .fault("item.score > 0.3 and item.label == 'a and b'", Set.of("item"))
                        .orElseThrow())
                .endsWith("CEL writes 'and' as &&");
        assertThat(expressions.fault("item.score > 0.3 && item.label == 'a or b'", Set.of("item")))
                .isEmpty();
    }

    @Test
    void should_refuse_what_is_too_long_too_deep_or_too_much() {
        assertThat(expressions.fault("1+".repeat(1000) + "1", Set.of()))
                .hasValue("An expression has at most 2000 characters, got 2001; split it over several steps");
        assertThat(expressions.fault("(".repeat(500) + "1" + ")".repeat(500), Set.of()))
                .isPresent();
        assertThat(expressions.fault(" ", Set.of()))
                .hasValue("An expression is empty; write a condition such as 'item.score > 0.5'");
        String doubling = "['aaaaaaaaaaaaaaaa']" + ".map(x, x + x)".repeat(30);
        assertThatThrownBy(() -> eval(doubling))
                .hasMessageEndingWith("a text made by '+' has at most 100000 characters");
        String lists = "[[1, 2, 3, 4]]" + ".map(x, x + x)".repeat(30);
        assertThatThrownBy(() -> eval(lists))
                .hasMessageEndingWith("a list made by 'map', 'filter' or '+' has at most 10000 items");
    }

    @Test
    void should_stop_after_so_many_iterations() {
        Expressions few = new Expressions(new ExpressionLimits(2000, 40, 50, 100, 100, 4));

        assertThatThrownBy(() -> few.evaluate(
                        "l.all(a, l.all(b, l.all(c, c > 0)))", Map.of("l", List.of(1L, 2L, 3L, 4L, 5L, 6L))))
                .hasMessage("Expression 'l.all(a, l.all(b, l.all(c, c > 0)))': it visits more than 50 items;"
                        + " select fewer regions first");
    }

    @Test
    void should_ask_for_true_or_false_where_a_condition_stands() {
        assertThat(expressions.holds("1 < 2", Map.of())).isTrue();
        assertThatThrownBy(() -> expressions.holds("1 + 2", Map.of()))
                .hasMessage("Expression '1 + 2' must be true or false, got the number 3;"
                        + " compare it with something, as in 'item.score > 0.5'");
    }

    @Test
    void should_give_values_back_as_the_kind_that_is_needed() {
        assertThat(CelValues.toValue(eval("find.count"), Kind.NUMBER)).isEqualTo(new Value.Number(2));
        assertThat(CelValues.toValue(eval("find"), Kind.DETECTIONS)).isSameAs(find);
        assertThat(CelValues.toValue(eval("find.regions.filter(r, r.label == 'dog')"), Kind.DETECTIONS))
                .isEqualTo(find.with(List.of(find.regions().get(1))));
        assertThat(CelValues.toValue(eval("item"), Kind.DETECTIONS))
                .isEqualTo(find.with(List.of(find.regions().get(0))));
        assertThat(CelValues.toValue(eval("find.labels"), Kind.listOf(Kind.TEXT)))
                .isEqualTo(Value.ListOf.texts(List.of("cat", "dog")));
        assertThat(CelValues.toValue(eval("{'a': 1, 'b': 'x'}"), Kind.RECORD))
                .isEqualTo(new Value.Record(Map.of("a", new Value.Number(1), "b", new Value.Text("x"))));
        assertThatThrownBy(() -> CelValues.toValue(eval("item.label"), Kind.NUMBER))
                .hasMessage("The expression gives text, and number is needed");
        assertThatThrownBy(() -> CelValues.toValue(eval("null"), Kind.NUMBER))
                .hasMessage("The expression gives nothing, and number is needed");
        assertThatThrownBy(() -> CelValues.toValue(eval("1.0 / 0"), Kind.NUMBER))
                .hasMessage("The expression gives Infinity, which is no finite number");
    }

    @Test
    void should_serve_many_threads_with_one_cache() {
        Expressions small = new Expressions(new ExpressionLimits(2000, 40, 1000, 100, 100, 2));

        List<Object> results = java.util.stream.IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> small.evaluate("x + " + i % 5, Map.of("x", 1L)))
                .toList();

        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i)).isEqualTo(1L + i % 5);
        }
    }
}
