package org.eyes4j.tools.basic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/**
 * Sorts the rows of a receipt by what they begin with and the sum they end with. Says nothing that is not written: what cannot
 * be made out is left out, and what is in doubt is noted. English, Chinese, and the common words of German and French. For one
 * receipt.
 */
final class ReceiptReader {
    private static final Pattern TIME = Pattern.compile("\\b([01]?\\d|2[0-3]):([0-5]\\d)(?::[0-5]\\d)?\\b");
    private static final Pattern TIMES =
            Pattern.compile("^(?<n>\\d{1,3})\\s*[xX×@*]\\s*(?<rest>.*)$|^(?<rest2>.*\\S)\\s+[xX×]\\s*(?<n2>\\d{1,3})$");

    private enum Row {
        SUBTOTAL("sub\\W?total|zwischensumme|sous\\W?total|小計|小计"),
        TAX("total tax|tax total"),
        TOTAL("total|amount due|balance due|to pay|summe|gesamt|合計|合计|總計|总计|總額|总额|應付|应付"),
        TAXES(
                "tax(es)?(?![a-z])|(?<![a-z])vat(?![a-z])|(?<![a-z])gst(?![a-z])|(?<![a-z])hst(?![a-z])|(?<![a-z])pst(?![a-z])|mwst|(?<![a-z])ust(?![a-z])|(?<![a-z])tva(?![a-z])|稅|税"),
        TIP("(?<![a-z])tip(?![a-z])|gratuity|service charge|trinkgeld|服務費|服务费"),
        CHANGE("(?<![a-z])change(?![a-z])|rückgeld|找零|找回"),
        PAID(
                "(?<![a-z])cash(?![a-z])|(?<![a-z])visa(?![a-z])|mastercard|(?<![a-z])card(?![a-z])|(?<![a-z])debit(?![a-z])|(?<![a-z])credit(?![a-z])|(?<![a-z])paid(?![a-z])|tendered|(?<![a-z])bar(?![a-z])|現金|现金|刷卡"),
        DISCOUNT("discount|coupon|rabatt|remise|折扣|優惠|优惠");

        private final Pattern words;

        Row(String words) {
            this.words = Pattern.compile(words);
        }

        static Optional<Row> of(String text) {
            // Letters that were read as digits
            String lower = text.replaceAll("(?<=\\p{L})0|0(?=\\p{L})", "o").toLowerCase(Locale.ROOT);
            for (Row row : values()) {
                if (row.words.matcher(lower).find()) {
                    return Optional.of(row == TAXES ? TAX : row);
                }
            }
            return Optional.empty();
        }
    }

    private final Map<Row, BigDecimal> sums = new LinkedHashMap<>();
    private final List<Value> items = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Value> fields = new LinkedHashMap<>();
    private BigDecimal itemsSum = BigDecimal.ZERO;
    private String currency = "";
    private String waiting = "";

    Value.Record read(List<String> rows) {
        List<String> undated = rows.stream().map(ReceiptReader::withoutDates).toList();
        // Sums without cents are just numbers: they count where there is a total, and nothing has cents.
        boolean whole = undated.stream().noneMatch(ReceiptReader::hasCents)
                && undated.stream()
                        .anyMatch(row -> Row.of(row).filter(Row.TOTAL::equals).isPresent());
        boolean over = false;
        for (String row : rows) {
            when(row);
            String text = withoutDates(row).strip();
            Optional<Row> kind = Row.of(text);
            Optional<Money> money =
                    text.endsWith("%") ? Optional.empty() : Money.atEnd(text, whole || kind.isPresent());
            if (money.isPresent() && currency.isEmpty()) {
                currency = money.get().currency();
            }
            if (kind.isPresent() && kind.get() != Row.DISCOUNT) {
                money.ifPresent(sum -> note(kind.get(), sum.amount(), row));
                over |= money.isPresent() && (kind.get() == Row.TOTAL || kind.get() == Row.SUBTOTAL);
                waiting = "";
            } else if (money.isPresent() && !over) {
                item(money.get(), kind.isPresent());
            } else if (!over) {
                seller(text);
                waiting = text;
            }
        }
        return record(rows);
    }

    /** The first words of all, but for dates, are whose receipt it is. */
    private void seller(String text) {
        if (!fields.containsKey("seller")
                && items.isEmpty()
                && text.codePoints().filter(Character::isLetter).count() >= 2) {
            fields.put("seller", new Value.Text(text));
        }
    }

    private void note(Row kind, BigDecimal sum, String row) {
        BigDecimal known = sums.get(kind);
        if (kind == Row.TAX && known != null) {
            sums.put(kind, known.add(sum));
        } else if (known == null) {
            sums.put(kind, sum);
        } else if (known.compareTo(sum) != 0) {
            notes.add("there is another " + kind.name().toLowerCase(Locale.ROOT) + ": '" + row + "'");
        }
    }

    private void item(Money money, boolean discount) {
        String name = money.before();
        BigDecimal amount =
                discount && money.amount().signum() > 0 ? money.amount().negate() : money.amount();
        Map<String, Value> item = new LinkedHashMap<>();
        Optional<Money> unit = Money.atEnd(name.replaceFirst("\\s*(=|EUR|USD)\\s*$", ""), false);
        if (unit.isPresent()) {
            name = unit.get().before();
        }
        Matcher times = TIMES.matcher(name);
        String quantity = "";
        if (times.matches()) {
            quantity = times.group("n") != null ? times.group("n") : times.group("n2");
            name = times.group("n") != null ? times.group("rest") : times.group("rest2");
        }
        name = name.replaceFirst("^[\\s.:*@xX×-]+(?=\\s|$)", "")
                .replaceFirst("[\\s.:*@×-]+$", "")
                .strip();
        if (name.isEmpty()) {
            name = waiting;
        }
        if (name.isEmpty()) {
            notes.add("the sum " + money.amount().toPlainString() + " stands without a name");
        }
        waiting = "";
        item.put("name", new Value.Text(name));
        if (!quantity.isEmpty()) {
            item.put("quantity", new Value.Number(Integer.parseInt(quantity)));
        }
        unit.ifPresent(one -> item.put("unit_price", number(one.amount())));
        item.put("amount", number(amount));
        items.add(new Value.Record(item));
        itemsSum = itemsSum.add(amount);
    }

    private static boolean hasCents(String row) {
        return Money.atEnd(row, false).filter(m -> m.amount().scale() > 0).isPresent();
    }

    private static String withoutDates(String row) {
        return TIME.matcher(WrittenDate.PATTERN.matcher(row).replaceAll(" ")).replaceAll(" ");
    }

    private void when(String row) {
        if (!fields.containsKey("date")) {
            WrittenDate.in(row).ifPresent(date -> {
                fields.put("date", new Value.Text(date.text()));
                if (!date.isCertain()) {
                    notes.add("the date '" + date.text() + "' does not say which of its numbers is the month");
                }
            });
        }
        Matcher time = TIME.matcher(row);
        if (!fields.containsKey("time") && time.find()) {
            fields.put("time", new Value.Text("%02d:%s".formatted(Integer.parseInt(time.group(1)), time.group(2))));
        }
    }

    private Value.Record record(List<String> rows) {
        Map<String, Value> all = new LinkedHashMap<>();
        for (String name : List.of("seller", "date", "time")) {
            Value value = fields.get(name);
            if (value != null) {
                all.put(name, value);
            }
        }
        if (!currency.isEmpty()) {
            all.put("currency", new Value.Text(currency));
        }
        all.put("items", new Value.ListOf(Kind.RECORD, items));
        for (Row kind : List.of(Row.SUBTOTAL, Row.TAX, Row.TIP, Row.TOTAL, Row.PAID, Row.CHANGE)) {
            BigDecimal sum = sums.get(kind);
            if (sum != null) {
                all.put(kind.name().toLowerCase(Locale.ROOT), number(sum));
            }
        }
        if (!sums.containsKey(Row.TOTAL)) {
            notes.add("no total was made out");
        }
        if (!items.isEmpty()) {
            all.put("items_sum", number(itemsSum));
            agreement().ifPresent(agrees -> {
                all.put("agrees", new Value.Flag(agrees));
                if (!agrees) {
                    notes.add("the items come to " + itemsSum.toPlainString() + ", and the receipt says otherwise");
                }
            });
        }
        all.put("notes", Value.ListOf.texts(notes));
        all.put("lines", Value.ListOf.texts(rows));
        return new Value.Record(all);
    }

    /** Whether the items come to the subtotal; where there is none, to the total, with or without tax and tip. */
    private Optional<Boolean> agreement() {
        BigDecimal subtotal = sums.get(Row.SUBTOTAL);
        BigDecimal total = sums.get(Row.TOTAL);
        if (subtotal != null) {
            return Optional.of(subtotal.compareTo(itemsSum) == 0);
        } else if (total == null) {
            return Optional.empty();
        }
        BigDecimal tip = sums.getOrDefault(Row.TIP, BigDecimal.ZERO);
        BigDecimal tax = sums.getOrDefault(Row.TAX, BigDecimal.ZERO);
        BigDecimal plain = itemsSum.add(tip);
        return Optional.of(total.compareTo(plain) == 0 || total.compareTo(plain.add(tax)) == 0);
    }

    private static Value.Number number(BigDecimal sum) {
        return new Value.Number(sum.doubleValue());
    }
}
