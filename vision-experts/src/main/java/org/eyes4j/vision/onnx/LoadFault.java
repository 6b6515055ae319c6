package org.eyes4j.vision.onnx;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why ONNX Runtime does not take a model, in words for people. */
final class LoadFault {
    private static final Pattern OPSET =
            Pattern.compile("Opset (\\d+) is under development.* till opset (\\d+)", Pattern.DOTALL);
    private static final Pattern IR =
            Pattern.compile("Unsupported model IR version: (\\d+), max supported IR version: (\\d+)");

    private LoadFault() {}

    /** @param said by the runtime */
    static String of(ModelFile file, String said) {
        Matcher opset = OPSET.matcher(said);
        if (opset.find()) {
            return newer(file, "opset", opset);
        }
        Matcher ir = IR.matcher(said);
        if (ir.find()) {
            return newer(file, "ONNX IR version", ir);
        }
        String plain = said.replaceFirst("^Error code - \\w+ - message: ", "")
                .replaceFirst("Load model from .* failed: ?", "")
                .replaceFirst("^\\S+\\.(cc|h):\\d+ ", "")
                .strip()
                .replaceFirst("\\.+$", "");
        String of = file.opset() > 0 ? " (of opset " + file.opset() + ")" : "";
        return "Model " + file.path() + of + " cannot be loaded: " + plain + ". Pull or export it again";
    }

    private static String newer(ModelFile file, String what, Matcher found) {
        return "Model " + file.path() + " is of " + what + " " + found.group(1) + "; expected at most " + found.group(2)
                + ", the newest that the ONNX Runtime here knows. Export it again with a lower one";
    }
}
