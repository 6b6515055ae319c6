package org.eyes4j.tools.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.tools.ArgumentChecker;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSchemas;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.conform.Report.Depth;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueFormatException;
import org.eyes4j.tools.value.ValueJson;
import org.jspecify.annotations.Nullable;

/** What a tool says of itself. */
final class SpecificationChecks {
    static final String SPECIFICATION = "specification_is_sane";
    static final String SCHEMAS = "schemas_are_valid";

    static final List<Check> ALL = List.of(
            new Check(SPECIFICATION, Depth.QUICK, SpecificationChecks::specification),
            new Check(SCHEMAS, Depth.QUICK, SpecificationChecks::schemas));

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final int LONGEST_DESCRIPTION = 1000;

    private SpecificationChecks() {}

    private static Finding specification(Trial trial) {
        ToolSpecification tool = trial.specification();
        List<String> faults = new ArrayList<>();
        if (!tool.equals(trial.tool().specification())) {
            faults.add("asked twice, it describes itself in two ways");
        }
        describe("the description", tool.description(), faults);
        describe("the description of what it gives", tool.outputDescription(), faults);
        if (tool.version().isBlank()) {
            faults.add("the version is empty");
        }
        tool.inputs().forEach(port -> port(port, faults));
        return faults.isEmpty()
                ? Finding.passed(SPECIFICATION)
                : Finding.failed(
                        SPECIFICATION,
                        String.join("; ", faults),
                        "Mend the specification: planners know nothing else of the tool");
    }

    private static void describe(String what, String text, List<String> faults) {
        if (text.isBlank()) {
            faults.add(what + " is empty");
        } else if (text.length() > LONGEST_DESCRIPTION) {
            faults.add(what + " has " + text.length() + " characters; at most " + LONGEST_DESCRIPTION + " are read");
        } else if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
            faults.add(what + " has control characters in it");
        }
    }

    private static void port(Port port, List<String> faults) {
        String what = "port '" + port.name() + "'";
        describe("the description of " + what, port.description(), faults);
        Double least = port.minimum();
        Double most = port.maximum();
        if (least != null && most != null && least > most) {
            faults.add(what + " takes nothing: its least is " + least + ", its most " + most);
        }
        Set<String> choices = new HashSet<>(port.choices());
        if (choices.size() < port.choices().size()) {
            faults.add(what + " offers a choice twice: " + port.choices());
        }
        Kind inner = port.kind() instanceof Kind.ListKind list ? list.element() : port.kind();
        if (!choices.isEmpty() && inner != Kind.TEXT) {
            faults.add(what + " has choices, which only texts can have; it takes " + port.kind());
        }
        if ((least != null || most != null) && inner != Kind.NUMBER) {
            faults.add(what + " has limits, which only numbers can have; it takes " + port.kind());
        }
        if (port.maxItems() < 1) {
            faults.add(what + " takes at most " + port.maxItems() + " items");
        }
        allowed(port, what, "default", port.defaultValue(), faults);
        allowed(port, what, "example", port.example(), faults);
    }

    private static void allowed(Port port, String what, String which, @Nullable JsonNode json, List<String> faults) {
        if (json == null) {
            return;
        }
        try {
            Value value = ValueJson.fromJson(
                    json, port.kind(), SampleScene.picture("sample").frame());
            ToolSpecification alone = new ToolSpecification(
                    "alone", "1", "one port", List.of(port), Kind.ANY, "anything", Set.of(), List.of());
            ArgumentChecker.faults(alone, Map.of(port.name(), value))
                    .forEach(f -> faults.add(
                            "the " + which + " of " + what + " is not allowed: " + f.replace(" of 'alone'", "")));
        } catch (ValueFormatException e) {
            faults.add("the " + which + " of " + what + " is no " + port.kind() + ": " + e.getMessage());
        }
    }

    private static Finding schemas(Trial trial) {
        List<String> faults = new ArrayList<>();
        faults("arguments", ToolSchemas.input(trial.specification()), faults);
        faults("what it gives", ToolSchemas.output(trial.specification()), faults);
        return faults.isEmpty()
                ? Finding.passed(SCHEMAS)
                : Finding.failed(SCHEMAS, String.join("; ", faults), "Mend the ports that these parts are made of");
    }

    private static void faults(String what, JsonNode schema, List<String> faults) {
        for (Error error : REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
                .validate(schema.toString(), InputFormat.JSON)) {
            faults.add("the schema of " + what + " is none: " + error);
        }
    }

    /** What JSON must look like that stands for a value of an output. */
    static List<String> mismatches(ToolSpecification tool, Value value) {
        return REGISTRY
                .getSchema(ToolSchemas.output(tool).toString(), InputFormat.JSON)
                .validate(ValueJson.toJson(value).toString(), InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
    }
}
