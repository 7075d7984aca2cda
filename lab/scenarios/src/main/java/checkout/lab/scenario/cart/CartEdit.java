package checkout.lab.scenario.cart;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A change of a cart that was acknowledged.
 *
 * @param from the version that it was made of
 * @param wanted the quantities by SKU, 0 for a line that is removed
 * @param whole whether it replaced all lines
 * @param to the version that it led to
 * @param lines the quantities that the answer showed
 */
record CartEdit(long from, Map<String, Integer> wanted, boolean whole, long to, Map<String, Integer> lines) {

    /** What the change makes of these lines. */
    Map<String, Integer> appliedTo(Map<String, Integer> before) {
        Map<String, Integer> after = new TreeMap<>(whole ? Map.of() : before);
        after.putAll(wanted);
        after.values().removeIf(quantity -> quantity == 0);
        return after;
    }

    /** The quantities by SKU that an answer shows. */
    static Map<String, Integer> linesOf(JsonNode answer) {
        Map<String, Integer> lines = new TreeMap<>();
        answer.path("lines")
                .forEach(line -> lines.put(
                        line.path("sku").asString(), line.path("quantity").asInt()));
        return lines;
    }
}
