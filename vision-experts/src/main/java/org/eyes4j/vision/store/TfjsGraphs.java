package org.eyes4j.vision.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.eyes4j.config.model.ModelImport;
import org.eyes4j.vision.tfjs.TfjsCut;
import org.eyes4j.vision.tfjs.TfjsImporter;
import org.eyes4j.vision.tfjs.TfjsInput;
import org.eyes4j.vision.tfjs.TfjsOutput;
import org.eyes4j.vision.tfjs.TfjsType;

/** Imports TensorFlow.js graph models ({@code tfjs-graph}) as ONNX. */
public final class TfjsGraphs implements Importer {
    @Override
    public String format() {
        return "tfjs-graph";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void convert(Path main, ModelImport.Cut cut, Path out) throws IOException {
        TfjsImporter.convert(
                main,
                new TfjsCut(
                        cut.inputs().stream()
                                .map(i -> new TfjsInput(
                                        i.tensor(),
                                        i.name(),
                                        TfjsType.valueOf(i.dtype().toUpperCase(Locale.ROOT)),
                                        i.shape()))
                                .toList(),
                        cut.outputs().stream()
                                .map(o -> new TfjsOutput(o.tensor(), o.name()))
                                .toList()),
                out);
    }
}
