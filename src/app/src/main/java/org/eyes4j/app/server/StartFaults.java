package org.eyes4j.app.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.web.server.PortInUseException;

/** What was thrown while the server started, as a person should hear of it. */
final class StartFaults {
    private StartFaults() {}

    /** Empty for a bug. */
    static Optional<ServerFault> told(Throwable thrown) {
        Throwable at = thrown;
        BindException binding = null;
        for (int depth = 0; at != null && depth < 30; depth++) {
            if (at instanceof ServerFault fault) {
                return Optional.of(fault);
            } else if (at instanceof PortInUseException port) {
                return Optional.of(new ServerFault("server.port: " + port.getPort()
                        + " is taken by another program; choose one with --port (0: any)"));
            } else if (at instanceof BindValidationException faults) {
                return Optional.of(new ServerFault(words(faults)));
            } else if (at instanceof BindException e) {
                binding = e;
            }
            at = at.getCause();
        }
        return Optional.ofNullable(binding).map(e -> new ServerFault(words(e)));
    }

    private static String words(BindValidationException faults) {
        StringBuilder text = new StringBuilder();
        faults.getValidationErrors().forEach(error -> {
            String field = error instanceof org.springframework.validation.FieldError f
                    ? "." + f.getField() + ": " + f.getDefaultMessage() + ", found '" + f.getRejectedValue() + "'"
                    : ": " + error.getDefaultMessage();
            text.append(text.isEmpty() ? "" : "; ")
                    .append(faults.getValidationErrors().getName())
                    .append(field);
        });
        return text.toString();
    }

    private static String words(BindException e) {
        Throwable root = e;
        while (root.getCause() != null && !(root instanceof UnboundConfigurationPropertiesException)) {
            root = root.getCause();
        }
        if (root instanceof UnboundConfigurationPropertiesException unknown) {
            return unknown.getUnboundProperties().stream()
                    .map(p -> p.getName() + ": there is no such setting" + place(p))
                    .sorted()
                    .collect(Collectors.joining("; "));
        }
        String found =
                e.getProperty() == null ? "" : " (found '" + e.getProperty().getValue() + "')";
        return e.getName() + ": " + why(e, root) + found;
    }

    private static String why(BindException e, Throwable root) {
        Class<?> type = e.getTarget().getType().resolve(Object.class);
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "expected one of ", ""));
        }
        return root instanceof NumberFormatException ? "expected a number" : String.valueOf(root.getMessage());
    }

    private static String place(ConfigurationProperty property) {
        return property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
    }
}
