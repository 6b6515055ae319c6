package org.eyes4j.tools.basic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptOfToolTest {
    private static final Value.Image PAPER = Pictures.plain("paper", 400, 1000, 0xffffff);

    /** Lines from the top; what stands right of a bar is a region of its own, as readers of text see columns. */
    private static JsonNode read(String... lines) {
        List<Region> regions = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            String[] columns = lines[i].split("\\|");
            for (int c = columns.length - 1; c >= 0; c--) {
                double x = c == 0 ? 10 : 250;
                Region region = Pictures.region("", "text", 0.9, x, 20 * i + 3 * c, x + 100, 20 * i + 3 * c + 16);
                regions.add(region.with(region.detection().withText(columns[c].strip())));
            }
        }
        return ValueJson.toJson(Calls.success("receipt_of", "items", new Value.Detections(PAPER.frame(), regions))
                .value());
    }

    @Test
    void should_sort_the_lines_of_a_receipt() {
        JsonNode receipt = read(
                "CORNER CAFE",
                "12 High Street",
                "2026-03-14 09:41",
                "2 x Espresso | 5.00",
                "Croissant | $2.75",
                "Orange juice",
                "1 @ 3.20 | 3.20 A",
                "SUBTOTAL | 10.95",
                "SALESTAX8% | 0.88",
                "T0TAL | $11.83",
                "VISA | 11.83",
                "Thank you 1.00");

        ((com.fasterxml.jackson.databind.node.ObjectNode) receipt).remove("lines");
        assertThat(receipt)
                .hasToString(
                        "{\"seller\":\"CORNER CAFE\",\"date\":\"2026-03-14\",\"time\":\"09:41\",\"currency\":\"$\","
                                + "\"items\":[{\"name\":\"Espresso\",\"quantity\":2,\"amount\":5},"
                                + "{\"name\":\"Croissant\",\"amount\":2.75},"
                                + "{\"name\":\"Orange juice\",\"quantity\":1,\"unit_price\":3.2,\"amount\":3.2}],"
                                + "\"subtotal\":10.95,\"tax\":0.88,\"total\":11.83,\"paid\":11.83,"
                                + "\"items_sum\":10.95,\"agrees\":true,\"notes\":[]}");
    }

    @Test
    void should_say_what_is_in_doubt_and_make_nothing_up() {
        JsonNode receipt = read("Shop", "03/04/26", "Tea | 2.00", "Cake | 3.50", "Total | 6.50", "Total EUR | 6.00");

        assertThat(receipt.path("date").asText()).isEqualTo("03/04/26");
        assertThat(receipt.path("agrees").booleanValue()).isFalse();
        assertThat(receipt.path("notes"))
                .hasToString("[\"the date '03/04/26' does not say which of its numbers is the month\","
                        + "\"there is another total: 'Total EUR 6.00'\","
                        + "\"the items come to 5.50, and the receipt says otherwise\"]");
        assertThat(receipt.has("tax") || receipt.has("subtotal") || receipt.has("time"))
                .isFalse();
        assertThat(receipt.path("lines")).hasSize(6);
    }

    @Test
    void should_read_whole_sums_and_chinese() {
        JsonNode receipt =
                read("好喝茶店", "2026年3月4日 14:05", "珍珠奶茶 x 2 | 120", "紅茶 | NT$35", "合計 | 155", "現金 | 200", "找零 | 45");

        assertThat(receipt.path("seller").asText()).isEqualTo("好喝茶店");
        assertThat(receipt.path("date").asText()).isEqualTo("2026-03-04");
        assertThat(receipt.path("currency").asText()).isEqualTo("NT$");
        assertThat(receipt.path("items"))
                .hasToString("[{\"name\":\"珍珠奶茶\",\"quantity\":2,\"amount\":120},{\"name\":\"紅茶\",\"amount\":35}]");
        assertThat(receipt.path("total").asInt()).isEqualTo(155);
        assertThat(receipt.path("change").asInt()).isEqualTo(45);
        assertThat(receipt.path("agrees").booleanValue()).isTrue();
    }

    @Test
    void should_take_discounts_off() {
        JsonNode receipt = read("Shop", "Shirt | 20.00", "Discount | 5.00", "Coupon | -1.00", "Total | 14.00");

        assertThat(receipt.path("items_sum").asDouble()).isEqualTo(14);
        assertThat(receipt.path("agrees").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "TOTAL 1,234.50; 1234.5",
                "Summe 1.234,50 EUR; 1234.5",
                "Total: 12 .50; 12.5",
                "TOTAL12.50; 12.5",
                "Grand total $7; 7",
                "Amount due 0.99*; 0.99",
                "Total 3,00-; -3",
            })
    void should_read_sums_as_they_are_written(String line, double total) {
        assertThat(read("Shop", "Thing 1.00", line).path("total").asDouble()).isEqualTo(total);
    }

    @Test
    void should_find_nothing_in_what_is_no_receipt() {
        JsonNode receipt = read("Call 555-1234", "Open 9:00 to 17:30", "since 1987");

        assertThat(receipt.path("items")).isEmpty();
        assertThat(receipt.has("total")).isFalse();
        assertThat(receipt.path("notes")).hasToString("[\"no total was made out\"]");
        assertThat(read().path("lines")).isEmpty();
    }
}
