package org.eyes4j.app.preview;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plan will need.
 *
 * @param steps in the plan's order
 * @param millis about how long it will run once every model is here: its longest chain of steps, the rest beside it
 */
public record PlanNeeds(List<StepNeed> steps, long millis) {
    public PlanNeeds {
        steps = List.copyOf(steps);
    }

    /** The models of all steps, each once. */
    public List<ModelNeed> models() {
        Map<String, ModelNeed> models = new LinkedHashMap<>();
        steps.forEach(step -> step.models().forEach(m -> models.putIfAbsent(m.name(), m)));
        return List.copyOf(models.values());
    }

    /** What is to be fetched, as far as sizes are known. */
    public long pullBytes() {
        return models().stream().mapToLong(ModelNeed::pullBytes).sum();
    }

    /** What the loaded models take, as far as their manifests say. */
    public long memoryBytes() {
        return models().stream().mapToLong(m -> m.model().hints().memoryBytes()).sum();
    }
}
