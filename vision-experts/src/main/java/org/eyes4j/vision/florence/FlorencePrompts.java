package org.eyes4j.vision.florence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.hub.HubFiles;

/** What a model is told for each task: its authors' prompts, or those of its own {@code preprocessor_config.json}. Immutable. */
final class FlorencePrompts {
    private static final String INPUT = "{input}";

    private final Map<String, String> alone = new LinkedHashMap<>();
    private final Map<String, String> withInput = new LinkedHashMap<>();
    private final Map<String, Answering> answering = new LinkedHashMap<>();

    FlorencePrompts(HubFiles files) {
        for (FlorenceTask task : FlorenceTask.values()) {
            (task.takesInput() ? withInput : alone).put(task.token(), task.prompt());
            answering.put(task.token(), task.answering());
        }
        Parameters own = files.preprocessor();
        texts(own, "task_prompts_without_inputs").forEach(alone::put);
        texts(own, "task_prompts_with_input").forEach(withInput::put);
        texts(own, "tasks_answer_post_processing_type")
                .forEach((task, type) -> answering.put(
                        task,
                        Answering.named(
                                type, files.name() + "/preprocessor_config.json: tasks_answer_post_processing_type")));
    }

    private static Map<String, String> texts(Parameters settings, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (settings.has(name)) {
            settings.nested(name).values().forEach((key, value) -> texts.put(key, String.valueOf(value)));
        }
        return texts;
    }

    /**
     * The prompt that a text with a task's token stands for, as {@code <OPEN_VOCABULARY_DETECTION> a red cup}; a text without one
     * stays as it is.
     *
     * @throws IllegalArgumentException if something stands beside the token of a task without input
     */
    String prompt(String text) {
        String prompt = text;
        for (Map.Entry<String, String> task : alone.entrySet()) {
            if (prompt.contains(task.getKey())) {
                if (!prompt.equals(task.getKey())) {
                    throw new IllegalArgumentException(
                            "The task " + task.getKey() + " takes no words, got `" + text + "`");
                }
                prompt = task.getValue();
                break;
            }
        }
        for (Map.Entry<String, String> task : withInput.entrySet()) {
            if (prompt.contains(task.getKey())) {
                return task.getValue().replace(INPUT, PythonText.strip(prompt.replace(task.getKey(), "")));
            }
        }
        return prompt;
    }

    /** How a task's answer is read; as plain text where the task is unknown. */
    Answering answering(String task) {
        return answering.getOrDefault(task, Answering.PURE_TEXT);
    }
}
