package checkout.strategies.reservation;

import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.KafkaTopics;
import checkout.contracts.Reply;
import checkout.contracts.Reply.OutOfStock;
import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.contracts.Reply.StockReserved;
import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.Effects.OutgoingMessage;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.sql.RoundTrip;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands the requests to the handler of inventory-service in polls, as its consumer does: one transaction of two round trips
 * for all that arrived while the previous one was handled.
 */
public final class BatchedReservations implements ReservationStrategy {
    /** As in the service: {@code checkout.consumer.max-poll}. */
    private static final int MAX_POLL = 500;

    private static final byte[] NO_BYTES = {};

    private final BatchHandler handler;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final BlockingQueue<Waiting> arrived = new LinkedBlockingQueue<>();
    private final Thread consumer;

    /** A request, and the buyer who waits for the answer. */
    private record Waiting(ReserveStock request, CompletableFuture<List<Shortage>> answer) {}

    /** @param handler the service's own */
    public BatchedReservations(BatchHandler handler, JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.handler = handler;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.consumer = Thread.ofPlatform().daemon().name("poll").start(this::consume);
    }

    @Override
    public List<Shortage> reserve(ReserveStock request) throws InterruptedException {
        Waiting waiting = new Waiting(request, new CompletableFuture<>());
        arrived.add(waiting);
        try {
            return waiting.answer().get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The poll with this request failed", failed.getCause());
        }
    }

    private void consume() {
        try {
            while (!Thread.interrupted()) {
                List<Waiting> poll = new ArrayList<>();
                poll.add(arrived.take());
                arrived.drainTo(poll, MAX_POLL - 1);
                answer(poll);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(List<Waiting> poll) {
        try {
            Map<String, Reply> replies = Objects.requireNonNull(transaction.execute(status -> handle(poll)));
            poll.forEach(waiting -> waiting.answer()
                    .complete(shortages(Objects.requireNonNull(
                            replies.get(waiting.request().checkoutId().toString())))));
        } catch (RuntimeException | Error failed) {
            // nobody else would tell the buyers
            poll.forEach(waiting -> waiting.answer().completeExceptionally(failed));
        }
    }

    private Map<String, Reply> handle(List<Waiting> poll) {
        List<ReceivedMessage> messages =
                poll.stream().map(waiting -> message(waiting.request())).toList();
        RoundTrip reading = new RoundTrip(jdbc);
        BatchHandler.Decider decider = handler.prepare(messages, reading);
        reading.execute();
        Effects effects = decider.decide(messages);
        RoundTrip writing = new RoundTrip(jdbc);
        effects.writes().forEach(write -> writing.update(write.sql(), write.rows()));
        writing.executeAndCommit();
        Map<String, Reply> replies = new HashMap<>();
        for (OutgoingMessage message : effects.messages()) {
            // the others announce that something has run out
            if (message.body() instanceof Reply reply) {
                replies.put(message.key(), reply);
            }
        }
        return replies;
    }

    private static ReceivedMessage message(ReserveStock request) {
        String key = request.checkoutId().toString();
        return new ReceivedMessage(
                request.checkoutId(),
                "inventory.ReserveStock.v1",
                key,
                null,
                null,
                request,
                new ConsumerRecord<>(KafkaTopics.INVENTORY_COMMANDS, 0, 0, NO_BYTES, NO_BYTES));
    }

    private static List<Shortage> shortages(Reply reply) {
        if (reply instanceof OutOfStock refused) {
            return refused.shortages();
        }
        if (reply instanceof StockReserved) {
            return List.of();
        }
        throw new IllegalStateException("A request for stock was answered with %s".formatted(reply));
    }

    @Override
    public void close() {
        consumer.interrupt();
    }
}
