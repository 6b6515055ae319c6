package org.eyes4j.agent.dialogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eyes4j.agent.llm.Message;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.prompt.CleanText;
import org.eyes4j.agent.prompt.ExampleText;
import org.eyes4j.agent.prompt.Fence;
import org.eyes4j.agent.prompt.TextBudget;
import org.eyes4j.agent.prompt.ToolText;
import org.eyes4j.agent.prompt.ValueText;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.prompts.Language;
import org.eyes4j.prompts.Prompt;
import org.eyes4j.prompts.PromptName;
import org.eyes4j.prompts.Prompts;
import org.eyes4j.prompts.RenderedPrompt;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Value;

/**
 * What is said to a language model about one request, in the request's language. Everything that comes from pictures, tools or earlier
 * conversation stands in a fence.
 */
final class Wording {
    private static final int MOST_EXAMPLES = 4;
    private static final int MOST_FAULTS = 30;
    private static final String NOTHING = "(nothing)";

    private final Prompts prompts;
    private final TaskRequest request;
    private final Language language;
    private final Fence fence;

    Wording(Prompts prompts, TaskRequest request, Fence fence) {
        this.prompts = prompts;
        this.request = request;
        this.fence = fence;
        boolean han = request.question().codePoints().anyMatch(Character::isIdeographic);
        this.language = han ? Language.TRADITIONAL_CHINESE : Language.ENGLISH;
    }

    Language language() {
        return language;
    }

    RenderedPrompt plan(List<ToolSpecification> tools, int maxSteps, boolean bound) {
        return render(
                PromptName.PLAN,
                Map.of(
                        "tools", tools(tools),
                        "examples", examples(tools, bound),
                        "max_steps", maxSteps,
                        "bound", bound,
                        "inputs", inputs(),
                        "scene", scene(),
                        "question", CleanText.of(request.question())));
    }

    RenderedPrompt correct(List<Fault> faults, boolean bound) {
        String all = faults.stream().limit(MOST_FAULTS).map(f -> "- " + f).collect(Collectors.joining("\n"));
        return render(PromptName.CORRECT, Map.of("faults", fence.around(all), "bound", bound));
    }

    RenderedPrompt replan(RunResult result, boolean bound) {
        List<String> done = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (StepReport step : result.steps()) {
            String name = step.id() + " = " + step.tool();
            Value value = result.values().get(step.id());
            if (value != null) {
                done.add(name + ":\n" + findings(value));
            } else if (step.status() == StepReport.Status.FAILED) {
                failed.add(name + ": " + explain(step.failure()));
            } else {
                left.add(name);
            }
        }
        return render(
                PromptName.REPLAN,
                Map.of(
                        "done", fence.around(lines(done)),
                        "failed", fence.around(lines(failed)),
                        "left", fence.around(lines(left)),
                        "bound", bound));
    }

    RenderedPrompt answer(RunResult result, List<String> troubles) {
        Map<String, Value> found = new LinkedHashMap<>();
        result.plan().steps().forEach(step -> {
            Value value = result.values().get(step.id());
            if (value != null) {
                found.put(step.id() + "_by_" + step.tool(), value);
            }
        });
        return render(
                PromptName.ANSWER,
                Map.of(
                        "question", CleanText.of(request.question()),
                        "scene", scene(),
                        "findings", fence.around(found.isEmpty() ? NOTHING : ValueText.of(found, TextBudget.DEFAULT)),
                        "troubles", troubles.isEmpty() ? "" : fence.around(lines(troubles))));
    }

    RenderedPrompt react(int maxSteps) {
        return render(
                PromptName.REACT,
                Map.of(
                        "max_steps", maxSteps,
                        "inputs", inputs(),
                        "scene", scene(),
                        "question", CleanText.of(request.question())));
    }

    /** What a call came to, for the model that made it. */
    String observation(String step, String tool, Value value) {
        return "step " + step + " (" + tool + ") found:\n" + fence.around(findings(value));
    }

    /** What was changed in a call before it was made; empty where nothing was. */
    String putRight(List<String> reasons) {
        return reasons.isEmpty() ? "" : "\nthe call was put right first:\n" + fence.around(String.join("\n", reasons));
    }

    /** Why a call came to nothing. */
    String fault(String what) {
        return "failed:\n" + fence.around(what);
    }

    static String explain(@org.jspecify.annotations.Nullable Failure failure) {
        return failure == null ? "failed" : failure.explain();
    }

    /** The messages of a prompt, the pictures of the request with the last of the user's. */
    static List<Message> messages(RenderedPrompt prompt, List<Value.Image> pictures) {
        List<Message> messages = new ArrayList<>();
        if (!prompt.system().isEmpty()) {
            messages.add(new Message.System(prompt.system()));
        }
        messages.add(new Message.User(prompt.user(), pictures));
        return messages;
    }

    List<Value.Image> pictures() {
        return request.values().values().stream()
                .filter(v -> v instanceof Value.Image)
                .map(v -> (Value.Image) v)
                .toList();
    }

    private RenderedPrompt render(PromptName name, Map<String, ?> parts) {
        Prompt prompt = prompts.load(name, language);
        Map<String, Object> all = new LinkedHashMap<>(parts);
        if (prompt.parts().contains("marker")) {
            all.put("marker", fence.marker());
        }
        return prompt.render(all);
    }

    private String tools(List<ToolSpecification> tools) {
        return ToolText.of(tools, ToolText.DEFAULT_BUDGET).text();
    }

    private String inputs() {
        List<String> lines = new ArrayList<>();
        request.inputs().forEach((name, kind) -> {
            Value value = request.values().get(name);
            lines.add("- inputs." + name + ": " + kind
                    + (value instanceof Value.Image image
                            ? ", " + image.frame().width() + " x "
                                    + image.frame().height() + " pixels"
                            : ""));
        });
        return lines(lines);
    }

    private String scene() {
        return request.scene().isBlank() ? "" : fence.around(request.scene());
    }

    private String examples(List<ToolSpecification> tools, boolean bound) {
        return ExampleText.of(
                prompts.examples(language),
                tools.stream().map(ToolSpecification::name).toList(),
                request.question(),
                bound,
                MOST_EXAMPLES,
                ExampleText.DEFAULT_BUDGET);
    }

    private String findings(Value value) {
        return ValueText.of(value, TextBudget.DEFAULT.perValue());
    }

    private static String lines(List<String> lines) {
        return lines.isEmpty() ? NOTHING : String.join("\n", lines);
    }
}
