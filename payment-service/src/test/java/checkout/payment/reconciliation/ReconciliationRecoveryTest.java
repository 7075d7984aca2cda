package checkout.payment.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.payment.reconciliation.ReconciliationRun.State;
import checkout.payment.reconciliation.ReconciliationRuns.LeaseLostException;
import checkout.payment.reconciliation.difference.Difference;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** If this fails, a comparison is lost with its process, is made twice at once, or takes a silent provider for an empty one. */
class ReconciliationRecoveryTest extends ReconciliationTestBase {
    private static final int UP = 0;

    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer front;
    private volatile int failure = UP;
    private volatile String failureBody = "";
    private volatile @Nullable UUID unreadable;

    /** In front of the provider, so that it can be down for the comparison only. */
    @BeforeEach
    void startFront() throws IOException {
        front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.createContext("/", this::forward);
        front.start();
        IntStream.range(0, 6).forEach(i -> shop.paid("tok_declined", "DECLINED"));
    }

    @AfterEach
    void stopFront() {
        front.stop(0);
    }

    private void forward(HttpExchange exchange) throws IOException {
        boolean readable =
                unreadable == null || !exchange.getRequestURI().toString().contains(unreadable.toString());
        int status = readable ? failure : 500;
        byte[] body = failureBody.getBytes(UTF_8);
        if (status == UP) {
            try {
                HttpResponse<byte[]> answer = http.send(
                        HttpRequest.newBuilder(URI.create(shop.provider.url() + exchange.getRequestURI()))
                                .build(),
                        BodyHandlers.ofByteArray());
                status = answer.statusCode();
                body = answer.body();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private ReconcilerInstance behindFront(Map<String, String> changes) {
        return new ReconcilerInstance(
                shop, "http://127.0.0.1:" + front.getAddress().getPort(), changes);
    }

    @Test
    void anotherInstanceGoesOnWhereAKilledOneStopped() throws Exception {
        int allPages = reconciler.run().counts().pages();
        UUID id = reconciler.begin();
        reconciler.step();
        ReconciliationRun killed = reconciler.runs.find(id).orElseThrow();
        assertThat(killed.counts().pages()).isEqualTo(1);

        try (ReconcilerInstance other = new ReconcilerInstance(shop)) {
            assertThat(other.step()).as("the run belongs to the first instance").isEmpty();
            assertThat(other.runs.begin("operator")).as("a second run").isEmpty();

            endLease();
            other.stepUntil(id, run -> run.counts().pages() == 2);
            assertThat(reconciler.step())
                    .as("the run belongs to the other instance")
                    .isEmpty();
            assertThatThrownBy(() -> reconciler.runs.save(killed)).isInstanceOf(LeaseLostException.class);

            ReconciliationRun ended = other.stepUntil(id, run -> run.state() != State.RUNNING);
            assertThat(ended.state()).isEqualTo(State.DONE);
            assertThat(ended.counts().pages()).isEqualTo(allPages);
            assertThat(ended.counts().newDifferences()).isZero();
        }
    }

    @Test
    void anInstanceThatStopsLeavesTheRunToOthersAtOnce() throws Exception {
        UUID id = reconciler.begin();
        reconciler.step();
        reconciler.runs.release();

        try (ReconcilerInstance other = new ReconcilerInstance(shop)) {
            assertThat(other.step()).isPresent();
            other.stepUntil(id, run -> run.state() == State.DONE);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"503||status 503", "200|{}|not answered with a page", "200|<html/>|not answered with a page"})
    void waitsForAProviderThatDoesNotAnswerAndGoesOn(int status, @Nullable String body, String error) throws Exception {
        int allPages = reconciler.run().counts().pages();
        try (ReconcilerInstance instance = behindFront(Map.of())) {
            UUID id = instance.begin();
            instance.stepUntil(id, run -> run.counts().pages() == 1);
            failureBody = body == null ? "" : body;
            failure = status;

            ReconciliationRun waiting = instance.stepUntil(id, run -> run.failures() >= 3);
            assertThat(waiting.state()).isEqualTo(State.RUNNING);
            assertThat(waiting.lastError()).contains(error);
            assertThat(waiting.counts().pages()).isEqualTo(1);

            failure = UP;
            ReconciliationRun ended = instance.stepUntil(id, run -> run.state() != State.RUNNING);
            assertThat(ended.state()).isEqualTo(State.DONE);
            assertThat(ended.lastError()).isNull();
            assertThat(ended.counts().pages()).isEqualTo(allPages);
            assertThat(ended.counts().newDifferences()).isZero();
        }
    }

    @Test
    void anAccountThatCannotBeReadDelaysNoOther() throws Exception {
        UUID notRead = shop.authorized();
        UUID read = shop.authorized();
        change(notRead, "status = 'VOIDED'");
        change(read, "status = 'VOIDED'");
        unreadable = notRead;
        try (ReconcilerInstance instance = behindFront(Map.of("give-up-after", "0s"))) {
            ReconciliationRun ended = instance.run();

            assertThat(ended.state()).isEqualTo(State.DONE);
            assertThat(ended.counts().undecided()).isEqualTo(1);
            assertThat(instance.open())
                    .extracting(Difference::checkoutId)
                    .contains(read)
                    .doesNotContain(notRead);
        }
    }

    @Test
    void givesUpAProviderThatStaysSilent() throws Exception {
        try (ReconcilerInstance instance = behindFront(Map.of("give-up-after", "0s"))) {
            failure = 500;
            ReconciliationRun failed = instance.run();

            assertThat(failed.state()).isEqualTo(State.FAILED);
            assertThat(failed.lastError()).contains("has not answered", "status 500");
            assertThat(failed.counts().pages()).isZero();

            failure = UP;
            assertThat(instance.run().state()).isEqualTo(State.DONE);
        }
    }

    @Test
    void beginsOneWhenTheLastBeganLongEnoughAgo() throws Exception {
        reconciler.run();
        reconciler.runs.beginIfDue(Duration.ofHours(1));
        assertThat(reconciler.runs.running()).isEmpty();

        shop.jdbc.update("update reconciliation_run set started_at = now() - interval '61 minutes'");
        reconciler.runs.beginIfDue(Duration.ofHours(1));
        reconciler.runs.beginIfDue(Duration.ofHours(1));

        UUID scheduled = reconciler.runs.running().orElseThrow();
        assertThat(reconciler.runs.find(scheduled).orElseThrow().startedBy()).isEqualTo("schedule");
        reconciler.stepUntil(scheduled, run -> run.state() == State.DONE);
    }

    private static void endLease() {
        assertThat(
                        shop.jdbc.update(
                                "update reconciliation_run set lease_until = now() - interval '1 second' where state = 'RUNNING'"))
                .isEqualTo(1);
    }
}
