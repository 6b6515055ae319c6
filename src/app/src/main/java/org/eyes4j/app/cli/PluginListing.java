package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.eyes4j.app.output.Printable;
import org.eyes4j.app.service.PluginDesk;
import org.eyes4j.plugins.PluginStatus;
import org.eyes4j.wiring.Eyes4j;

/** The plugins, and how they stand. */
final class PluginListing implements Listing {
    @Override
    public String description() {
        return "Lists the plugins, their tools, and why those that failed did.";
    }

    @Override
    public ObjectNode json(Eyes4j eyes4j) {
        return new PluginDesk(eyes4j).list();
    }

    @Override
    public void print(Eyes4j eyes4j, PrintStream out) {
        List<PluginStatus> all = eyes4j.plugins().list();
        if (all.isEmpty()) {
            out.println("There is no plugin in " + eyes4j.plugins().folder()
                    + "; `eyes4j plugins new NAME --kind jar` begins one, `eyes4j plugins add PATH` takes one in");
        }
        all.forEach(status -> print(status, out));
    }

    static void print(PluginStatus status, PrintStream out) {
        out.println(Printable.of(status.name() + " " + status.version() + " (" + status.kind() + "): "
                + status.state().name().toLowerCase(Locale.ROOT)
                + (status.tools().isEmpty() ? "" : ", tools " + String.join(", ", status.tools()))));
        if (!status.description().isEmpty()) {
            out.println("    " + Printable.of(status.description()));
        }
        out.println("    " + status.place() + (status.hash().isEmpty() ? "" : ", sha256 " + status.hash()));
        status.reason().lines().forEach(line -> out.println("    " + Printable.of(line)));
        status.notes().forEach(note -> out.println("    note: " + Printable.of(note)));
    }
}
