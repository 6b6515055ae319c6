package org.eyes4j.app.cli;

import org.eyes4j.app.output.Json;
import org.eyes4j.wiring.Eyes4j;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists something; both {@code eyes4j THINGS} and {@code eyes4j THINGS list}. */
@Command(name = "list")
class ListCommand extends EyesCommand {
    private final Listing listing;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    ListCommand(Terminal terminal, Listing listing) {
        super(terminal);
        this.listing = listing;
    }

    /** The subcommand of that name. */
    static CommandLine of(Terminal terminal, Listing listing) {
        CommandLine command = new CommandLine(new ListCommand(terminal, listing));
        command.getCommandSpec().usageMessage().description(listing.description());
        return command;
    }

    @Override
    final int run(Eyes4j eyes4j, Terminal terminal) {
        if (json) {
            terminal.out().println(Json.text(listing.json(eyes4j)));
        } else {
            listing.print(eyes4j, terminal.out());
        }
        return ExitCode.DONE;
    }
}
