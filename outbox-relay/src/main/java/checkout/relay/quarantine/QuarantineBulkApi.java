package checkout.relay.quarantine;

import checkout.relay.quarantine.QuarantineActions.Outcome;
import checkout.relay.quarantine.QuarantineActions.Outcome.Done;
import checkout.relay.quarantine.QuarantineActions.Outcome.Gone;
import checkout.relay.quarantine.QuarantineActions.Outcome.NoAnswer;
import checkout.relay.quarantine.QuarantineActions.Outcome.NotPossible;
import checkout.relay.quarantine.QuarantineActions.Outcome.RefusedAgain;
import checkout.relay.quarantine.QuarantinedRow.Status;
import checkout.web.PageCursor;
import checkout.web.RequestIds;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Sends or discards many rows in quarantine, the oldest first. */
@RestController
class QuarantineBulkApi {

    /** As many as Kafka acknowledges one by one before the operator's client gives up. */
    private static final int MAX_ROWS = 50;

    private static final UUID FIRST = new UUID(0, 0);

    /** Java compares the halves of a UUID as signed numbers. */
    private static final Comparator<UUID> AS_TEXT = Comparator.comparing(UUID::toString);

    private final Quarantines quarantines;
    private final QuarantineReads reads;

    QuarantineBulkApi(Quarantines quarantines, QuarantineReads reads) {
        this.quarantines = quarantines;
        this.reads = reads;
    }

    record Filter(
            @Nullable String source,
            @Nullable String topic,
            @Nullable List<String> ids) {}

    record Request(
            @Nullable Filter filter,
            @Nullable String action,
            @Nullable String reason,
            @Nullable String cursor) {}

    /** The outcome for one row. */
    record Item(UUID id, String outcome, @Nullable String detail) {}

    /** @param unavailable the sources whose database did not answer; whether their rows match is not known */
    record Result(
            int done,
            int notDone,
            List<Item> results,
            @Nullable String nextCursor,
            List<String> unavailable) {}

    /** @param quarantine null if none of those that have answered has the row */
    private record Selected(@Nullable Quarantine quarantine, UUID id) {}

    private record Selection(List<Selected> rows, List<String> unavailable) {}

    @PostMapping("/v1/quarantine/bulk")
    Result settle(@RequestBody Request request, Principal who) throws InterruptedException {
        Status status = status(request.action());
        String reason = QuarantineRequests.reason(request.reason());
        Filter filter = request.filter();
        if (filter == null || (filter.source == null && filter.topic == null && filter.ids == null)) {
            throw QuarantineRequests.invalid(
                    "'filter' must say which rows to act on, by source, topic or ids, such as {\"topic\":\"orders.commands.dlt\"}.");
        }
        Collection<Quarantine> sources = QuarantineRequests.selected(quarantines, filter.source);
        List<String> ids = filter.ids;
        Selection selection =
                ids == null ? matching(sources, filter.topic, request.cursor()) : named(sources, parsed(ids));
        List<Selected> found = selection.rows;
        boolean more = found.size() > MAX_ROWS;
        List<Selected> page = more ? found.subList(0, MAX_ROWS) : found;
        List<Item> items = new QuarantineBulk(status, who.getName(), reason, selection.unavailable).settle(page);
        int done = (int) items.stream()
                .filter(item -> item.outcome.equals(status.name()))
                .count();
        return new Result(
                done,
                items.size() - done,
                items,
                more ? PageCursor.after(page.getLast().id) : null,
                selection.unavailable);
    }

    private static Status status(@Nullable String action) {
        return switch (action == null ? "" : action.toLowerCase(Locale.ROOT)) {
            case "send" -> Status.SENT;
            case "discard" -> Status.DISCARDED;
            default -> throw QuarantineRequests.invalid("'action' must be send or discard.");
        };
    }

    private static List<UUID> parsed(List<String> ids) {
        if (ids.isEmpty() || ids.size() > MAX_ROWS) {
            throw QuarantineRequests.invalid("'ids' must name 1 to %d rows, or be left out.".formatted(MAX_ROWS));
        }
        return ids.stream()
                .map(id -> RequestIds.parse(id)
                        .orElseThrow(() -> QuarantineRequests.invalid("'%s' is not the id of a row.".formatted(id))))
                .distinct()
                .sorted(AS_TEXT)
                .toList();
    }

    private Selection named(Collection<Quarantine> sources, List<UUID> ids) throws InterruptedException {
        QuarantineReads.Answers<Set<UUID>> answers = reads.ask(sources, table -> table.present(ids));
        List<Selected> rows = ids.stream()
                .map(id -> new Selected(
                        answers.bySource().entrySet().stream()
                                .filter(source -> source.getValue().contains(id))
                                .map(Map.Entry::getKey)
                                .findFirst()
                                .orElse(null),
                        id))
                .toList();
        return new Selection(rows, answers.unavailable());
    }

    private Selection matching(Collection<Quarantine> sources, @Nullable String ofTopic, @Nullable String cursor)
            throws InterruptedException {
        UUID above = cursor == null || cursor.isEmpty() ? FIRST : PageCursor.read(cursor);
        String topic = QuarantineRequests.topic(ofTopic);
        QuarantineReads.Answers<List<UUID>> answers =
                reads.ask(sources, table -> table.oldestOpen(topic, above, MAX_ROWS + 1));
        List<Selected> rows = new ArrayList<>();
        answers.bySource().forEach((source, ids) -> ids.forEach(id -> rows.add(new Selected(source, id))));
        rows.sort(Comparator.comparing(Selected::id, AS_TEXT));
        return new Selection(rows, answers.unavailable());
    }

    /** Settles rows one by one. What does not answer is not asked again for the next row: each would wait as long. */
    private static final class QuarantineBulk {
        private final Status status;
        private final String who;
        private final String why;
        private final List<String> unavailable;
        private final Set<Quarantine> silent = new HashSet<>();
        private boolean kafkaAnswers = true;

        QuarantineBulk(Status status, String who, String why, List<String> unavailable) {
            this.status = status;
            this.who = who;
            this.why = why;
            this.unavailable = unavailable;
        }

        List<Item> settle(List<Selected> rows) {
            return rows.stream().map(this::settle).toList();
        }

        private Item settle(Selected row) {
            Quarantine quarantine = row.quarantine;
            if (quarantine == null) {
                return unavailable.isEmpty()
                        ? gone(row.id)
                        : failed(row.id, doesNotAnswer(String.join(", ", unavailable)) + ", and no other has the row");
            }
            String database = doesNotAnswer(quarantine.source().name());
            if (!kafkaAnswers || silent.contains(quarantine)) {
                return failed(row.id, "not tried, because " + (kafkaAnswers ? database : "Kafka does not answer"));
            }
            try {
                return item(row.id, new QuarantineActions(quarantine).settle(row.id, status, who, why));
            } catch (DataAccessException | TransactionException unanswered) {
                silent.add(quarantine);
                return failed(row.id, database + "; look at the row again when it does");
            }
        }

        private Item item(UUID id, Outcome outcome) {
            return switch (outcome) {
                case Done done -> new Item(id, done.status().name(), null);
                case Gone ignored -> gone(id);
                case NotPossible not -> new Item(id, "REFUSED", not.why());
                case RefusedAgain refused -> new Item(id, "REFUSED", refused.why());
                case NoAnswer noAnswer -> {
                    kafkaAnswers = false;
                    yield failed(id, noAnswer.why());
                }
            };
        }

        private static String doesNotAnswer(String source) {
            return "the database of source %s does not answer".formatted(source);
        }

        private static Item gone(UUID id) {
            return new Item(id, "GONE", "the row is not in quarantine");
        }

        private static Item failed(UUID id, String detail) {
            return new Item(id, "FAILED", detail);
        }
    }
}
