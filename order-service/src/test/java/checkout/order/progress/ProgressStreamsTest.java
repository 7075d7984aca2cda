package checkout.order.progress;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.contracts.Money;
import checkout.contracts.RejectionReason;
import checkout.order.orders.Order;
import checkout.order.orders.OrderStatus;
import checkout.order.progress.CheckoutReader.ReadCheckout;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Red here: a stream that is over is kept and read for, one checkout that cannot be read holds up the others, or open streams keep
 * the process from stopping.
 */
class ProgressStreamsTest {
    private final ProgressStreams ended = streams(ids ->
            ids.stream().map(id -> new ReadCheckout(rejected(id), List.of())).toList());

    /** The emitter is handed to the server only after the controller has returned, which never happens here. */
    @Test
    void nothingStaysOfAStreamThatIsOverBeforeTheServerHasIt() {
        ended.add(stream(new SseEmitter()));
        assertThat(ended.checkouts()).isEmpty();
    }

    @Test
    void nothingStaysOfAStreamWhoseClientHasLeft() {
        for (Exception failure :
                List.of(new IOException("broken pipe"), new IllegalArgumentException("no converter"))) {
            ended.add(stream(new SseEmitter() {
                @Override
                public void send(SseEventBuilder event) throws IOException {
                    switch (failure) {
                        case IOException broken -> throw broken;
                        case RuntimeException bug -> throw bug;
                        default -> throw new IllegalStateException(failure);
                    }
                }
            }));
            assertThat(ended.checkouts()).isEmpty();
        }
    }

    @Test
    void aHeartbeatFindsAClientThatHasLeft() {
        ProgressStreams unread = streams(ids -> List.of());
        unread.add(stream(new SseEmitter() {
            @Override
            public void send(SseEventBuilder event) throws IOException {
                throw new IOException("broken pipe");
            }
        }));
        assertThat(unread.checkouts()).hasSize(1);
        unread.sendHeartbeats();
        assertThat(unread.checkouts()).isEmpty();
    }

    @Test
    void checkoutsThatCannotBeReadHoldUpFewOthers() {
        UUID unreadable = UUID.randomUUID();
        AtomicBoolean over = new AtomicBoolean();
        ProgressStreams streams = streams(ids -> {
            assertThat(ids).hasSizeLessThanOrEqualTo(100);
            if (ids.contains(unreadable)) {
                throw new QueryTimeoutException("canceling statement due to statement timeout");
            }
            return over.get()
                    ? ids.stream()
                            .map(id -> new ReadCheckout(rejected(id), List.of()))
                            .toList()
                    : List.of();
        });
        streams.add(new ProgressStream(unreadable, new SseEmitter(), 0));
        for (int i = 0; i < 250; i++) {
            streams.add(stream(new SseEmitter()));
        }
        over.set(true);
        streams.updateAll();
        assertThat(streams.checkouts()).contains(unreadable).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void aCheckoutThatMakesNoSenseHoldsUpNoOther() {
        UUID damaged = UUID.randomUUID();
        AtomicBoolean over = new AtomicBoolean();
        ProgressStreams streams = streams(ids -> {
            if (ids.contains(damaged)) {
                throw new IllegalArgumentException("argument \"content\" is null");
            }
            return over.get()
                    ? ids.stream()
                            .map(id -> new ReadCheckout(rejected(id), List.of()))
                            .toList()
                    : List.of();
        });
        streams.add(new ProgressStream(damaged, new SseEmitter(), 0));
        for (int i = 0; i < 250; i++) {
            streams.add(stream(new SseEmitter()));
        }
        over.set(true);
        streams.updateAll();
        assertThat(streams.checkouts()).containsExactly(damaged);
    }

    @Test
    void openStreamsAreCompletedWhenTheApplicationStops() {
        List<CompletedClient> clients = List.of(new CompletedClient(), new CompletedClient());
        ProgressStreams streams = streams(ids -> List.of());
        try (AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext()) {
            application.registerBean(ProgressStreams.class, () -> streams);
            application.refresh();
            clients.forEach(client -> streams.add(stream(client)));
            assertThat(clients).noneMatch(client -> client.completed.get());
        }
        assertThat(clients).allMatch(client -> client.completed.get());
        assertThat(streams.checkouts()).isEmpty();
    }

    @Test
    void aStreamThatIsOpenedWhileTheApplicationStopsIsCompletedAtOnce() {
        CompletedClient client = new CompletedClient();
        ProgressStreams stopped = streams(ids -> List.of());
        stopped.stop();
        stopped.add(stream(client));
        assertThat(client.completed).isTrue();
        assertThat(stopped.checkouts()).isEmpty();
    }

    private static final class CompletedClient extends SseEmitter {
        final AtomicBoolean completed = new AtomicBoolean();

        @Override
        public void complete() {
            completed.set(true);
            super.complete();
        }
    }

    private static ProgressStream stream(SseEmitter client) {
        return new ProgressStream(UUID.randomUUID(), client, 0);
    }

    private static ProgressStreams streams(CheckoutReader checkouts) {
        ProgressStreams streams = new ProgressStreams(checkouts, new ProgressCache(), new SyncTaskExecutor());
        streams.start();
        return streams;
    }

    private static Order rejected(UUID id) {
        return new Order(
                id,
                "one",
                "c-1",
                OrderStatus.REJECTED,
                RejectionReason.OUT_OF_STOCK,
                List.of(),
                new Money(1, "EUR"),
                "card",
                false,
                false,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
