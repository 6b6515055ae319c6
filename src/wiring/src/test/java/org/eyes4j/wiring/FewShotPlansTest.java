package org.eyes4j.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.prompt.ExampleText;
import org.eyes4j.agent.prompt.Tokens;
import org.eyes4j.agent.prompt.ToolText;
import org.eyes4j.prompts.Example;
import org.eyes4j.prompts.Language;
import org.eyes4j.prompts.PromptName;
import org.eyes4j.prompts.Prompts;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.Expressions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What language models are shown is held against the tools there really are. */
class FewShotPlansTest {
    private static final Prompts PROMPTS = new Prompts();
    private static final PlanChecker CHECKER = new PlanChecker(new Expressions());

    @TempDir
    static Path home;

    private static Eyes4j eyes;

    @BeforeAll
    static void open() {
        eyes = new Eyes4j(Map.of("EYES4J_HOME", home.toString()), true, Optional.empty());
    }

    @AfterAll
    static void close() {
        eyes.close();
    }

    static Stream<Example> examples() {
        return Stream.of(Language.values()).flatMap(language -> PROMPTS.examples(language).stream());
    }

    static Stream<Example> plans() {
        return examples().filter(e -> !e.plan().has("cannot"));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void should_pass_the_checker_without_a_single_fault(Example example) {
        ObjectNode plan = example.plan().deepCopy();
        plan.set("inputs", example.inputs());

        List<Fault> faults = CHECKER.check(PlanCodec.fromJson(plan), eyes.tools(), PlanLimits.DEFAULT);

        assertThat(Fault.list(faults)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void should_show_what_plans_can_do_and_when_there_is_none(Language language) {
        List<Example> all = PROMPTS.examples(language);
        Set<String> tools =
                all.stream().flatMap(e -> e.tools().stream()).collect(Collectors.toCollection(TreeSet::new));
        String plans = all.stream().map(e -> e.plan().toString()).collect(Collectors.joining());

        assertThat(all).hasSizeGreaterThanOrEqualTo(12);
        assertThat(tools)
                .contains("count", "colours", "text_of", "relate", "compare", "crop", "redact", "save", "find_similar");
        assertThat(plans).contains("\"for_each\"", "\"when\"", "\"cel\"", "inputs.image2", "\"cannot\"");
    }

    @Test
    void should_have_the_same_plans_in_both_languages() {
        assertThat(PROMPTS.examples(Language.ENGLISH).stream().map(Example::name))
                .isEqualTo(PROMPTS.examples(Language.TRADITIONAL_CHINESE).stream()
                        .map(Example::name)
                        .toList());
    }

    @Test
    void should_have_the_form_that_the_prompt_explains_pass_the_checker_too() {
        for (Language language : Language.values()) {
            String prompt = PROMPTS.load(PromptName.PLAN, language)
                    .render(Map.of(
                            "marker",
                            "m4m4",
                            "tools",
                            "",
                            "examples",
                            "",
                            "bound",
                            false,
                            "max_steps",
                            25,
                            "inputs",
                            "",
                            "scene",
                            "",
                            "question",
                            ""))
                    .system();
            String form = prompt.lines()
                    .filter(l -> l.startsWith("{\"steps\""))
                    .findFirst()
                    .orElseThrow();
            String plan = "{\"inputs\": {\"image1\": \"image\"}, " + form.substring(1);

            assertThat(Fault.list(CHECKER.check(PlanCodec.parse(plan), eyes.tools(), PlanLimits.DEFAULT)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void should_explain_functions_that_there_are(Language language) {
        String line = PROMPTS.load(PromptName.PLAN, language)
                .render(Map.of(
                        "marker",
                        "m4m4",
                        "tools",
                        "",
                        "examples",
                        "",
                        "bound",
                        false,
                        "max_steps",
                        25,
                        "inputs",
                        "",
                        "scene",
                        "",
                        "question",
                        ""))
                .system()
                .lines()
                .filter(l -> l.contains("CEL") && l.contains("size(x)"))
                .findFirst()
                .orElseThrow();
        Matcher calls = Pattern.compile("[a-zA-Z.]+\\([^)]*\\)").matcher(line);
        Expressions expressions = new Expressions();
        int found = 0;
        while (calls.find()) {
            String cel = calls.group().replace("i, …", "i, i > 0").replace("\"…\"", "'a'");
            assertThat(expressions.fault(cel, Set.of("x", "a", "b", "text")))
                    .as(cel)
                    .isEmpty();
            found++;
        }
        assertThat(found).isEqualTo(12);
    }

    @Test
    void should_show_only_examples_whose_tools_are_offered_the_likest_first() {
        String text = ExampleText.of(
                PROMPTS.examples(Language.ENGLISH),
                Set.of("detect", "count", "read_text", "text_of", "relate", "exists"),
                "Is there a bird left of the sign?",
                false,
                3,
                900);

        assertThat(text).startsWith("Request: Is there a cat to the left of the dog?\n{\"steps\":[{\"id\":\"cats\"");
        assertThat(text.lines().filter(l -> l.startsWith("Request: "))).hasSize(3);
        assertThat(text).doesNotContain("redact", "colours");
    }

    @Test
    void should_list_all_tools_within_its_budget() {
        ToolRegistry tools = eyes.tools();
        List<ToolSpecification> all = tools.specifications();

        ToolText text = ToolText.of(all, ToolText.DEFAULT_BUDGET);

        assertThat(Tokens.estimate(text.text())).isLessThanOrEqualTo(ToolText.DEFAULT_BUDGET);
        assertThat(text.offered().size() + text.left().size()).isEqualTo(all.size());
        assertThat(text.text()).contains("count: Counts regions | items: detections");
    }
}
