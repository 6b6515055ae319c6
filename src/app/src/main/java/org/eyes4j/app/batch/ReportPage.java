package org.eyes4j.app.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A page that shows what came of each item; pictures are those beside it, loaded as one comes to see them. Used once. */
final class ReportPage {
    /** What a browser shows without trouble; failures beyond are shown all the same. */
    private static final int MOST_ROWS = 5000;

    private static final int MOST_PICTURES = 6;
    private static final String STYLE =
            "body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#222;background:#fff}"
                    + "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .8rem;"
                    + "border-bottom:1px solid #ddd;overflow-wrap:anywhere}th{position:sticky;top:0;background:#f4f4f4}"
                    + "img{max-width:220px;max-height:160px;margin:2px}.failed td{background:#fff1f0}"
                    + "@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}th{background:#262626}"
                    + "td{border-color:#333}.failed td{background:#3a1d1b}}";

    private final List<String> outputs;
    private int rows;
    private int leftOut;

    ReportPage(List<String> outputs) {
        this.outputs = outputs;
    }

    void write(Journal journal, Summary summary, OutputStream out) throws IOException {
        Writer page = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        page.write("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
                + escaped(summary.workflow()) + "</title><style>" + STYLE + "</style></head><body>\n<h1>"
                + escaped(summary.workflow()) + "</h1>\n<p>" + escaped(summary.text()) + "</p>\n");
        for (String warning : summary.warnings()) {
            page.write("<p>" + escaped(warning) + "</p>\n");
        }
        page.write("<table><thead><tr><th>item</th><th>status</th>");
        for (String output : outputs) {
            page.write("<th>" + escaped(output) + "</th>");
        }
        page.write("<th>pictures</th></tr></thead><tbody>\n");
        journal.each(line -> row(line, page));
        page.write("</tbody></table>\n");
        if (leftOut > 0) {
            page.write("<p>" + leftOut + " more that are done: " + Journal.FILE + " and " + Reports.CSV
                    + " have all of them.</p>\n");
        }
        page.write("</body></html>\n");
        page.flush();
    }

    private void row(JsonNode line, Writer page) throws IOException {
        boolean failed = !line.path("status").asText().equals("done");
        if (rows >= MOST_ROWS && !failed) {
            leftOut++;
            return;
        }
        rows++;
        page.write(failed ? "<tr class=\"failed\"><td>" : "<tr><td>");
        page.write(escaped(line.path("item").asText()) + "</td><td>"
                + escaped(line.path("status").asText())
                + (failed
                        ? "<br>" + escaped(line.at("/failure/kind").asText()) + ": "
                                + escaped(line.at("/failure/message").asText())
                        : "")
                + "</td>");
        for (String output : outputs) {
            page.write("<td>" + escaped(brief(OutputText.of(line.path("outputs").path(output)))) + "</td>");
        }
        page.write("<td>");
        JsonNode files = line.path("files");
        for (int i = 0; i < Math.min(MOST_PICTURES, files.size()); i++) {
            page.write("<img loading=\"lazy\" alt=\"\" src=\""
                    + address(files.get(i).asText()) + "\">");
        }
        page.write("</td></tr>\n");
    }

    private static String brief(String text) {
        return text.length() > 600 ? text.substring(0, 600) + "…" : text;
    }

    private static String address(String file) {
        return Arrays.stream(file.split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
