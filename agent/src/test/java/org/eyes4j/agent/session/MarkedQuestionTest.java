package org.eyes4j.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.offline.FakeExperts;
import org.eyes4j.agent.offline.OfflinePlanner;
import org.eyes4j.agent.planner.Planner.Planning;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions about what was drawn on the pictures: what their words refer to, and what is answered without a language model. */
class MarkedQuestionTest {
    private static final SessionPicture FIRST = new SessionPicture("image1", "park.png", "aa", 1, 800, 480);
    private static final SessionPicture SECOND = new SessionPicture("image2", "street.png", "bb", 1, 800, 480);
    private static final BoundingBox CAT = new BoundingBox(40, 60, 300, 260);

    private final ToolRegistry tools = new FakeExperts()
            .thing("cat", 40, 60, 300, 260)
            .line("EXIT", 100, 120, 200, 160)
            .withHubExperts(true);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        What is this?                    | The selection is a cat (90 % sure).
        What's this thing?               | The selection is a cat (90 % sure).
        What is the marked one?          | The selection is a cat (90 % sure).
        What's here?                     | The selection is a cat (90 % sure).
        Is this a cat?                   | Yes, the selection is a cat (90 % sure).
        Is this a dog?                   | No, the selection is a cat (90 % sure).
        Cut this out.                    | I cut out the selection, on a transparent background.
        cut out                          | I cut out the selection, on a transparent background.
        Remove everything else           | I cut out the selection, on a transparent background.
        Remove everything except this.   | I cut out the selection, on a transparent background.
        Blur what I marked               | I blurred the selection. The changed picture keeps its size; everything else in it is as it was.
        Blur everything else             | I blurred everything but the selection. The changed picture keeps its size; everything else in it is as it was.
        How many like this?              | Places that look like the selection: 1. One is in the middle, in the box (300, 200, 500, 380).
        Find things like this            | Places that look like the selection: 1. One is in the middle, in the box (300, 200, 500, 380).
        Is there anything else like this? | Places that look like the selection: 1. One is in the middle, in the box (300, 200, 500, 380).
        What colour is this?             | The selection is mainly green, with white.
        What colour is this dog?         | The dog is mainly green, with white.
        Is it red?                       | No, the selection is not red: it is mainly green and white.
        What does it say here?           | The selection says “EXIT”.
        Read the text here               | The selection says “EXIT”.
        How large is this?               | The selection is 260 pixels wide and 200 pixels high.
        How big is #m1?                  | The selection is 260 pixels wide and 200 pixels high.
        這是什麼？                        | 選取範圍是一隻貓（把握 90 %）。
        這個是什麼東西                    | 選取範圍是一隻貓（把握 90 %）。
        #m1是什麼？                       | 選取範圍是一隻貓（把握 90 %）。
        這是貓嗎？                        | 是的，選取範圍是一隻貓（把握 90 %）。
        這是什麼顏色？                    | 選取範圍主要是綠色，還有白色。
        這隻狗是什麼顏色？                | 狗主要是綠色，還有白色。
        把這個剪下來                      | 已去背選取範圍，背景透明。
        把標記的東西去背                  | 已去背選取範圍，背景透明。
        模糊這個                          | 已模糊選取範圍。 圖片大小保持原樣，其他部分保持原樣。
        有幾個像這個的東西？              | 像選取範圍的地方有1處。 一處在中間，框為（300, 200, 500, 380）。
        找出跟這個相似的東西              | 像選取範圍的地方有1處。 一處在中間，框為（300, 200, 500, 380）。
        這裡寫什麼？                      | 選取範圍上寫著「EXIT」。
        我圈起來的東西有多大？            | 選取範圍寬 260 像素，高 200 像素。
        """)
    void should_answer_of_what_was_drawn(String question, String answer) {
        assertThat(answer(question, List.of(FIRST), mark("image1", "m1", "", CAT)))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Find things like this in the other picture. | image2 | Places that look like the selection: 1. One is in the middle, in the box (300, 200, 500, 380).
        Find this in the other picture              | image2 | Places that look like the selection: 1. One is in the middle, in the box (300, 200, 500, 380).
        How many like this are in the other picture? | image2 | Places that look like the selection: 1. One is in the middle, in the box (300, 200, 500, 380).
        在另一張圖裡找像這個的東西                    | image2 | 像選取範圍的地方有1處。 一處在中間，框為（300, 200, 500, 380）。
        """)
    void should_look_for_the_like_of_it_in_the_other_picture(String question, String searched, String answer) {
        assertThat(answer(question, List.of(FIRST, SECOND), mark("image1", "m1", "", CAT)))
                .isEqualTo(answer);
        assertThat(plan(question, List.of(FIRST, SECOND), mark("image1", "m1", "", CAT))
                        .steps())
                .filteredOn(step -> step.tool().equals("find_similar"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.with().get("image")).hasToString("Ref[target=inputs." + searched + "]");
                    assertThat(step.with().get("exemplar_image")).hasToString("Ref[target=inputs.image1]");
                });
    }

    @Test
    void should_not_outline_again_what_was_drawn() {
        assertThat(plan("Cut this out", List.of(FIRST), mark("image1", "m1", "", CAT))
                        .steps())
                .extracting(step -> step.tool())
                .containsExactly("select", "cutout");
    }

    @Test
    void should_call_it_by_its_name() {
        assertThat(answer("What colour is the lampshade?", List.of(FIRST), mark("image1", "m1", "lampshade", CAT)))
                .isEqualTo("The lampshade is mainly green, with white.");
        assertThat(answer("What colour is this?", List.of(FIRST), mark("image1", "m1", "lampshade", CAT)))
                .isEqualTo("The lampshade is mainly green, with white.");
    }

    @Test
    void should_ask_back_which_of_several_is_meant() {
        MarkedQuestion asked = MarkedQuestion.of(
                "What colour is this?",
                List.of(FIRST),
                List.of(mark("image1", "m1", "", CAT), mark("image1", "m2", "", new BoundingBox(400, 10, 500, 90))));

        assertThat(asked)
                .isInstanceOfSatisfying(
                        MarkedQuestion.Back.class,
                        back -> assertThat(back.reply())
                                .isInstanceOfSatisfying(
                                        ConversationReply.Unclear.class,
                                        unclear -> assertThat(unclear.text())
                                                .isEqualTo("Which do you mean by \"this\": m1 (left) or m2 (right)?")));
    }

    @Test
    void should_take_several_for_these() {
        MarkedQuestion asked = MarkedQuestion.of(
                "Blur these",
                List.of(FIRST),
                List.of(mark("image1", "m1", "", CAT), mark("image1", "m2", "", new BoundingBox(400, 10, 500, 90))));

        assertThat(asked)
                .isInstanceOfSatisfying(
                        MarkedQuestion.Ready.class,
                        ready -> assertThat(ready.question()).isEqualTo("Blur the selections (inputs.that)"));
    }

    @Test
    void should_tell_a_language_model_what_was_drawn() {
        MarkedQuestion.Ready ready = (MarkedQuestion.Ready)
                MarkedQuestion.of("How many cups?", List.of(FIRST), List.of(mark("image1", "m1", "fur", CAT)));

        assertThat(ready.question()).isEqualTo("How many cups?");
        assertThat(ready.things()).containsOnlyKeys("marked");
        assertThat(ready.scene())
                .isEqualTo("\nDrawn by the user on the pictures with this question (id label picture x1,y1,x2,y2):"
                        + "\n- m1 fur image1 40,60,300,260"
                        + "\n(inputs.marked) in the question is the plan's input marked, detections: m1");
    }

    @Test
    void should_refuse_a_mark_on_no_picture_of_the_question() {
        assertThatThrownBy(() ->
                        MarkedQuestion.of("What is this?", List.of(FIRST), List.of(mark("elsewhere", "m1", "", CAT))))
                .isInstanceOf(SessionException.class)
                .hasMessage("The mark 'm1' is on the picture 'elsewhere', which is none of this question's; give that"
                        + " picture too");
    }

    private static Mark mark(String picture, String id, String label, BoundingBox box) {
        return new Mark(picture, id, label, box, Mask.fromBox(800, 480, box), Mark.Use.SUBJECT);
    }

    private Planning.Ready planned(MarkedQuestion.Ready ready, Map<String, Value> inputs) {
        Planning planning = new OfflinePlanner()
                .plan(TaskRequest.of(ready.question(), inputs, ready.scene()), tools, ToolContext.detached());
        assertThat(planning).isInstanceOf(Planning.Ready.class);
        return (Planning.Ready) planning;
    }

    private static Map<String, Value> inputs(MarkedQuestion.Ready ready) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        ready.shown()
                .forEach(name ->
                        inputs.put(name, Value.Image.of(name, new Raster(800, 480, 3, new byte[800 * 480 * 3]))));
        inputs.putAll(ready.things());
        return inputs;
    }

    private org.eyes4j.agent.plan.Plan plan(String question, List<SessionPicture> pictures, Mark... marks) {
        MarkedQuestion.Ready ready = (MarkedQuestion.Ready) MarkedQuestion.of(question, pictures, List.of(marks));
        return planned(ready, inputs(ready)).plan();
    }

    private String answer(String question, List<SessionPicture> pictures, Mark... marks) {
        MarkedQuestion.Ready ready = (MarkedQuestion.Ready) MarkedQuestion.of(question, pictures, List.of(marks));
        Map<String, Value> inputs = inputs(ready);
        Planning.Ready planned = planned(ready, inputs);
        inputs.keySet().retainAll(planned.plan().inputs().keySet());
        try (PlanExecutor executor =
                new LocalPlanExecutor(tools, new Expressions(), new StepCache(0), Clock.systemUTC())) {
            return planned.form()
                    .compose(executor.run(
                            planned.plan(), inputs, RunOptions.defaults().naming(ready.names())))
                    .text();
        }
    }
}
