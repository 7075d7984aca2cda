package checkout.messaging.container;

import static checkout.messaging.container.ConsumerHarness.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.Subscription;
import checkout.messaging.TestService;
import checkout.messaging.deferred.DeferredMessageWorker;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

/** Red here: one record whose statements are always cancelled blocks its partition for ever, or is skipped or overtaken. */
class SlowRecordTest {
    private final TestService service = new TestService();
    private final TestProducer producer = new TestProducer(TestServers.kafka());
    private final AtomicInteger cancelled = new AtomicInteger();
    private volatile Predicate<String> slow = word -> word.startsWith("slow");
    private ConsumerHarness harness;
    private DeferredMessageWorker worker;

    @BeforeEach
    void start() {
        harness = new ConsumerHarness(service, producer, 1);
        Subscription subscription =
                new Subscription(harness.group, List.of(harness.topic), (messages, reading) -> this::handle);
        worker = new DeferredMessageWorker(List.of(harness.deferredMessageRetry(subscription)));
        harness.send("a", "a0");
        harness.send("k", "slow");
        harness.send("k", "behind");
        harness.send("b", "b0");
        harness.start(subscription, Map.of());
        worker.start();
    }

    @AfterEach
    void stop() {
        worker.stop();
        harness.close();
        producer.close();
    }

    @Test
    void othersGoOnAndTheSlowOneIsHandledInOrderWhenItCan() {
        await().until(() -> harness.words.containsAll(List.of("a0", "b0")));
        harness.send("b", "b1");
        harness.send("k", "last");
        await().until(() -> harness.words.contains("b1"));
        assertThat(harness.words).containsExactly("a0", "b0", "b1");
        assertThat(harness.deadLetters()).isEmpty();

        slow = word -> false;

        await().until(() -> harness.words.contains("last"));
        assertThat(harness.words).containsSubsequence("slow", "behind", "last").hasSize(6);
        assertThat(harness.deadLetters()).isEmpty();
    }

    private Effects handle(List<ReceivedMessage> messages) {
        if (messages.stream().anyMatch(message -> slow.test(word(message)))) {
            cancelled.incrementAndGet();
            throw new QueryTimeoutException(
                    "too slow", new SQLException("canceling statement due to statement timeout", "57014"));
        }
        return harness.listen(messages);
    }
}
