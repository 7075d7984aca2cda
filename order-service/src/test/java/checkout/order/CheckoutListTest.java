package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Fails if lists of checkouts that take long occupy the connections that every other request needs. */
class CheckoutListTest extends RunningOrderService {
    private static final int READERS = 20;

    @Autowired
    private DataSource dataSource;

    @Test
    void fewListsAreReadAtOnce() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> lists;
        try (Connection slow = dataSource.getConnection()) {
            slow.setAutoCommit(false);
            try (Statement lock = slow.createStatement()) {
                lock.execute("lock table orders in access exclusive mode");
            }
            lists = IntStream.range(0, READERS)
                    .mapToObj(i -> sendWithoutWaiting(request("/v1/checkouts", ONE)))
                    .toList();
            assertThat(lists)
                    .as("busy, or ended by the lock timeout")
                    .allMatch(list -> list.join().statusCode() == 503);
            slow.rollback();
        }
        List<HttpResponse<String>> refused = lists.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.body().contains("urn:checkout:problem:busy"))
                .toList();
        assertThat(refused).hasSizeGreaterThan(READERS / 2).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(body(answer).has("outcome")).isFalse();
        });
        assertThat(get("/v1/checkouts", ONE).statusCode()).isEqualTo(200);
    }
}
