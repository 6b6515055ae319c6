package org.eyes4j.testkit;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.basic.BasicTools;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Nested;

/** Some of the house's own tools keep the contract that authors inherit. */
class BasicToolContractTest {
    private static Tool basic(String name) {
        return BasicTools.all().stream()
                .filter(tool -> tool.specification().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class Redact extends ToolContractTest {
        @Override
        protected Tool tool() {
            return basic("redact");
        }
    }

    @Nested
    class Compute extends ToolContractTest {
        @Override
        protected Tool tool() {
            return basic("compute");
        }

        @Override
        protected List<Map<String, Value>> arguments() {
            return List.of(Map.of("value", new Value.Number(2)), Map.of("value", new Value.Flag(true)));
        }
    }

    @Nested
    class Save extends ToolContractTest {
        @Override
        protected Tool tool() {
            return basic("save");
        }

        @Override
        protected boolean mayHaveEffects() {
            return true;
        }
    }
}
