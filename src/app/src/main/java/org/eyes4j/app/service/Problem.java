package org.eyes4j.app.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eyes4j.agent.session.SessionException;
import org.eyes4j.config.model.UnknownModelException;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.artifact.NoSuchArtifactException;
import org.eyes4j.vision.picture.PictureException;
import org.eyes4j.vision.speech.SoundException;
import org.eyes4j.vision.store.ModelStoreException;

/**
 * What keeps a request from being done, as every door tells it: a stable type, a status, a message for a person. Not a bug:
 * carries no stack trace.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Sorts of problems. Their slugs are part of the API and never change. */
    public enum Type {
        MALFORMED("malformed-request", 400, "The request cannot be read"),
        UNAUTHORIZED("unauthorized", 401, "Who asks is not known"),
        FORBIDDEN("forbidden", 403, "Not allowed"),
        NOT_FOUND("not-found", 404, "There is no such thing"),
        METHOD("method-not-allowed", 405, "This cannot be done here"),
        NOT_ACCEPTABLE("not-acceptable", 406, "It cannot be had in this form"),
        CONFLICT("conflict", 409, "It is not in a state for this"),
        TOO_LARGE("too-large", 413, "Too large"),
        URI_TOO_LONG("uri-too-long", 414, "The address is too long"),
        MEDIA_TYPE("unsupported-media-type", 415, "This form is not read"),
        RANGE("range-not-satisfiable", 416, "There is no such part"),
        INVALID("invalid-request", 422, "Something in the request is wrong"),
        NOT_INSTALLED("not-installed", 424, "Something must be installed or configured first"),
        TOO_MANY("too-many-requests", 429, "Too many requests"),
        HEADERS_TOO_LARGE("headers-too-large", 431, "The headers are too large"),
        CANCELLED("cancelled", 499, "Stopped before its end"),
        INTERNAL("internal", 500, "A bug"),
        UNAVAILABLE("unavailable", 502, "Something it needs did not answer"),
        OVERLOADED("overloaded", 503, "Too much to do just now"),
        TIMEOUT("timeout", 504, "It took too long"),
        LIMIT("limit", 422, "A limit is met");

        private final String slug;
        private final int status;
        private final String title;

        Type(String slug, int status, String title) {
            this.slug = slug;
            this.status = status;
            this.title = title;
        }

        /**
         * The type that a status from elsewhere (the servlet container, Spring) is told as. Requests in a version or an encoding
         * that nobody speaks (501, 505) are the client's fault, not the server's.
         */
        public static Type ofStatus(int status) {
            for (Type type : values()) {
                if (type.status == status) {
                    return type;
                }
            }
            return status == 501 || status == 505 || status < 500 ? MALFORMED : INTERNAL;
        }

        public String slug() {
            return slug;
        }

        public int status() {
            return status;
        }

        public String title() {
            return title;
        }
    }

    private final Type type;
    private final String field;
    private final transient Optional<Duration> retryAfter;
    private final transient List<Fault> faults;

    /**
     * One of several faults.
     *
     * @param field where it lies, as {@link Problem#field}
     */
    public record Fault(String field, String detail) {}

    private Problem(Type type, String detail, String field, Optional<Duration> retryAfter, List<Fault> faults) {
        super(detail, null, false, false);
        this.type = type;
        this.field = field;
        this.retryAfter = retryAfter;
        this.faults = List.copyOf(faults);
    }

    public static Problem of(Type type, String detail) {
        return new Problem(type, detail, "", Optional.empty(), List.of());
    }

    /** One that lies in a field of the request. */
    public static Problem at(String field, String detail) {
        return new Problem(Type.INVALID, detail, field, Optional.empty(), List.of());
    }

    /** Several at once; the first one's field is the problem's. */
    public static Problem at(List<Fault> faults) {
        String all = faults.stream()
                .map(f -> f.field().isEmpty() ? f.detail() : f.field() + ": " + f.detail())
                .collect(Collectors.joining("\n"));
        return new Problem(
                Type.INVALID, all, faults.isEmpty() ? "" : faults.get(0).field(), Optional.empty(), faults);
    }

    public static Problem notFound(String what, String id) {
        String shown = id.length() > 80 ? id.substring(0, 77) + "..." : id;
        return of(Type.NOT_FOUND, "There is no " + what + " '" + shown + "'");
    }

    /** One that goes away by itself. */
    public static Problem later(Type type, String detail, Duration after) {
        return new Problem(type, detail, "", Optional.of(after), List.of());
    }

    /** A tool's failure. */
    public static Problem of(Failure failure) {
        return of(of(failure.kind()), failure.explain());
    }

    /** What was thrown, as a person should hear of it; empty for a bug. */
    public static Optional<Problem> of(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        if (thrown instanceof Problem problem) {
            return Optional.of(problem);
        } else if (thrown instanceof PictureException picture) {
            return Optional.of(
                    of(picture.kind() == PictureException.Kind.TOO_LARGE ? Type.TOO_LARGE : Type.INVALID, message));
        } else if (thrown instanceof SoundException) {
            return Optional.of(of(Type.INVALID, message));
        } else if (thrown instanceof UnknownModelException || thrown instanceof NoSuchArtifactException) {
            return Optional.of(of(Type.NOT_FOUND, message));
        } else if (thrown instanceof ModelStoreException store) {
            return Optional.of(of(of(store.kind()), message));
        } else if (thrown instanceof SessionException session) {
            return Optional.of(of(
                    switch (session.kind()) {
                        case WRONG_USAGE -> Type.INVALID;
                        case LIMIT -> Type.LIMIT;
                        case LOCKED -> Type.CONFLICT;
                        case DAMAGED, STORAGE -> Type.INTERNAL;
                    },
                    message));
        }
        return Optional.empty();
    }

    private static Type of(FailureKind kind) {
        return switch (kind) {
            case INVALID_ARGUMENT, BAD_INPUT -> Type.INVALID;
            case NOT_INSTALLED -> Type.NOT_INSTALLED;
            case TIMEOUT -> Type.TIMEOUT;
            case CANCELLED -> Type.CANCELLED;
            case LIMIT -> Type.LIMIT;
            case UNAVAILABLE -> Type.UNAVAILABLE;
            case INTERNAL -> Type.INTERNAL;
        };
    }

    public Type type() {
        return type;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    /** JSON Pointer, parameter or header at fault; empty where it is none. */
    public String field() {
        return field;
    }

    /** Every fault, where there may be several. */
    public List<Fault> faults() {
        return faults;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
