package org.eyes4j.agent.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.planner.Planner.Planning;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Experts that need a hub's models: used where those are installed, offered where they are not. */
class HubExpertsTest {
    private final FakeExperts scene = new FakeExperts()
            .thing("cat", 40, 60, 300, 260)
            .thing("cup", 480, 80, 600, 220)
            .thing("cup", 640, 90, 720, 200);
    private final OfflinePlanner planner = new OfflinePlanner();
    private final Expressions expressions = new Expressions();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Describe the picture.              | big-model writes of the picture: “A cat sits beside two cups.” (It generated that, and may be wrong.) A wall with framed photos.
        What is happening here?            | big-model writes of the picture: “A cat sits beside two cups.” (It generated that, and may be wrong.) A wall with framed photos.
        描述一下这张图片。                   | big-model这样描述图片：「A cat sits beside two cups.」（由模型生成，可能有误。） 我看到1只猫和2个杯子。 （coco-ssd 只认识固定的一些东西，也许还有别的。）
        What is behind the cat?            | Behind the cat: 2 cups.
        What is in front of the cup?       | In front of the cup: 1 cat.
        Is the cup behind the cat?         | Yes, the cup is behind the cat.
        Is the cat behind the cup?         | No, the cat is not behind the cup.
        猫后面有什么?                        | 猫的后面是2个杯子。
        杯子在貓後面嗎?                      | 是的，杯子在貓的後面。
        Why is the cat sad?                | big-model answers: “because: Why is the cat sad?” (It generated that, and may be wrong.)
        What brand is the cup?             | big-model answers: “because: What brand is the cup?” (It generated that, and may be wrong.)
        How many cats are running?         | big-model answers: “because: How many cats are running?” (It generated that, and may be wrong.)
        为什么猫不开心?                      | big-model的回答：「because: 为什么猫不开心?」（由模型生成，可能有误。）
        Find everything similar to the cat. | Places that look like the cat: 1. One is in the middle, in the box (300, 200, 500, 380).
        Find more things like the cups.    | Nothing was found that looks like the cups.
        找出和猫相似的东西                    | 像猫的地方有1处。 一处在中间，框为（300, 200, 500, 380）。
        Segment everything.                | I outlined 1 sky and 1 road: 160000 pixels, 42 % of the picture.
        Where is the old chipped cup?      | The old chipped cup is at the top right, in the box (480, 80, 600, 220).
        """)
    void should_use_what_is_installed(String question, String answer) {
        assertThat(ask(question).text()).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        What is behind the cat?            | I did not find a way to answer "what is behind the cat": it needs a model that sees how far things are from the camera, and none is installed; `eyes4j models pull big-model` (512 MB) fetches one.
        杯子在貓後面嗎?                      | 無法回答「杯子在猫后面吗」：需要一個能看出遠近的模型，而沒有安裝；用`eyes4j models pull big-model`（512 MB）可以取得.
        Why is the cat sad?                | A model that answers any question about a picture is not installed; `eyes4j models pull big-model` (512 MB) fetches one.
        为什么猫不开心?                      | 没有安装能回答任何图片问题的模型；用`eyes4j models pull big-model`（512 MB）可以取得。
        """)
    void should_offer_what_is_not(String question, String part) {
        assertThat(plan(question, scene.withHubExperts(false)))
                .isInstanceOfSatisfying(
                        Planning.Impossible.class,
                        no -> assertThat(no.message()).contains(part));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Find everything similar to the cup.        | similar(cup)
        Show me things that look like this cup     | similar(cup)
        What else looks like the leftmost cup?     | similar(cup@left1)
        找出和杯子相似的东西                           | similar(cup)
        找出跟貓很像的東西                            | similar(cat)
        What does the sign look like?              | ?
        I would like the cup cut out.              | cutout(cup)
        Is there a cup like the one on the table?  | ?
        """)
    void should_tell_the_like_of_a_thing_from_liking(String question, String meaning) {
        String read = planner.understand(question).toString();
        if (meaning.equals("?")) {
            assertThat(read).doesNotContain("similar");
        } else {
            assertThat(read).isEqualTo(meaning);
        }
    }

    @Test
    void should_compose_a_description_without_a_captioner_and_say_what_would_tell_more() {
        Planning.Ready ready = (Planning.Ready) plan("What is going on here?", scene.withHubExperts(false));

        assertThat(ready.plan().steps()).noneMatch(step -> step.tool().equals("caption"));
        assertThat(ready.warnings())
                .containsExactly("This is composed from what was found. A model that captions would tell what happens;"
                        + " `eyes4j models pull big-model` (512 MB) fetches one.");
        assertThat(((Planning.Ready) plan("Describe the picture.", scene.withHubExperts(false))).warnings())
                .isEmpty();
    }

    @Test
    void should_not_have_a_model_answer_what_is_to_be_done() {
        assertThat(plan("Remove the cat from the picture.", scene.withHubExperts(true)))
                .isInstanceOf(Planning.Impossible.class);
    }

    @Test
    void should_carry_what_is_generated_by_its_text() {
        assertThat(ask("Why is the cat sad?").claims()).allSatisfy(claim -> {
            assertThat(claim.status()).isEqualTo(Claim.Status.SUPPORTED);
            assertThat(claim.evidence()).extracting(e -> e.kind().name()).containsExactly("TEXT");
        });
    }

    private Answer ask(String question) {
        ToolRegistry tools = scene.withHubExperts(true);
        Planning planning = plan(question, tools);
        assertThat(planning).as(question).isInstanceOf(Planning.Ready.class);
        Planning.Ready ready = (Planning.Ready) planning;
        assertThat(new PlanChecker(expressions).check(ready.plan(), tools, PlanLimits.DEFAULT))
                .isEmpty();
        Map<String, Value> inputs = new LinkedHashMap<>();
        ready.plan()
                .inputs()
                .keySet()
                .forEach(name ->
                        inputs.put(name, Value.Image.of(name, new Raster(800, 480, 3, new byte[800 * 480 * 3]))));
        try (PlanExecutor executor = new LocalPlanExecutor(tools, expressions, new StepCache(1), Clock.systemUTC())) {
            return ready.form().compose(executor.run(ready.plan(), inputs, RunOptions.defaults()));
        }
    }

    private Planning plan(String question, ToolRegistry tools) {
        return planner.plan(new TaskRequest(question, Map.of("image1", Kind.IMAGE)), tools, ToolContext.detached());
    }
}
