package org.eyes4j.app.server.problem;

import java.io.IOException;
import java.util.Optional;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.fileupload.impl.FileCountLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.FileSizeLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.SizeLimitExceededException;
import org.eyes4j.app.service.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What Spring and Tomcat throw at requests they cannot take, in our words. */
final class Thrown {
    private Thrown() {}

    /** Whether nobody is there any more to be told. */
    static boolean isClientGone(Throwable thrown) {
        return (cause(thrown, ClientAbortException.class) != null && !isOfReading(thrown))
                || cause(thrown, AsyncRequestNotUsableException.class) != null;
    }

    /** Whether it was thrown while Tomcat read a request: a body that ends too soon, chunks that are none, a bad header. */
    static boolean isOfReading(Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < 20; depth++) {
            for (StackTraceElement element : at.getStackTrace()) {
                String type = element.getClassName();
                if (type.equals("org.apache.catalina.connector.CoyoteInputStream")
                        || type.equals("org.apache.coyote.http11.Http11InputBuffer")) {
                    return true;
                } else if (type.startsWith("org.springframework.") || type.startsWith("org.eyes4j.")) {
                    break;
                }
            }
            at = at.getCause();
        }
        return false;
    }

    /** As a client should hear of it; empty for a bug. */
    static Optional<Problem> problem(Throwable thrown) {
        Problem inside = cause(thrown, Problem.class);
        if (inside != null) {
            return Optional.of(inside);
        }
        Optional<Problem> known = Problem.of(thrown);
        if (known.isPresent()) {
            return known;
        }
        return Optional.ofNullable(ofRequest(thrown)).or(() -> ofBody(thrown)).or(() -> ofSpring(thrown));
    }

    private static @Nullable Problem ofRequest(Throwable thrown) {
        if (thrown instanceof HttpRequestMethodNotSupportedException e) {
            String[] methods = e.getSupportedMethods();
            return Problem.of(
                    Problem.Type.METHOD,
                    shown(e.getMethod()) + " is not done here"
                            + (methods == null ? "" : "; " + String.join(", ", methods) + " is"));
        } else if (thrown instanceof HttpMediaTypeNotSupportedException e) {
            return Problem.of(
                    Problem.Type.MEDIA_TYPE,
                    (e.getContentType() == null
                                    ? "The body has no Content-Type that can be read"
                                    : "Bodies of the type "
                                            + shown(e.getContentType().toString()) + " are not read here")
                            + (e.getSupportedMediaTypes().isEmpty() ? "" : "; expected " + e.getSupportedMediaTypes()));
        } else if (thrown instanceof HttpMediaTypeNotAcceptableException e) {
            return Problem.of(
                    Problem.Type.NOT_ACCEPTABLE,
                    "It cannot be had in a form that Accept names"
                            + (e.getSupportedMediaTypes().isEmpty() ? "" : "; there is " + e.getSupportedMediaTypes()));
        } else if (thrown instanceof NoResourceFoundException || thrown instanceof NoHandlerFoundException) {
            return Problem.of(Problem.Type.NOT_FOUND, "There is nothing at this address");
        } else if (thrown instanceof MissingServletRequestParameterException e) {
            return Problem.at(e.getParameterName(), "The parameter '" + e.getParameterName() + "' is missing");
        } else if (thrown instanceof MissingServletRequestPartException e) {
            return Problem.at(e.getRequestPartName(), "The part '" + e.getRequestPartName() + "' is missing");
        } else if (thrown instanceof MissingRequestHeaderException e) {
            return Problem.at(e.getHeaderName(), "The header '" + e.getHeaderName() + "' is missing");
        } else if (thrown instanceof ServletRequestBindingException) {
            return Problem.of(Problem.Type.MALFORMED, "Something that is required is missing");
        } else if (thrown instanceof MethodArgumentTypeMismatchException e) {
            Class<?> wanted = e.getRequiredType();
            return Problem.at(
                    e.getName(),
                    "'" + shown(String.valueOf(e.getValue())) + "' is no "
                            + (wanted == null ? "value for '" + e.getName() + "'" : word(wanted)));
        } else if (thrown instanceof TypeMismatchException e) {
            return Problem.of(
                    Problem.Type.INVALID,
                    "'" + shown(String.valueOf(e.getValue())) + "' cannot be read as a value here");
        }
        return null;
    }

    private static String word(Class<?> type) {
        if (type == int.class || type == long.class || Number.class.isAssignableFrom(type)) {
            return "whole number that fits";
        }
        return type.getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    /** What is wrong with the body, or with parameters, which may stand in it. */
    private static Optional<Problem> ofBody(Throwable thrown) {
        FileCountLimitExceededException parts = cause(thrown, FileCountLimitExceededException.class);
        if (parts != null) {
            return large("More than " + parts.getLimit() + " parts");
        }
        FileSizeLimitExceededException file = cause(thrown, FileSizeLimitExceededException.class);
        if (file != null) {
            return large("A part is larger than " + file.getPermittedSize() + " bytes");
        }
        SizeLimitExceededException whole = cause(thrown, SizeLimitExceededException.class);
        if (whole != null) {
            return large("The body is larger than " + whole.getPermittedSize() + " bytes");
        }
        if (thrown instanceof MaxUploadSizeExceededException) {
            return large("The body is larger than is allowed");
        }
        InvalidParameterException parameter = cause(thrown, InvalidParameterException.class);
        if (parameter != null) {
            return parameter.getErrorCode() == 413
                    ? large("The parameters are larger, or more, than is allowed")
                    : malformed("The parameters cannot be read: wrong escapes or wrong UTF-8");
        }
        if (thrown instanceof MultipartException) {
            return malformed("The body is no multipart/form-data that can be read");
        }
        if (thrown instanceof HttpMessageNotReadableException) {
            return malformed(
                    thrown.getCause() instanceof IOException
                            ? "The body could not be read to its end"
                            : "The body cannot be read");
        }
        if (cause(thrown, InvalidMimeTypeException.class) != null
                || cause(thrown, InvalidMediaTypeException.class) != null) {
            return malformed("A header names no media type that can be read");
        }
        if (thrown instanceof IllegalStateException
                && String.valueOf(thrown.getMessage()).contains("MultipartHttpServletRequest")) {
            return malformed("The body is no multipart/form-data, though it is said to be");
        }
        if (thrown instanceof IllegalArgumentException
                && String.valueOf(thrown.getMessage()).startsWith("Content-Type cannot contain wildcard")) {
            return Optional.of(
                    Problem.of(Problem.Type.MEDIA_TYPE, "The Content-Type of a body cannot hold a wildcard"));
        }
        if (cause(thrown, org.apache.coyote.BadRequestException.class) != null || isOfReading(thrown)) {
            return malformed("The body could not be read to its end");
        }
        return Optional.empty();
    }

    private static Optional<Problem> large(String detail) {
        return Optional.of(Problem.of(Problem.Type.TOO_LARGE, detail));
    }

    private static Optional<Problem> malformed(String detail) {
        return Optional.of(Problem.of(Problem.Type.MALFORMED, detail));
    }

    private static Optional<Problem> ofSpring(Throwable thrown) {
        if (thrown instanceof AsyncRequestTimeoutException) {
            return Optional.of(Problem.of(Problem.Type.TIMEOUT, "It took longer than an answer may"));
        }
        if (thrown instanceof ErrorResponse spring) {
            int status = spring.getStatusCode().value();
            return status >= 500
                    ? Optional.empty()
                    : Optional.of(Problem.of(Problem.Type.ofStatus(status), ErrorPages.words(status)));
        }
        return Optional.empty();
    }

    private static String shown(String text) {
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }

    private static <T extends Throwable> @Nullable T cause(Throwable thrown, Class<T> type) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }
}
