package org.eyes4j.vision.expert;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Lack;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.OnnxException;
import org.eyes4j.vision.seer.Seer;
import org.eyes4j.vision.seer.SeerTools;

/**
 * A tool that owns a model. A subclass says what it is and does its work on an open model; finding, fetching and opening the
 * model, and telling a model's failures from bugs, is done here. Holds nothing until it is called.
 */
public abstract class Expert implements Tool, Foresight {
    private final ToolSpecification specification;
    private final Models models;
    private final List<String> families;

    /** @param families model families that the subclass has code for */
    protected Expert(ToolSpecification specification, Models models, String... families) {
        this.specification = specification;
        this.models = models;
        this.families = SeerTools.TOOLS.contains(specification.name())
                ? Stream.concat(Stream.of(families), Stream.of(ModelManifest.LANGUAGE_MODEL))
                        .toList()
                : List.of(families);
    }

    @Override
    public final ToolSpecification specification() {
        return specification;
    }

    /** Names of the model families this expert runs. */
    public final List<String> families() {
        return families;
    }

    @Override
    public final Optional<Lack> lack() {
        return models.lack(specification.name(), families);
    }

    @Override
    public final ToolResult call(Arguments arguments, ToolContext context) {
        if (context.cancellation().isRequested()) {
            return ToolResult.failed(FailureKind.CANCELLED, "'" + specification.name() + "' was cancelled");
        }
        try {
            Model model = models.open(specification.name(), families, m -> fits(m, arguments), context);
            Optional<Seer> seer = models.seer(model);
            return seer.isPresent()
                    ? SeerTools.serve(seer.get(), specification.name(), arguments, context)
                    : doCall(arguments, context, model);
        } catch (ModelUnavailableException e) {
            return e.toFailure();
        } catch (HubException e) {
            if (e.isAboutPictures()) {
                return ToolResult.failed(FailureKind.BAD_INPUT, String.valueOf(e.getMessage()));
            }
            return ToolResult.failed(
                    FailureKind.NOT_INSTALLED,
                    String.valueOf(e.getMessage()),
                    "`eyes4j models verify` checks the files");
        } catch (OnnxException e) {
            String message = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case UNREACHABLE -> ToolResult.failed(FailureKind.UNAVAILABLE, message);
                case TIMED_OUT -> ToolResult.failed(FailureKind.TIMEOUT, message);
                case MISCONFIGURED -> ToolResult.failed(FailureKind.NOT_INSTALLED, message);
                case CANCELLED -> ToolResult.failed(FailureKind.CANCELLED, message);
                case NOT_FOUND, BROKEN, UNTRUSTED, UNSUPPORTED ->
                    ToolResult.failed(FailureKind.NOT_INSTALLED, message, "`eyes4j models verify` checks the files");
                case BAD_INPUT, RUN_FAILED, NOT_FINITE, CLOSED -> ToolResult.failed(FailureKind.INTERNAL, message);
            };
        }
    }

    @Override
    public final List<ModelManifest> foresee(Arguments arguments, Optional<String> wish) {
        return models.foresee(specification.name(), families, m -> fits(m, arguments), wish).stream()
                .flatMap(own -> Stream.concat(
                        Stream.of(own),
                        own.isLanguageModel() ? Stream.empty() : helpers(own, arguments, wish).stream()))
                .toList();
    }

    /** The models that a call opens besides its own; none unless a subclass says otherwise. */
    protected List<ModelManifest> helpers(ModelManifest own, Arguments arguments, Optional<String> wish) {
        return List.of();
    }

    private boolean fits(ModelManifest manifest, Arguments arguments) {
        return manifest.isLanguageModel()
                ? SeerTools.suits(specification.name(), arguments)
                : suits(manifest, arguments);
    }

    /** Whether a model will do for these arguments; any does unless a subclass says otherwise. */
    protected boolean suits(ModelManifest manifest, Arguments arguments) {
        return true;
    }

    /** The work itself, on validated arguments and an open model. */
    protected abstract ToolResult doCall(Arguments arguments, ToolContext context, Model model);
}
