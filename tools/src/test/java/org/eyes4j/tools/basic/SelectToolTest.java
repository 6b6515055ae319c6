package org.eyes4j.tools.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;

class SelectToolTest {
    private final Value.Image image = Pictures.gradient("p", 100, 100);
    private final Value.Detections items = Pictures.on(
            image,
            Pictures.region("r1", "dog", 0.9, 60, 0, 90, 30),
            Pictures.region("r2", "cat", 0.3, 10, 0, 20, 10),
            Pictures.region("r3", "dog", 0.5, 30, 0, 50, 20));

    private List<String> select(Object... pairs) {
        Object[] all = new Object[pairs.length + 2];
        all[0] = "items";
        all[1] = items;
        System.arraycopy(pairs, 0, all, 2, pairs.length);
        return Calls.ids(Calls.detections("select", all));
    }

    @Test
    void should_pick_by_condition_order_and_place() {
        assertThat(select()).containsExactly("r1", "r2", "r3");
        assertThat(select("where", "item.score > 0.4", "order_by", "item.box.x1", "index", 0))
                .containsExactly("r3");
        assertThat(select("where", "item.score > 0.4", "order_by", "item.box.x1", "index", -1))
                .containsExactly("r1");
        assertThat(select("order_by", "item.box.x1")).containsExactly("r2", "r3", "r1");
        assertThat(select("order_by", "item.area", "descending", true, "limit", 2))
                .containsExactly("r1", "r3");
        assertThat(select("order_by", "item.label")).containsExactly("r2", "r1", "r3");
        assertThat(select("label", "DOG")).containsExactly("r1", "r3");
        assertThat(select("where", "index != 1 && item.area < items.regions[0].area"))
                .containsExactly("r3");
        assertThat(select("where", "item.label == 'bird'")).isEmpty();
        assertThat(select("limit", 0)).isEmpty();
    }

    @Test
    void should_keep_the_picture_and_what_was_searched_for() {
        var search = new org.eyes4j.tools.value.Search(List.of("dog"), java.util.Map.of(), List.of(), true, 0.1, "ssd");

        Value.Detections picked = Calls.detections("select", "items", items.searchedFor(search), "label", "bird");

        assertThat(picked).isEqualTo(new Value.Detections(image.frame(), List.of(), search));
    }

    @Test
    void should_give_nothing_and_say_so_when_there_is_no_such_place() {
        ToolResult.Success success = Calls.success("select", "items", items, "index", 5);

        assertThat(((Value.Detections) success.value()).regions()).isEmpty();
        assertThat(success.warnings()).containsExactly("There is no region at index 5 of 3");
    }

    @Test
    void should_explain_expressions_that_do_not_fit() {
        assertThat(Calls.failure("select", "items", items, "where", "item.scor > 0.4"))
                .isEqualTo(ToolResult.failed(
                        FailureKind.INVALID_ARGUMENT,
                        "Expression 'item.scor > 0.4': there is no field 'scor'; did you mean 'score'?"));
        assertThat(Calls.failure("select", "items", items, "where", "item.score")
                        .message())
                .isEqualTo("Expression 'item.score' must be true or false, got the number 0.9; compare it with"
                        + " something, as in 'item.score > 0.5'");
        assertThat(Calls.failure("select", "items", items, "order_by", "item.box")
                        .message())
                .isEqualTo("'order_by' must give a number or a text for every region, such as item.box.x1 or"
                        + " item.label");
        assertThat(Calls.failure("select", "items", items, "where", "thing.score > 1")
                        .message())
                .isEqualTo(
                        "Expression 'thing.score > 1': character 1: there is no 'thing'; there are: index, item, items");
    }
}
