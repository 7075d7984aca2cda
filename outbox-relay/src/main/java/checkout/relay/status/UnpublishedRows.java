package checkout.relay.status;

import checkout.relay.source.SourceRelay;
import checkout.relay.source.SourceRelays;
import checkout.relay.status.RelayStatus.Unpublished;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The oldest unpublished row of each source, read in the background, so that a database that does not answer delays neither
 * a caller nor the other sources.
 */
@Component
class UnpublishedRows {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration MAX_AGE = Duration.ofMillis(500);
    private static final Duration SHORT_PATIENCE = Duration.ofMillis(250);

    private final Map<SourceRelay, Question> questions = new LinkedHashMap<>();

    UnpublishedRows(SourceRelays relays) {
        for (SourceRelay relay : relays.all()) {
            questions.put(relay, new Question(relay));
        }
    }

    /** What is known about the oldest unpublished row of a source. */
    sealed interface Answer {

        record Known(Optional<Unpublished> oldest) implements Answer {}

        /**
         * The database did not answer in time.
         *
         * @param since when it last answered; null if it has not yet
         */
        record Unknown(@Nullable Instant since, String why) implements Answer {}
    }

    /** Asks all databases at once and waits for all of them together at most two seconds. */
    Map<SourceRelay, Answer> all() {
        return of(List.copyOf(questions.keySet()), PATIENCE);
    }

    /** Asks one database and waits only shortly; for callers that go through the sources one by one. */
    Answer soon(SourceRelay relay) {
        return Objects.requireNonNull(of(List.of(relay), SHORT_PATIENCE).get(relay));
    }

    private Map<SourceRelay, Answer> of(List<SourceRelay> relays, Duration patience) {
        relays.forEach(relay -> question(relay).ask());
        long deadline = System.nanoTime() + patience.toNanos();
        Map<SourceRelay, Answer> answers = new LinkedHashMap<>();
        relays.forEach(relay -> answers.put(relay, question(relay).await(deadline)));
        return answers;
    }

    private Question question(SourceRelay relay) {
        return Objects.requireNonNull(questions.get(relay));
    }

    /** At most one query of a source is running, whatever the number of callers; a recent answer is used again. */
    private static final class Question {
        private final SourceRelay relay;
        private final ExecutorService thread;
        private CompletableFuture<Optional<Unpublished>> current = new CompletableFuture<>();
        private @Nullable Long askedNanos;
        private volatile @Nullable Instant answeredAt;

        Question(SourceRelay relay) {
            this.relay = relay;
            this.thread = Executors.newSingleThreadExecutor(work -> {
                Thread created = new Thread(work, "status-" + relay.source().name());
                created.setDaemon(true);
                return created;
            });
        }

        synchronized void ask() {
            Long asked = askedNanos;
            boolean running = asked != null && !current.isDone();
            if (running || (asked != null && System.nanoTime() - asked < MAX_AGE.toNanos())) {
                return;
            }
            askedNanos = System.nanoTime();
            current = CompletableFuture.supplyAsync(
                    () -> {
                        Optional<Unpublished> oldest = UnpublishedRowQuery.oldest(relay);
                        answeredAt = Instant.now();
                        return oldest;
                    },
                    thread);
        }

        private synchronized CompletableFuture<Optional<Unpublished>> current() {
            return current;
        }

        Answer await(long deadlineNanos) {
            try {
                return new Answer.Known(
                        current().get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                return new Answer.Unknown(answeredAt, "the database does not answer");
            } catch (ExecutionException e) {
                return new Answer.Unknown(answeredAt, String.valueOf(e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Answer.Unknown(answeredAt, "the query was interrupted");
            }
        }
    }
}
