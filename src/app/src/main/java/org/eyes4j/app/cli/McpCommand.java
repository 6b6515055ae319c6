package org.eyes4j.app.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.app.mcp.EyesOffer;
import org.eyes4j.app.mcp.McpProtocol;
import org.eyes4j.app.mcp.PictureFolders;
import org.eyes4j.app.mcp.StdioServer;
import org.eyes4j.app.service.Services;
import org.eyes4j.vision.picture.PictureReader;
import org.eyes4j.wiring.Eyes4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code eyes4j mcp}: the tools and {@code ask} for one client of the Model Context Protocol over standard input and output. */
@Command(
        name = "mcp",
        description = "Speaks MCP (Model Context Protocol) over standard input and output, until the input ends.",
        footer = {"", "For a client's configuration: command eyes4j, arguments mcp --folder FOLDER."})
final class McpCommand extends EyesCommand {
    /** For what is nearly done when the input ends; hosts wait about two seconds before they kill. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "The client may read pictures in here by their path; give it several times for several."
                    + " Default: the working folder, unless that is /.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = "--overlay",
            paramLabel = "PIXELS",
            defaultValue = "1024",
            description = "Longest side of the pictures that show an answer's regions; 0 sends none. Default: 1024.")
    private int overlay;

    McpCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Eyes4j eyes4j, Terminal terminal) {
        if (overlay < 0 || overlay > 8192) {
            throw CommandFailure.usage("--overlay takes 0 to 8192 pixels, got " + overlay);
        }
        // Standard output is the protocol's; whatever else prints is for people to read.
        PrintStream usual = System.out;
        System.setOut(new PrintStream(terminal.err(), true, StandardCharsets.UTF_8));
        try (PassingFolder made = PassingFolder.make();
                Services services =
                        Services.of(eyes4j, Services.Shelves.passing(made.path()), Services.Limits.STANDARD);
                McpProtocol protocol = new McpProtocol(
                        new EyesOffer(services, folders(eyes4j), overlay),
                        Version.text(),
                        McpProtocol.Limits.STANDARD)) {
            new StdioServer(protocol, terminal.in(), terminal.out(), GRACE).serve();
            return ExitCode.DONE;
        } finally {
            System.setOut(usual);
        }
    }

    private PictureFolders folders(Eyes4j eyes4j) {
        PictureReader reader = eyes4j.pictureReader();
        Path here = Path.of("").toAbsolutePath();
        if (folders.isEmpty() && here.equals(here.getRoot())) {
            return PictureFolders.none(reader);
        }
        try {
            return PictureFolders.of(folders.isEmpty() ? List.of(here) : folders, reader);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--folder: " + e.getMessage());
        }
    }
}
