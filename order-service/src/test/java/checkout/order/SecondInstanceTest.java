package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Fails if the promises about returns hold only within one process: they must outlive a restart and span instances. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondInstanceTest extends RunningReturns {
    private SecondInstance second;

    @BeforeAll
    void start(@Autowired Environment first) {
        second = new SecondInstance(first);
    }

    @AfterAll
    void stop() {
        second.close();
    }

    @Test
    void repeatsTheFirstAnswerOfTheOtherInstance() {
        UUID checkout = confirmed();
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = requestReturn(checkout, key, lines("TEA-001", 1));
        HttpResponse<String> again = send(toSecond(checkout, key, lines("TEA-001", 1)));
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(body(again)).isEqualTo(body(first));
        assertThat(send(toSecond(checkout, key, lines("TEA-001", 2))).statusCode())
                .isEqualTo(422);
    }

    @Test
    void recordsTheLastItemOnce() {
        for (int round = 0; round < 5; round++) {
            UUID checkout = confirmed();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String key = UUID.randomUUID().toString();
                answers.add(sendWithoutWaiting(returnRequest(checkout, key, lines("CUP-001", 1))));
                answers.add(sendWithoutWaiting(toSecond(checkout, key, lines("CUP-001", 1))));
            }
            List<String> accepted = answers.stream()
                    .map(CompletableFuture::join)
                    .filter(answer -> answer.statusCode() == 202)
                    .map(answer -> body(answer).at("/returnId").asString())
                    .distinct()
                    .toList();
            assertThat(accepted).hasSize(1);
        }
    }

    private HttpRequest.Builder toSecond(UUID checkout, String key, String body) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/v1/checkouts/%s/returns".formatted(second.port(), checkout)))
                .header("Authorization", "Bearer " + ONE)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }
}
