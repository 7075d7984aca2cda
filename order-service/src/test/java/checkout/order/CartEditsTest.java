package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Fails if a change that was acknowledged is lost when two clients change one cart at the same time. */
class CartEditsTest extends RunningCarts {
    private static final int EDITS_OF_EACH = 500;
    private static final List<String> SKUS = List.of("TEA-001", "TEA-002", "TEA-003", "CUP-001", "POT-001");

    /** A change that was acknowledged: made of one version, it led to another. */
    private record Acknowledged(
            long from, Map<String, Integer> change, boolean whole, long to, Map<String, Integer> lines) {
        /** The lines that the change makes of these. */
        Map<String, Integer> appliedTo(Map<String, Integer> before) {
            Map<String, Integer> after = new TreeMap<>(whole ? Map.of() : before);
            change.forEach((sku, quantity) -> {
                if (quantity == 0) {
                    after.remove(sku);
                } else {
                    after.put(sku, quantity);
                }
            });
            return after;
        }
    }

    private record Seen(String tag, long version) {}

    @Test
    void keepsEveryAcknowledgedChange() throws Exception {
        String cart = created("TEA-001", 1);
        ConcurrentLinkedQueue<Acknowledged> history = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
        Seen first = seen(read(cart));
        CyclicBarrier together = new CyclicBarrier(2);
        try (ExecutorService clients = Executors.newFixedThreadPool(2)) {
            List<CompletableFuture<Void>> both = new ArrayList<>();
            for (int client = 0; client < 2; client++) {
                SplittableRandom random = new SplittableRandom(client);
                both.add(CompletableFuture.runAsync(() -> edit(cart, random, together, history, statuses), clients));
            }
            for (CompletableFuture<Void> client : both) {
                client.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(statuses).hasSize(2 * EDITS_OF_EACH).containsOnly(200, 412);
        assertThat(statuses.stream().filter(status -> status == 412))
                .as("lost races")
                .isNotEmpty();
        assertChain(first.version(), Map.of("TEA-001", 1), history, body(read(cart)));
    }

    private void edit(
            String cart,
            SplittableRandom random,
            CyclicBarrier together,
            ConcurrentLinkedQueue<Acknowledged> history,
            ConcurrentLinkedQueue<Integer> statuses) {
        Seen seen = seen(read(cart));
        await(together);
        for (int i = 0; i < EDITS_OF_EACH; i++) {
            boolean whole = random.nextInt(4) == 0;
            Map<String, Integer> change = randomChange(random, whole);
            HttpResponse<String> answer =
                    whole ? put(cart, seen.tag(), whole(change)) : patch(cart, seen.tag(), merge(change));
            statuses.add(answer.statusCode());
            if (answer.statusCode() == 200) {
                Seen now = seen(answer);
                history.add(new Acknowledged(seen.version(), change, whole, now.version(), quantities(body(answer))));
                seen = now;
            } else {
                assertThat(tag(answer)).as("the current tag").isNotEqualTo(seen.tag());
                seen = seen(read(cart));
            }
        }
    }

    /** Each change was made of what the one before it had left, and the last one is what the cart shows. */
    private static void assertChain(
            long version, Map<String, Integer> lines, Iterable<Acknowledged> history, JsonNode cart) {
        List<Acknowledged> inOrder = new ArrayList<>();
        history.forEach(inOrder::add);
        inOrder.sort(Comparator.comparing(Acknowledged::to).thenComparing(Acknowledged::from));
        long at = version;
        Map<String, Integer> before = new TreeMap<>(lines);
        for (Acknowledged edit : inOrder) {
            Map<String, Integer> after = edit.appliedTo(before);
            assertThat(edit.from()).as("the version that %s was made of", edit).isEqualTo(at);
            assertThat(edit.lines()).as("the lines after %s", edit).isEqualTo(after);
            if (edit.to() == edit.from()) {
                assertThat(after).as("a change without a new version").isEqualTo(before);
            }
            at = edit.to();
            before = after;
        }
        assertThat(cart.at("/version").asLong()).isEqualTo(at);
        assertThat(quantities(cart)).isEqualTo(before);
    }

    private static Map<String, Integer> randomChange(SplittableRandom random, boolean whole) {
        Map<String, Integer> change = new TreeMap<>();
        int lines = 1 + random.nextInt(3);
        for (int i = 0; i < lines; i++) {
            change.put(SKUS.get(random.nextInt(SKUS.size())), whole ? 1 + random.nextInt(9) : random.nextInt(10));
        }
        return change;
    }

    private static String whole(Map<String, Integer> quantities) {
        List<String> lines = new ArrayList<>();
        quantities.forEach((sku, quantity) -> lines.add("{\"sku\":\"%s\",\"quantity\":%d}".formatted(sku, quantity)));
        return "{\"lines\":[%s]}".formatted(String.join(",", lines));
    }

    /** Quantity 0 stands for removing the line. */
    private static String merge(Map<String, Integer> quantities) {
        List<String> lines = new ArrayList<>();
        quantities.forEach((sku, quantity) -> lines.add("\"%s\":%s".formatted(sku, quantity == 0 ? "null" : quantity)));
        return patchOf(String.join(",", lines));
    }

    private static Map<String, Integer> quantities(JsonNode cart) {
        Map<String, Integer> quantities = new TreeMap<>();
        cart.at("/lines")
                .forEach(line -> quantities.put(
                        line.at("/sku").asString(), line.at("/quantity").asInt()));
        return quantities;
    }

    private Seen seen(HttpResponse<String> answer) {
        return new Seen(tag(answer), body(answer).at("/version").asLong());
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await(30, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException("The other client did not come", failed);
        }
    }
}
