package org.eyes4j.app.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A row an item (RFC 4180): its name, how it went, why not, its outputs. What a spreadsheet would take for a formula is kept from
 * being one by an apostrophe, since texts come from pictures.
 */
final class CsvTable {
    private final List<String> outputs;

    CsvTable(List<String> outputs) {
        this.outputs = outputs;
    }

    void write(Journal journal, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        List<String> head = new ArrayList<>(List.of("item", "status", "failure", "message"));
        head.addAll(outputs);
        row(head, writer);
        journal.each(line -> row(cells(line), writer));
        writer.flush();
    }

    private List<String> cells(JsonNode line) {
        List<String> cells = new ArrayList<>();
        cells.add(line.path("item").asText());
        cells.add(line.path("status").asText());
        cells.add(line.at("/failure/kind").asText());
        cells.add(line.at("/failure/message").asText());
        outputs.forEach(name -> cells.add(OutputText.of(line.path("outputs").path(name))));
        return cells;
    }

    private static void row(List<String> cells, Writer writer) throws IOException {
        String comma = "";
        for (String cell : cells) {
            writer.write(comma + cell(cell));
            comma = ",";
        }
        writer.write("\r\n");
    }

    static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 && !text.matches("[-+]?[0-9.]+");
        String safe = formula ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
