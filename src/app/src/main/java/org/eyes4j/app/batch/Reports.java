package org.eyes4j.app.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is made of a batch's results for other programs and for people, line by line, so that there may be any number. */
final class Reports {
    static final String CSV = "results.csv";
    static final String COCO = "coco.json";
    static final String YOLO = "yolo.zip";
    static final String PAGE = "report.html";

    private final List<String> outputs;

    /** @param outputs names of the workflow's outputs */
    Reports(List<String> outputs) {
        this.outputs = List.copyOf(outputs);
    }

    /** Writes them; the names of their files. */
    List<String> write(Journal journal, WholeFiles files, Summary summary) throws IOException {
        List<String> names = new ArrayList<>(List.of(CSV, PAGE));
        files.write(CSV, out -> new CsvTable(outputs).write(journal, out));
        files.write(PAGE, out -> new ReportPage(outputs).write(journal, summary, out));
        CocoFile coco = new CocoFile();
        coco.look(journal);
        if (coco.isWorthwhile()) {
            files.write(COCO, out -> coco.write(journal, out));
            names.add(COCO);
        }
        YoloZip yolo = new YoloZip();
        yolo.look(journal);
        if (yolo.isWorthwhile()) {
            files.write(YOLO, out -> yolo.write(journal, out));
            names.add(YOLO);
        }
        return names;
    }
}
