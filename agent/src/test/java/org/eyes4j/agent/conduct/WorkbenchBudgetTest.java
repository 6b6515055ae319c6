package org.eyes4j.agent.conduct;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.llm.Abilities;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.llm.Message;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.llm.ModelReply.Usage;
import org.eyes4j.agent.llm.ModelRequest;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunLimits;
import org.eyes4j.agent.run.RunLimits.Thought;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.config.language.LanguageModelSettings.Price;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.expression.Expressions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkbenchBudgetTest {
    private static final ModelRequest REQUEST = ModelRequest.of("plan", List.of(new Message.User("What is there?")));

    private final Expressions expressions = new Expressions();
    private final ToolRegistry tools = new ToolRegistry();
    private final PlanExecutor executor =
            new LocalPlanExecutor(tools, expressions, new StepCache(0), Clock.systemUTC());

    @AfterEach
    void close() {
        executor.close();
    }

    @Test
    void should_ask_as_often_as_allowed_and_not_once_more() {
        Workbench bench = bench(new Thought(2, 1_000_000, 0), new Model(new Usage(10, 5), Optional.empty()));

        assertThat(bench.ask(REQUEST)).isInstanceOf(ModelReply.Said.class);
        assertThat(bench.ask(REQUEST)).isInstanceOf(ModelReply.Said.class);
        assertThat(bench.ask(REQUEST))
                .isEqualTo(new ModelReply.Failed(
                        Trouble.BUDGET,
                        "Stopped: the language model was asked 2 times, as often as a run may (runs.max_model_calls)",
                        "Allow more, or ask for less at once",
                        ""));
        assertThat(bench.spent()).isEqualTo(new Spent(2, new Usage(20, 10), false, 0, ""));
        assertThat(bench.warnings())
                .containsExactly("Stopped: the language model was asked 2 times, as often as a run may"
                        + " (runs.max_model_calls); what was found until then is told");
    }

    @Test
    void should_let_the_call_that_passes_the_tokens_be_the_last() {
        Workbench bench = bench(new Thought(10, 31, 0), new Model(new Usage(10, 5), Optional.empty()));

        bench.ask(REQUEST);
        bench.ask(REQUEST);
        assertThat(bench.ask(REQUEST)).isInstanceOf(ModelReply.Said.class);
        assertThat(bench.ask(REQUEST))
                .isInstanceOfSatisfying(
                        ModelReply.Failed.class,
                        failed -> assertThat(failed.message())
                                .isEqualTo("Stopped: the language model read and wrote 45 tokens; a run may use 31"
                                        + " (runs.max_tokens)"));
    }

    @Test
    void should_count_what_tokens_cost() {
        Model dear = new Model(new Usage(1_000, 500), Optional.of(new Price(10, 40, "EUR")));
        Workbench bench = bench(new Thought(10, 1_000_000, 0.05), dear);

        bench.ask(REQUEST);
        assertThat(bench.spent()).isEqualTo(new Spent(1, new Usage(1_000, 500), false, 0.03, "EUR"));
        assertThat(bench.ask(REQUEST)).isInstanceOf(ModelReply.Said.class);
        assertThat(bench.ask(REQUEST))
                .isInstanceOfSatisfying(
                        ModelReply.Failed.class,
                        failed -> assertThat(failed.message())
                                .isEqualTo("Stopped: the language model's tokens cost 0.0600 EUR; a run may cost 0.0500"
                                        + " (runs.max_cost)"));
    }

    @Test
    void should_estimate_the_tokens_of_an_endpoint_that_does_not_tell() {
        Workbench bench = bench(new Thought(10, 1_000, 0), new Model(Usage.UNKNOWN, Optional.empty()));

        bench.ask(REQUEST);

        assertThat(bench.spent()).isEqualTo(new Spent(1, new Usage(4, 1), true, 0, ""));
    }

    @Test
    void should_charge_nothing_for_a_request_that_was_turned_away() {
        LanguageModel locked = new Model(Usage.UNKNOWN, Optional.of(new Price(10, 40, "EUR"))) {
            @Override
            public ModelReply ask(ModelRequest request, Cancellation cancellation, Consumer<String> onText) {
                return new ModelReply.Failed(Trouble.UNAUTHORIZED, "answered 401", "", "");
            }
        };
        Workbench bench = bench(new Thought(10, 1_000, 0), locked);

        bench.ask(REQUEST);

        assertThat(bench.spent()).isEqualTo(new Spent(1, new Usage(0, 0), false, 0, "EUR"));
    }

    @Test
    void should_not_wait_for_a_model_longer_than_the_run_may_take() {
        // GIVEN a model that only ends when it is told to
        LanguageModel silent = new Model(Usage.UNKNOWN, Optional.empty()) {
            @Override
            public ModelReply ask(ModelRequest request, Cancellation cancellation, Consumer<String> onText) {
                CountDownLatch told = new CountDownLatch(1);
                try (Cancellation.Registration registration = cancellation.onRequest(told::countDown)) {
                    told.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new ModelReply.Failed(Trouble.CANCELLED, "Cancelled", "", "");
            }
        };
        Workbench bench = new Workbench(
                shop(),
                RunOptions.defaults().named("run").limited(Duration.ofSeconds(1), Duration.ofMillis(20)),
                Optional.of(silent));

        // THEN the limit ends it, and names itself
        assertThat(bench.ask(REQUEST))
                .isInstanceOfSatisfying(
                        ModelReply.Failed.class,
                        failed -> assertThat(failed.trouble()).isEqualTo(Trouble.BUDGET));
        assertThat(bench.ask(REQUEST))
                .isInstanceOfSatisfying(
                        ModelReply.Failed.class,
                        failed -> assertThat(failed.message())
                                .isEqualTo("Stopped: the run met its time limit of 20 ms (runs.total_timeout)"));
    }

    private Workbench bench(Thought most, LanguageModel model) {
        return new Workbench(
                shop(),
                RunOptions.defaults().named("run").within(RunLimits.defaults().withThought(most)),
                Optional.of(model));
    }

    private Workshop shop() {
        return new Workshop(tools, new PlanChecker(expressions), PlanLimits.DEFAULT, executor);
    }

    private static class Model implements LanguageModel {
        private final Usage usage;
        private final Optional<Price> price;

        Model(Usage usage, Optional<Price> price) {
            this.usage = usage;
            this.price = price;
        }

        @Override
        public String name() {
            return "local";
        }

        @Override
        public Abilities abilities() {
            return new Abilities(false, false, false, false, 0);
        }

        @Override
        public Optional<Price> price() {
            return price;
        }

        @Override
        public ModelReply ask(ModelRequest request, Cancellation cancellation, Consumer<String> onText) {
            return new ModelReply.Said("yes", List.of(), ModelReply.Finish.STOP, usage);
        }
    }
}
