package org.eyes4j.tools.basic;

import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** {@code receipt_of}: the fields of a receipt out of its lines, by rules ({@link ReceiptReader}). */
final class ReceiptOfTool extends BasicTool {
    ReceiptOfTool() {
        super(ToolSpecification.named("receipt_of")
                .describedAs("Sorts the read lines of a receipt into seller, date, items, taxes and total, by rules")
                .takes(Port.required("items", Kind.DETECTIONS, "the lines of one receipt, as read_text gives them")
                        .atMost(2000))
                .traits(ToolSpecification.Trait.COMPOSED)
                .alsoKnownAs(
                        "read a receipt",
                        "invoice total",
                        "how much was paid in all",
                        "bill to JSON",
                        "收据",
                        "收據",
                        "发票",
                        "發票")
                .gives(
                        Kind.RECORD,
                        "what the lines say of seller, date, time, currency, items (name, quantity, unit_price, amount),"
                                + " subtotal, tax, tip, total, paid and change: a field that they do not say is left out;"
                                + " items_sum and agrees (whether the items come to the subtotal or total), notes of what"
                                + " is in doubt, and all lines"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Detections items = arguments.detections("items");
        List<Region> written = items.regions().stream()
                .filter(r -> r.text() != null && !r.text().isBlank())
                .sorted((a, b) -> Double.compare(a.box().y1(), b.box().y1()))
                .toList();
        List<String> rows = TextOfTool.rows(written).stream()
                .map(row -> String.join(
                        " ",
                        row.stream().map(r -> String.valueOf(r.text()).strip()).toList()))
                .toList();
        return ToolResult.of(new ReceiptReader().read(rows));
    }
}
