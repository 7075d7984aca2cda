package checkout.relay.quarantine;

import checkout.relay.kafka.KafkaClientSettings;
import checkout.relay.kafka.TopicLookup;
import checkout.relay.publish.CommittedOutboxRow;
import checkout.relay.publish.KafkaPublisher;
import checkout.relay.publish.RefusedRows;
import checkout.relay.publish.RepeatedFailures;
import checkout.relay.publish.RowRefusal;
import checkout.relay.quarantine.QuarantinedRow.Status;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.SourceDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the rows of one source that Kafka refuses for good, in the source's database. */
public final class Quarantine implements RefusedRows {

    private static final Logger log = LoggerFactory.getLogger(Quarantine.class);
    private static final int MAX_STORED_TOGETHER = 20;
    private static final int MAX_LOGGED_TOGETHER = 3;
    private static final Duration COUNT_AGAIN_AFTER = Duration.ofSeconds(10);

    private final RelaySettings settings;
    private final KafkaClientSettings kafka;
    private final RelaySettings.Source source;
    private final TopicLookup topics;
    private final RepeatedFailures repeatedFailures = new RepeatedFailures();
    /** The rows that must not be sent: those that wait for an operator, and those that one has discarded. */
    private final Map<UUID, Status> held = new ConcurrentHashMap<>();

    private final ConcurrentLinkedQueue<Pending> pending = new ConcurrentLinkedQueue<>();
    private final ExecutorService writer;

    private volatile OptionalLong openRows = OptionalLong.empty();
    private volatile long countedAtNanos = System.nanoTime() - COUNT_AGAIN_AFTER.toNanos();

    Quarantine(RelaySettings settings, KafkaClientSettings kafka, RelaySettings.Source source) {
        this.settings = settings;
        this.kafka = kafka;
        this.source = source;
        this.topics = new TopicLookup(kafka);
        this.writer = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "quarantine-" + source.name());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Connects a publisher that keeps here what Kafka refuses. It does not send again what is kept already. */
    public KafkaPublisher publisher() {
        readHeld();
        return KafkaPublisher.connect(kafka, settings.memoryPerSource(), this, repeatedFailures);
    }

    /**
     * The table decides, because the database may have gone back, or another relay may have sent a row. A row that is stored meanwhile, by the engine
     * beside which a replay begins, stays.
     */
    private void readHeld() {
        Set<UUID> before = Set.copyOf(held.keySet());
        Map<UUID, Status> stored = inSession(table -> {
            table.deleteSettled();
            openRows = OptionalLong.of(table.countOpen());
            return table.held();
        });
        before.stream().filter(id -> !stored.containsKey(id)).forEach(held::remove);
        held.putAll(stored);
    }

    @Override
    public boolean contains(UUID id) {
        return held.containsKey(id);
    }

    /** Whether a row waits for an operator, as far as this process knows. Does not wait for the database. */
    public boolean isWaiting(UUID id) {
        return held.get(id) == Status.OPEN;
    }

    /** Whether an operator has discarded a row, as far as this process knows. Does not wait for the database. */
    public boolean isDiscarded(UUID id) {
        return held.get(id) == Status.DISCARDED;
    }

    @Override
    public CompletableFuture<Void> keep(CommittedOutboxRow row, RowRefusal refusal) {
        Pending each = new Pending(new QuarantineTable.Refused(row, refusal), new CompletableFuture<>());
        pending.add(each);
        writer.execute(this::storePending);
        return each.stored;
    }

    private void storePending() {
        List<Pending> together = new ArrayList<>();
        for (Pending next = pending.poll(); next != null; next = pending.poll()) {
            together.add(next);
            if (together.size() == MAX_STORED_TOGETHER) {
                break;
            }
        }
        if (together.isEmpty()) {
            return;
        }
        List<QuarantineTable.Refused> rows;
        try {
            rows = store(together);
        } catch (RuntimeException notStored) {
            together.forEach(each -> each.stored.completeExceptionally(notStored));
            return;
        }
        report(rows);
        for (Pending each : together) {
            held.put(each.refused.row().id(), Status.OPEN);
            each.stored.complete(null);
        }
    }

    private List<QuarantineTable.Refused> store(List<Pending> together) {
        Map<String, Optional<String>> limits = new HashMap<>();
        List<QuarantineTable.Refused> rows =
                together.stream().map(each -> withLimit(each.refused, limits)).toList();
        openRows = inSession(table -> {
            table.insert(rows);
            return OptionalLong.of(table.countOpen());
        });
        return rows;
    }

    private QuarantineTable.Refused withLimit(QuarantineTable.Refused refused, Map<String, Optional<String>> limits) {
        if (!refused.refusal().tooLarge()) {
            return refused;
        }
        return limits.computeIfAbsent(refused.row().topic(), topics::maxMessageBytes)
                .map(limit -> new QuarantineTable.Refused(
                        refused.row(), refused.refusal().withLimit(limit)))
                .orElse(refused);
    }

    private void report(List<QuarantineTable.Refused> rows) {
        for (QuarantineTable.Refused each : rows.subList(0, Math.min(rows.size(), MAX_LOGGED_TOGETHER))) {
            log.error(
                    "Row {} of {}.outbox in source {} is quarantined: topic {} does not take its {} bytes, {}. The rows after it are published;"
                            + " an operator sends or discards it with /v1/quarantine/{}/{}",
                    each.row().id(),
                    each.row().schema(),
                    source.name(),
                    each.row().topic(),
                    each.refusal().bytes(),
                    each.refusal().reason(),
                    source.name(),
                    each.row().id());
        }
        if (rows.size() > MAX_LOGGED_TOGETHER) {
            log.error("{} more rows of source {} are quarantined", rows.size() - MAX_LOGGED_TOGETHER, source.name());
        }
    }

    /** How many rows wait for an operator, as of a few seconds ago; empty if it is not known yet. Does not wait for the database. */
    public OptionalLong openRows() {
        if (System.nanoTime() - countedAtNanos > COUNT_AGAIN_AFTER.toNanos()) {
            countedAtNanos = System.nanoTime();
            writer.execute(this::countOpen);
        }
        return openRows;
    }

    private void countOpen() {
        try {
            openRows = OptionalLong.of(inSession(QuarantineTable::countOpen));
        } catch (DataAccessException unavailable) {
            openRows = OptionalLong.empty();
        }
    }

    /** Runs after an operator's act: the row may be sent by the engine if the log is read again, or not any more. */
    void settled(Status status, UUID id) {
        if (status == Status.SENT) {
            held.remove(id);
        } else {
            held.put(id, status);
        }
        writer.execute(this::countOpen);
    }

    RelaySettings.Source source() {
        return source;
    }

    KafkaClientSettings kafka() {
        return kafka;
    }

    <T> T inTransaction(Function<QuarantineTable, T> work) {
        SingleConnectionDataSource session = session();
        try {
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(session));
            return Objects.requireNonNull(
                    transaction.execute(status -> work.apply(new QuarantineTable(source.slot(), session))));
        } finally {
            session.destroy();
        }
    }

    /** Does the work in a session of its own. It is rare, and a session that stayed open would be one more that may break. */
    <T> T inSession(Function<QuarantineTable, T> work) {
        SingleConnectionDataSource session = session();
        try {
            return work.apply(new QuarantineTable(source.slot(), session));
        } finally {
            session.destroy();
        }
    }

    private SingleConnectionDataSource session() {
        return new SourceDatabase(source, settings.recovery()).session("relay-quarantine");
    }

    private record Pending(QuarantineTable.Refused refused, CompletableFuture<Void> stored) {}
}
