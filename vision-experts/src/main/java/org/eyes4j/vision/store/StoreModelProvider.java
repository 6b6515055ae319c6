package org.eyes4j.vision.store;

import java.util.List;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.quantity.Quantity;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.vision.expert.ModelProvider;
import org.eyes4j.vision.expert.ModelUnavailableException;

/** Gives experts the models of a store; tells a run's context in plain words what is fetched. Thread-safe. */
public final class StoreModelProvider implements ModelProvider {
    private final ModelStore store;

    public StoreModelProvider(ModelStore store) {
        this.store = store;
    }

    @Override
    public Files ensure(ModelManifest manifest, ToolContext context) throws ModelUnavailableException {
        try {
            return store.ensure(manifest, event -> tell(event, context), context.cancellation())::file;
        } catch (ModelStoreException e) {
            throw new ModelUnavailableException(e.kind(), e.problem(), e.hint());
        }
    }

    @Override
    public boolean isInstalled(ModelManifest manifest) {
        return store.installed(manifest).isPresent();
    }

    private static void tell(PullEvent event, ToolContext context) {
        if (event instanceof PullEvent.Warning warning) {
            context.warn(warning.message());
        }
        String line = line(event);
        if (!line.isEmpty()) {
            context.report(line);
        }
    }

    private static String size(PullEvent.Started event) {
        return event.bytes() == 0
                ? ""
                : (event.isSizeKnown() ? "" : "at least ") + Quantity.human(event.bytes()) + ", ";
    }

    /** What is to be fetched, a line each. */
    public static List<String> files(PullEvent.Started event) {
        return event.files().stream()
                .map(part -> part.path() + ", " + (part.bytes() > 0 ? Quantity.human(part.bytes()) : "size not told"))
                .toList();
    }

    /** An event as one plain line; empty for those that only a programmer wants to hear of. */
    public static String line(PullEvent event) {
        if (event instanceof PullEvent.Started e) {
            String again = e.again().isEmpty() ? "" : " again, because " + e.again();
            return "Fetching " + e.model() + again + ": " + e.title() + ", " + size(e) + "licence " + e.licence();
        }
        if (event instanceof PullEvent.Progress e) {
            return "Fetching " + e.model() + ": " + e.file() + ", " + Quantity.human(e.done())
                    + (e.total() > 0 ? " of " + Quantity.human(e.total()) : "");
        }
        if (event instanceof PullEvent.SourceFailed e) {
            return e.source() + " " + e.answer();
        }
        if (event instanceof PullEvent.Waiting e) {
            return "Waiting for " + e.model() + " (at most " + e.time().toSeconds() + " s): " + e.reason();
        }
        if (event instanceof PullEvent.Warning e) {
            return "Note: " + e.message();
        }
        if (event instanceof PullEvent.Importing e) {
            return "Importing " + e.model() + ": " + e.file() + " from " + e.format();
        }
        if (event instanceof PullEvent.Installed e) {
            return "Installed " + e.model() + ", " + Quantity.human(e.bytes()) + ", in " + e.folder();
        }
        return "";
    }
}
