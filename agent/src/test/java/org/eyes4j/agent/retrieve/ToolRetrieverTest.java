package org.eyes4j.agent.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eyes4j.agent.ScriptedTool;
import org.eyes4j.agent.offline.FakeExperts;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.repair.GoodPlans;
import org.eyes4j.agent.repair.Meaning;
import org.eyes4j.agent.retrieve.ToolRetriever.Retrieved;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolRetrieverTest {
    private static final List<Kind> PICTURE = List.of(Kind.IMAGE);

    private final ToolRegistry few = new FakeExperts().without();
    private final ToolRegistry many = with(950);

    private ToolRegistry with(int others) {
        ToolRegistry registry = new FakeExperts().without();
        ManyTools.some(others, 5).forEach(registry::register);
        return registry;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            How many cats are there?        | count
            What does the sign say?         | read_text
            Blur every face.                | redact
            把背景去掉                        | cutout
            What colour is the car?         | colours
            Which picture has more cups?    | count
            """)
    void should_find_what_a_request_asks_for_among_a_thousand(String request, String tool) {
        assertThat(names(new ToolRetriever(many, Meaning.NONE).retrieve(request, PICTURE, 1000)))
                .contains(tool);
    }

    @Test
    void should_never_list_more_than_the_budget_holds() {
        ToolRetriever retriever = new ToolRetriever(many, Meaning.NONE);
        for (GoodPlans.Good good : GoodPlans.all(few)) {
            for (int budget : new int[] {0, 100, 700, 3000}) {
                Retrieved retrieved = retriever.retrieve(good.request(), PICTURE, budget);
                assertThat(retrieved.tokens()).isLessThanOrEqualTo(budget);
                assertThat(retrieved.tools()).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void should_take_at_most_a_twentieth_of_the_tokens_of_listing_a_thousand() {
        ToolRegistry thousand = with(1000 - few.names().size());
        ToolRetriever retriever = new ToolRetriever(thousand, Meaning.NONE);

        for (GoodPlans.Good good : GoodPlans.all(few)) {
            Retrieved retrieved = retriever.retrieve(good.request(), PICTURE);
            assertThat(retrieved.tokens()).isLessThanOrEqualTo(retrieved.allTokens() / 20);
        }
    }

    @Test
    void should_list_all_tools_where_they_fit() {
        assertThat(new ToolRetriever(few, Meaning.NONE)
                        .retrieve("Find the cat.", PICTURE, 1 << 20)
                        .tools())
                .hasSize(Math.min(40, few.names().size()));
    }

    @Test
    void should_bring_what_makes_the_kinds_that_a_tool_takes() {
        ToolRegistry registry = with(200);
        registry.register(tool("weigh_pumpkins", Kind.EMBEDDING, Kind.NUMBER));
        registry.register(tool("see_vectors", Kind.KEYPOINTS, Kind.EMBEDDING));
        registry.register(tool("see_joints", Kind.IMAGE, Kind.KEYPOINTS));

        assertThat(names(new ToolRetriever(registry, Meaning.NONE).retrieve("Weigh the pumpkins.", PICTURE, 1500)))
                .startsWith("weigh_pumpkins")
                .contains("see_vectors", "see_joints");
    }

    @Test
    void should_leave_out_what_cannot_be_fed() {
        ToolRegistry registry = with(200);
        registry.register(tool("weigh_pumpkins", Kind.EMBEDDING, Kind.NUMBER));

        assertThat(names(new ToolRetriever(registry, Meaning.NONE, List.of())
                        .retrieve("Weigh the pumpkins.", List.of(Kind.DEPTH_MAP), 1500)))
                .doesNotContain("weigh_pumpkins");
    }

    @Test
    void should_see_tools_that_come_later() {
        ToolRegistry registry = with(300);
        ToolRetriever retriever = new ToolRetriever(registry, Meaning.NONE);
        assertThat(names(retriever.retrieve("Weigh the pumpkins.", PICTURE, 1000)))
                .doesNotContain("weigh_pumpkins");

        registry.register(tool("weigh_pumpkins", Kind.IMAGE, Kind.NUMBER));

        assertThat(names(retriever.retrieve("Weigh the pumpkins.", PICTURE, 1000)))
                .contains("weigh_pumpkins");
    }

    @Test
    void should_ask_for_meaning_where_words_say_nothing() {
        ToolRegistry registry = with(150);
        registry.register(tool("weigh_pumpkins", Kind.IMAGE, Kind.NUMBER));
        Meaning meaning = (text, card) -> card.name().equals("weigh_pumpkins") ? 0.9 : 0.1;

        assertThat(names(new ToolRetriever(registry, meaning).retrieve("heft of squash", PICTURE, 1000)))
                .startsWith("weigh_pumpkins");
    }

    /** The words of requests were written with the typed questions in sight; the held-out ones are only counted. */
    @Test
    void should_hold_the_tools_of_nearly_every_plan() throws IOException {
        List<Recall> recalls = new ArrayList<>();
        for (String questions : List.of("questions-typed.tsv", "questions-heldout.tsv")) {
            List<GoodPlans.Good> plans = GoodPlans.of(questions, few);
            double atLeast = questions.contains("heldout") ? 0.96 : 0.98;
            recalls.add(recall(questions + ", its own tools, 1,500 tokens", few, plans, 1500, atLeast));
            recalls.add(recall(questions + ", among 950 others, 3,000 tokens", many, plans, 3000, atLeast));
            recalls.add(recall(questions + ", among 950 others, 1,500 tokens", many, plans, 1500, atLeast));
        }
        if (Files.isDirectory(Path.of("target"))) {
            Files.write(
                    Path.of("target/tool-retrieval.txt"),
                    recalls.stream().map(Recall::line).toList());
        }
        assertThat(recalls).allSatisfy(r -> assertThat(r.share).as(r.line).isGreaterThanOrEqualTo(r.atLeast));
    }

    private record Recall(String line, double share, double atLeast) {}

    private static Recall recall(
            String title, ToolRegistry registry, List<GoodPlans.Good> plans, int budget, double atLeast) {
        ToolRetriever retriever = new ToolRetriever(registry, Meaning.NONE);
        int whole = 0;
        int tools = 0;
        int found = 0;
        TreeMap<String, Integer> missed = new TreeMap<>();
        for (GoodPlans.Good good : plans) {
            Set<String> wanted =
                    good.plan().steps().stream().map(PlanStep::tool).collect(Collectors.toSet());
            Set<String> there = new HashSet<>(names(retriever.retrieve(good.request(), PICTURE, budget)));
            tools += wanted.size();
            whole += there.containsAll(wanted) ? 1 : 0;
            for (String tool : wanted) {
                if (there.contains(tool)) {
                    found++;
                } else {
                    missed.merge(tool, 1, Integer::sum);
                }
            }
        }
        String line = String.format(
                Locale.ROOT,
                "%-58s %.2f %% of the plans' tools, %.2f %% of %d plans whole; missed %s",
                title,
                100.0 * found / tools,
                100.0 * whole / plans.size(),
                plans.size(),
                missed);
        return new Recall(line, (double) found / tools, atLeast);
    }

    private static List<String> names(Retrieved retrieved) {
        return retrieved.tools().stream().map(ToolSpecification::name).toList();
    }

    private static ScriptedTool tool(String name, Kind takes, Kind gives) {
        return ScriptedTool.neverCalled(ToolSpecification.named(name)
                .describedAs("Does just this: " + name.replace('_', ' '))
                .takes(Port.required("input", takes, "what it works on"))
                .gives(gives, "what came of it"));
    }
}
