package checkout.lab.scenario.cart;

import checkout.lab.http.JsonHttpClient;
import checkout.lab.http.JsonHttpClient.Response;
import checkout.lab.scenario.context.SeededRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** One client of a cart, as a browser tab is: it remembers the version that it saw last, and changes that one. */
final class CartTab {
    static final int CHANGED = 200;
    static final int LOST_RACE = 412;
    private static final List<String> SKUS = List.of("TEA-001", "TEA-002", "TEA-003", "CUP-001", "CUP-002");
    private static final int PERCENT_WHOLE = 25;
    private static final int MAX_QUANTITY = 3;

    private final JsonHttpClient storefront;
    private final String url;
    private final SeededRandom random;
    private long seen;

    CartTab(JsonHttpClient storefront, String url, SeededRandom random, long seen) {
        this.storefront = storefront;
        this.url = url;
        this.random = random;
        this.seen = seen;
    }

    /** Makes a random change, and reads the cart again if somebody else was faster; returns the status of the answer. */
    int edit(CartHistory history, List<String> wrongAnswers) throws InterruptedException {
        boolean whole = random.withProbability(PERCENT_WHOLE);
        Map<String, Integer> wanted = randomLines(whole);
        Response answer = storefront.sendIf(
                whole ? "PUT" : "PATCH", url, "If-Match", tag(seen), whole ? contents(wanted) : patch(wanted));
        JsonNode body = answer.body();
        long version = body.path("version").asLong();
        switch (answer.status()) {
            case CHANGED -> {
                history.add(new CartEdit(seen, wanted, whole, version, CartEdit.linesOf(body)));
                seen = version;
            }
            case LOST_RACE -> {
                if (version == seen) {
                    wrongAnswers.add("version %d was refused, and is the current one".formatted(seen));
                }
                seen = storefront.get(url).bodyIfSuccessful().path("version").asLong();
            }
            default -> wrongAnswers.add("a change was answered with %d: %s".formatted(answer.status(), body));
        }
        return answer.status();
    }

    private Map<String, Integer> randomLines(boolean whole) {
        Map<String, Integer> lines = new TreeMap<>();
        int count = 1 + random.below(SKUS.size() - 1);
        for (int i = 0; i < count; i++) {
            lines.put(random.oneOf(SKUS), whole ? 1 + random.below(MAX_QUANTITY) : random.below(MAX_QUANTITY + 1));
        }
        return lines;
    }

    static String tag(long version) {
        return "\"" + version + "\"";
    }

    static String contents(Map<String, Integer> lines) {
        return lines.entrySet().stream()
                .map(line -> "{\"sku\":\"%s\",\"quantity\":%d}".formatted(line.getKey(), line.getValue()))
                .collect(Collectors.joining(",", "{\"lines\":[", "]}"));
    }

    private static String patch(Map<String, Integer> lines) {
        return lines.entrySet().stream()
                .map(line -> "\"%s\":%s".formatted(line.getKey(), line.getValue() == 0 ? "null" : line.getValue()))
                .collect(Collectors.joining(",", "{\"lines\":{", "}}"));
    }
}
