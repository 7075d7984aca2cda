package checkout.order.request;

import checkout.contracts.OrderLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Validates the lines of a request and merges those with the same SKU: their quantities are added up. */
public final class RequestedLines {
    public static final int MAX_LINES = 100;
    public static final int MAX_QUANTITY = 1_000_000;

    private final int minLines;
    private final Predicate<String> isValidSku;
    private final String skuMessage;

    /** @param skuMessage what to tell about a SKU that is not valid */
    public RequestedLines(Predicate<String> isValidSku, String skuMessage) {
        this(1, isValidSku, skuMessage);
    }

    /** @param minLines 0 if a request may have no line */
    public RequestedLines(int minLines, Predicate<String> isValidSku, String skuMessage) {
        this.minLines = minLines;
        this.isValidSku = isValidSku;
        this.skuMessage = skuMessage;
    }

    /** Refuses more lines than any request may have, before anything is done for each of them. */
    public static void checkCount(@Nullable List<@Nullable LineRequest> lines, String type, String title) {
        if (lines != null && lines.size() > MAX_LINES) {
            RequestViolations violations = new RequestViolations();
            violations.add("lines", "must hold 1 to %d lines; this has %d".formatted(MAX_LINES, lines.size()));
            throw violations.problem(type, title);
        }
    }

    /** The merged lines in the order in which their SKUs were first mentioned. */
    public List<OrderLine> merge(@Nullable List<@Nullable LineRequest> lines, RequestViolations violations) {
        if (lines == null || lines.size() < minLines || lines.size() > MAX_LINES) {
            violations.add(
                    "lines",
                    "must hold %d to %d lines; this has %s"
                            .formatted(minLines, MAX_LINES, lines == null ? "none" : lines.size()));
            return List.of();
        }
        Map<String, Integer> quantities = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            merge(lines.get(i), "lines[" + i + "]", quantities, violations);
        }
        return quantities.entrySet().stream()
                .map(entry -> new OrderLine(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void merge(
            @Nullable LineRequest line, String path, Map<String, Integer> quantities, RequestViolations violations) {
        if (line == null) {
            violations.add(path, "must be an object with sku and quantity");
            return;
        }
        String sku = line.sku();
        Integer quantity = line.quantity();
        if (sku == null || !isValidSku.test(sku)) {
            violations.add(path + ".sku", skuMessage);
        } else if (quantity == null
                || quantity < 1
                || quantities.merge(sku, quantity, RequestedLines::add) > MAX_QUANTITY) {
            violations.add(path + ".quantity", "must be from 1 to %,d, in all lines together".formatted(MAX_QUANTITY));
        }
    }

    /** Saturates instead of overflowing. */
    private static int add(int one, int other) {
        return (int) Math.min((long) one + other, Integer.MAX_VALUE);
    }
}
