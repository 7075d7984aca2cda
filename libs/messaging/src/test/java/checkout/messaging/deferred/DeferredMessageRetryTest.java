package checkout.messaging.deferred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.Subscription;
import checkout.messaging.TestService;
import checkout.messaging.TestService.Said;
import checkout.messaging.fault.FaultCircuit;
import checkout.messaging.fault.FaultCircuits;
import checkout.messaging.fault.FaultKind;
import checkout.messaging.sql.RoundTrip;
import checkout.messaging.status.ConsumerStatus;
import checkout.messaging.status.OperatorDecisions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** If this fails, a fault sends deferred messages to the dead letters, or they are handled late, out of order or never. */
class DeferredMessageRetryTest {
    private static TestService service;

    private final String group = "test-" + UUID.randomUUID();
    private final List<String> words = new CopyOnWriteArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final AtomicInteger attempts = new AtomicInteger();
    private final OperatorDecisions decisions = new OperatorDecisions(service.jdbc, Duration.ofHours(1));
    private final FaultCircuit ofPolls = FaultCircuits.of(group, cause -> false);
    private final FaultCircuit circuit = FaultCircuits.of(group, cause -> decisions.isResumed(group, cause));
    private final ConsumerStatus status = new ConsumerStatus(group, ofPolls, circuit, Clock.systemUTC());

    @BeforeAll
    static void open() {
        service = new TestService();
    }

    @Test
    void haltsBeforeItDeadLettersWhatEveryMessageFailsOn() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            defer("k" + i, "w" + i);
        }
        DeferredMessageRetry retry = retry(messages -> {
            attempts.incrementAndGet();
            if (broken.get()) {
                throw new IllegalStateException("always");
            }
            return listen(messages);
        });

        retry.run();
        ofPolls.resume(); // a poll that can be handled ends no halt of these
        assertThat(circuit.halted().orElseThrow().kind()).isEqualTo(FaultKind.RECORD);
        assertThat(status.haltedFor()).hasSize(1);
        assertThat(status.problems()).hasSize(1);
        int before = attempts.get();
        runUntilAttempted(retry, before + 1);
        assertThat(attempts).as("only some are tried while it is halted").hasValueLessThan(before + 50);
        assertThat(deferred()).isEqualTo(50);
        assertThat(deadLetters()).isEmpty();

        broken.set(false);
        runUntilNoneIsDeferred(retry);
        assertThat(words).hasSize(50);
        assertThat(deadLetters()).isEmpty();
        assertThat(circuit.halted()).isEmpty();
        assertThat(status.problems()).isEmpty();
    }

    @Test
    void anOperatorSendsTheMessagesOfACauseToTheDeadLetters() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            defer("k" + i, "w" + i);
        }
        DeferredMessageRetry retry = retry(messages -> {
            throw new IllegalStateException("always");
        });
        retry.run();
        decisions.resume(group, circuit.halted().orElseThrow().cause(), "ops", "a test's messages");

        runUntilNoneIsDeferred(retry);
        assertThat(deadLetters()).hasSize(10);
        assertThat(circuit.halted()).isEmpty();
    }

    @Test
    void aMessageThatOverflowsTheStackGoesToTheDeadLettersAlone() throws InterruptedException {
        defer("k1", "bad");
        defer("k1", "behind");
        defer("k2", "fine");

        retry(messages -> failOnBad(messages, new StackOverflowError())).run();

        assertThat(words).containsExactlyInAnyOrder("behind", "fine");
        assertThat(deadLetters()).singleElement().asString().contains("StackOverflowError");
        assertThat(circuit.halted()).isEmpty();
    }

    @Test
    void aMessageWhoseClassIsMissingHaltsTheGroupAndDelaysNoOtherKey() throws InterruptedException {
        defer("k1", "bad");
        defer("k1", "behind");
        defer("k2", "fine");
        DeferredMessageRetry retry = retry(messages -> broken.get()
                ? failOnBad(messages, new NoClassDefFoundError("checkout/inventory/Gone"))
                : listen(messages));

        retry.run();
        assertThat(words).containsExactly("fine");
        assertThat(circuit.halted().orElseThrow().kind()).isEqualTo(FaultKind.INSTALLATION);
        assertThat(status.problems()).hasSize(1);

        broken.set(false);
        runUntilNoneIsDeferred(retry);
        assertThat(words).containsExactly("fine", "bad", "behind");
        assertThat(deadLetters()).isEmpty();
        assertThat(circuit.halted()).isEmpty();
    }

    @Test
    void theThreadOutlivesAnErrorOfTheVirtualMachine() {
        defer("k1", "patient");
        DeferredMessageWorker worker = new DeferredMessageWorker(List.of(retry(messages -> {
            if (attempts.incrementAndGet() == 1) {
                throw new InternalError("of the virtual machine");
            }
            return listen(messages);
        })));
        worker.start();
        try {
            await().until(() -> words.contains("patient"));
        } finally {
            worker.stop();
        }
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aMessageIsNotTakenBeforeAnEarlierOneOfItsKey() {
        UUID first = defer("k", "first");
        UUID second = defer("k", "second");
        UUID other = defer("other", "other");

        assertThat(take(second, other)).containsExactly(other);
        assertThat(take(second, first)).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void handlesAMessageOfAnyAgeAndWithALongKey() throws InterruptedException {
        String key = ThreadLocalRandom.current()
                .ints(20_000, 'a', 'z')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        defer(UUID.fromString("018c0000-0000-7000-8000-" + group.substring(group.length() - 12)), key, "old");

        retry(this::listen).run();

        assertThat(words).containsExactly("old");
        assertThat(deadLetters()).isEmpty();
    }

    /** The consumer defers each message that takes too long, so many of them may be neighbours. */
    @Test
    void whatIsBehindManySlowMessagesHasItsTurn() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            defer("k" + i, "slow");
        }
        defer("k", "fine");
        DeferredMessageRetry retry = retry(messages -> {
            if (broken.get()
                    && messages.stream().anyMatch(message -> word(message).equals("slow"))) {
                throw new QueryTimeoutException("too slow", new SQLException("statement timeout", "57014"));
            }
            return listen(messages);
        });

        for (int run = 0; run < 10 && words.isEmpty(); run++) {
            retry.run();
        }
        assertThat(words).containsExactly("fine");

        broken.set(false);
        runUntilNoneIsDeferred(retry);
        assertThat(words).hasSize(21);
    }

    private Effects failOnBad(List<ReceivedMessage> messages, Error failure) {
        if (messages.stream().anyMatch(message -> word(message).equals("bad"))) {
            throw failure;
        }
        return listen(messages);
    }

    private Effects listen(List<ReceivedMessage> messages) {
        messages.forEach(message -> words.add(word(message)));
        return new Effects();
    }

    private static String word(ReceivedMessage message) {
        return ((Said) message.body()).word();
    }

    private Subscription subscription(BatchHandler.Decider decider) {
        return new Subscription(group, List.of(group), (messages, reading) -> decider);
    }

    private DeferredMessageRetry retry(BatchHandler.Decider decider) {
        return new DeferredMessageRetry(
                subscription(decider),
                service.messageTypes,
                service.json,
                transaction(),
                service.jdbc,
                service.outbox,
                status);
    }

    private static TransactionTemplate transaction() {
        return new TransactionTemplate(new DataSourceTransactionManager(service.jdbc.getDataSource()));
    }

    private List<UUID> take(UUID... ids) {
        DeferredMessages messages = new DeferredMessages(service.jdbc, subscription(this::listen), service.json);
        RoundTrip trip = new RoundTrip(service.jdbc);
        var taken = messages.take(List.of(ids), trip);
        trip.execute();
        return List.copyOf(taken.get());
    }

    private static void run(DeferredMessageRetry retry) {
        try {
            retry.run();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void runUntilAttempted(DeferredMessageRetry retry, int count) {
        await().until(() -> {
            run(retry);
            return attempts.get() >= count;
        });
    }

    private void runUntilNoneIsDeferred(DeferredMessageRetry retry) {
        await().until(() -> {
            run(retry);
            return deferred() == 0 && circuit.halted().isEmpty();
        });
    }

    private UUID defer(String key, String word) {
        UUID id = MessageIds.next();
        defer(id, key, word);
        return id;
    }

    private void defer(UUID id, String key, String word) {
        service.jdbc.update(
                """
                insert into deferred_message (id, subscription, message_key, topic, partition, kafka_offset, headers, payload)
                values (?, ?, ?, ?, 0, 0, ?, ?)
                """,
                id,
                group,
                key,
                group,
                "{\"ce_id\":\"%s\",\"ce_type\":\"test.Said.v1\"}".formatted(id),
                "{\"word\":\"%s\"}".formatted(word));
    }

    private int deferred() {
        return service.jdbc.queryForObject(
                "select count(*) from deferred_message where subscription = ?", int.class, group);
    }

    private List<String> deadLetters() {
        return service.jdbc.queryForList("select headers from outbox where topic = ?", String.class, group + ".dlt");
    }
}
