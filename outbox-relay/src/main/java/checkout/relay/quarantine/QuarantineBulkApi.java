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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    QuarantineBulkApi(Quarantines quarantines) {
        this.quarantines = quarantines;
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

    record Result(
            int done,
            int notDone,
            List<Item> results,
            @Nullable String nextCursor) {}

    private record Selected(Quarantine quarantine, UUID id) {}

    @PostMapping("/v1/quarantine/bulk")
    Result settle(@RequestBody Request request, Principal who) {
        Status status = status(request.action());
        String reason = QuarantineRequests.reason(request.reason());
        Filter filter = request.filter();
        if (filter == null || (filter.source == null && filter.topic == null && filter.ids == null)) {
            throw QuarantineRequests.invalid(
                    "'filter' must say which rows to act on, by source, topic or ids, such as {\"topic\":\"orders.commands.dlt\"}.");
        }
        List<String> ids = filter.ids;
        if (ids != null) {
            return result(settleAll(named(ids), status, who.getName(), reason), null);
        }
        List<Selected> selected = matching(filter, request.cursor());
        boolean more = selected.size() > MAX_ROWS;
        List<Selected> page = more ? selected.subList(0, MAX_ROWS) : selected;
        String next = more ? PageCursor.after(page.getLast().id) : null;
        return result(settleAll(page, status, who.getName(), reason), next);
    }

    private static Status status(@Nullable String action) {
        return switch (action == null ? "" : action.toLowerCase(Locale.ROOT)) {
            case "send" -> Status.SENT;
            case "discard" -> Status.DISCARDED;
            default -> throw QuarantineRequests.invalid("'action' must be send or discard.");
        };
    }

    private static Result result(List<Item> items, @Nullable String nextCursor) {
        int done = (int) items.stream()
                .filter(item -> item.outcome.equals(Status.SENT.name()) || item.outcome.equals(Status.DISCARDED.name()))
                .count();
        return new Result(done, items.size() - done, items, nextCursor);
    }

    private List<Selected> named(List<String> ids) {
        if (ids.isEmpty() || ids.size() > MAX_ROWS) {
            throw QuarantineRequests.invalid("'ids' must name 1 to %d rows, or be left out.".formatted(MAX_ROWS));
        }
        return ids.stream()
                .distinct()
                .map(id -> RequestIds.parse(id)
                        .orElseThrow(() -> QuarantineRequests.invalid("'%s' is not the id of a row.".formatted(id))))
                .sorted(AS_TEXT)
                .map(id -> new Selected(holding(id), id))
                .toList();
    }

    /** The quarantine that has the row; if none has it, any one says so. */
    private Quarantine holding(UUID id) {
        return quarantines.all().stream()
                .filter(each -> each.inSession(table -> table.find(id)).isPresent())
                .findFirst()
                .orElseGet(() -> quarantines.all().iterator().next());
    }

    private List<Selected> matching(Filter filter, @Nullable String cursor) {
        UUID above = cursor == null || cursor.isEmpty() ? FIRST : PageCursor.read(cursor);
        String topic = QuarantineRequests.topic(filter.topic);
        List<Selected> selected = new ArrayList<>();
        for (Quarantine each : QuarantineRequests.selected(quarantines, filter.source)) {
            each.inSession(table -> table.oldestOpen(topic, above, MAX_ROWS + 1))
                    .forEach(row -> selected.add(new Selected(each, row.id())));
        }
        selected.sort(Comparator.comparing(each -> each.id, AS_TEXT));
        return selected;
    }

    /** After the first row to which Kafka gives no answer the others are not tried: each would wait as long. */
    private static List<Item> settleAll(List<Selected> selected, Status status, String who, String why) {
        List<Item> items = new ArrayList<>(selected.size());
        boolean kafkaAnswers = true;
        for (Selected each : selected) {
            if (!kafkaAnswers) {
                items.add(new Item(each.id, "FAILED", "not tried, because Kafka does not answer"));
                continue;
            }
            Outcome outcome = new QuarantineActions(each.quarantine).settle(each.id, status, who, why);
            kafkaAnswers = !(outcome instanceof NoAnswer);
            items.add(
                    switch (outcome) {
                        case Done done -> new Item(each.id, done.status().name(), null);
                        case Gone ignored -> new Item(each.id, "GONE", "the row is not in quarantine");
                        case NotPossible not -> new Item(each.id, "REFUSED", not.why());
                        case RefusedAgain refused -> new Item(each.id, "REFUSED", refused.why());
                        case NoAnswer noAnswer -> new Item(each.id, "FAILED", noAnswer.why());
                    });
        }
        return items;
    }
}
