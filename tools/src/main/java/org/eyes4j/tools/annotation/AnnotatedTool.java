package org.eyes4j.tools.annotation;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/** A method as a tool. */
final class AnnotatedTool implements Tool {
    private final Signature signature;
    private final Object object;
    private final SharedClose close;
    private final AtomicBoolean closed = new AtomicBoolean();

    AnnotatedTool(Signature signature, Object object, SharedClose close) {
        this.signature = signature;
        this.object = object;
        this.close = close;
    }

    @Override
    public ToolSpecification specification() {
        return signature.specification();
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        if (context.cancellation().isRequested()) {
            return ToolResult.failed(
                    FailureKind.CANCELLED, "'" + signature.specification().name() + "' was cancelled");
        }
        try {
            Object[] java = signature.parameters().stream()
                    .map(parameter -> argument(parameter, arguments, context))
                    .toArray();
            return result(signature.method().invoke(object, java), arguments);
        } catch (ToolFailure e) {
            return e.result();
        } catch (InvocationTargetException e) {
            return thrown(e.getTargetException());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot call " + SignatureReader.where(signature.method()), e);
        }
    }

    private static ToolResult thrown(Throwable thrown) {
        if (thrown instanceof ToolFailure failure) {
            return failure.result();
        } else if (thrown instanceof RuntimeException runtime) {
            throw runtime;
        } else if (thrown instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(thrown.getClass().getSimpleName() + ": " + thrown.getMessage(), thrown);
    }

    private static @Nullable Object argument(Signature.Parameter parameter, Arguments arguments, ToolContext context) {
        if (parameter instanceof Signature.Parameter.Context) {
            return context;
        } else if (parameter instanceof Signature.Parameter.Stop) {
            return context.cancellation();
        }
        Signature.Parameter.OfPort port = (Signature.Parameter.OfPort) parameter;
        Object java = port.absent();
        if (arguments.has(port.port())) {
            try {
                java = port.binding().in().toJava(arguments.value(port.port()));
            } catch (ToolFailure e) {
                throw e.about("Argument '" + port.port() + "': ");
            }
        }
        return port.optional() ? Optional.ofNullable(java) : java;
    }

    private ToolResult result(@Nullable Object given, Arguments arguments) {
        Object java = Objects.requireNonNull(
                given, () -> SignatureReader.where(signature.method()) + " gave null; throw a ToolFailure instead");
        Binding output = signature.output();
        return output == null
                ? (ToolResult) java
                : ToolResult.of(output.out().toValue(java, picture(arguments.asMap().values().stream())));
    }

    /** The frame of the first picture among the arguments, else of the first that has one. */
    private static @Nullable Frame picture(Stream<Value> arguments) {
        List<Value> all = arguments.toList();
        return all.stream()
                .filter(Value.Image.class::isInstance)
                .map(AnnotatedTool::frame)
                .findFirst()
                .orElseGet(() -> all.stream()
                        .map(AnnotatedTool::frame)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    private static @Nullable Frame frame(Value value) {
        if (value instanceof Value.Image image) {
            return image.frame();
        } else if (value instanceof Value.Detections detections) {
            return detections.frame();
        } else if (value instanceof Value.Masks masks) {
            return masks.frame();
        } else if (value instanceof Value.Keypoints keypoints) {
            return keypoints.frame();
        } else if (value instanceof Value.DepthMap depth) {
            return depth.frame();
        }
        return value instanceof Value.VisualPrompts prompts ? prompts.frame() : null;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            close.closeOne();
        }
    }
}
