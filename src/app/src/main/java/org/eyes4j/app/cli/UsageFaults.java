package org.eyes4j.app.cli;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.name.Names;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a wrong command line in one sentence, with the nearest command or option. */
final class UsageFaults {
    private UsageFaults() {}

    static String tell(ParameterException fault) {
        CommandLine command = fault.getCommandLine();
        String sentence = fault instanceof UnmatchedArgumentException unmatched
                ? unmatched(command, unmatched.getUnmatched().get(0))
                : plain(fault);
        return sentence + "\nSee: " + command.getCommandSpec().qualifiedName() + " --help";
    }

    private static String unmatched(CommandLine command, String argument) {
        CommandSpec spec = command.getCommandSpec();
        if (argument.startsWith("-") && argument.length() > 1) {
            String name = argument.replaceFirst("=.*", "");
            List<String> options = new ArrayList<>();
            spec.options().forEach(o -> options.addAll(List.of(o.names())));
            return "'" + spec.qualifiedName() + "' has no option '" + name + "'; " + nearestOption(name, options);
        }
        if (!command.getSubcommands().isEmpty()) {
            return "Unknown command '" + spec.qualifiedName() + " " + argument + "'; "
                    + Names.hint(argument, command.getSubcommands().keySet());
        }
        return "'" + spec.qualifiedName() + "' does not know what to do with '" + argument + "'"
                + (spec.name().equals("ask") || spec.name().equals("plan") ? asked(argument) : "");
    }

    private static String asked(String argument) {
        return new File(argument).isFile()
                ? "; a picture is given with --image " + argument
                : "; put the question in quotes";
    }

    private static String nearestOption(String name, List<String> options) {
        Optional<String> nearest = Names.nearest(name, options);
        return nearest.map(n -> "did you mean '" + n + "'?")
                .orElseGet(() -> "there are: "
                        + String.join(
                                ", ",
                                options.stream().filter(o -> o.startsWith("--")).toList()));
    }

    private static String plain(ParameterException fault) {
        String message = fault.getMessage();
        return message == null ? "Wrong usage" : message.replaceFirst("\\.$", "");
    }
}
