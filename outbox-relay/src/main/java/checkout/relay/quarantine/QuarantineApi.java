package checkout.relay.quarantine;

import checkout.relay.quarantine.QuarantineActions.Outcome;
import checkout.relay.quarantine.QuarantineActions.Outcome.Done;
import checkout.relay.quarantine.QuarantineActions.Outcome.Gone;
import checkout.relay.quarantine.QuarantineActions.Outcome.NoAnswer;
import checkout.relay.quarantine.QuarantineActions.Outcome.NotPossible;
import checkout.relay.quarantine.QuarantineActions.Outcome.RefusedAgain;
import checkout.relay.quarantine.QuarantinedRow.Status;
import checkout.web.PageCursor;
import checkout.web.ProblemException;
import checkout.web.RequestIds;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists and shows rows in quarantine, and sends or discards one of them. */
@RestController
@RequestMapping("/v1/quarantine")
class QuarantineApi {

    private final Quarantines quarantines;
    private final QuarantinePages pages;

    QuarantineApi(Quarantines quarantines, QuarantinePages pages) {
        this.quarantines = quarantines;
        this.pages = pages;
    }

    /** @param unavailable the sources whose database did not answer; their rows are missing here */
    record QuarantinePage(
            List<QuarantinedRowView> rows, @Nullable String nextCursor, List<String> unavailable) {}

    record Request(@Nullable String reason) {}

    @GetMapping
    QuarantinePage list(
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(defaultValue = "OPEN") String status,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor)
            throws InterruptedException {
        Status wanted = QuarantineRequests.status(status);
        int rows = QuarantineRequests.limit(limit);
        UUID below = PageCursor.read(cursor);
        QuarantinePages.Found found = pages.newest(
                QuarantineRequests.selected(quarantines, source),
                QuarantineRequests.topic(topic),
                wanted,
                below,
                rows + 1);
        boolean more = found.rows().size() > rows;
        List<QuarantinedRowView> page = more ? found.rows().subList(0, rows) : found.rows();
        return new QuarantinePage(page, more ? PageCursor.after(page.getLast().id()) : null, found.unavailable());
    }

    @GetMapping("/{source}/{id}")
    QuarantinedRowView show(@PathVariable String source, @PathVariable String id) {
        Quarantine quarantine = QuarantineRequests.quarantine(quarantines, source);
        return RequestIds.parse(id)
                .flatMap(row -> quarantine.inSession(table -> table.find(row)))
                .map(row -> QuarantinedRowView.of(source, row))
                .orElseThrow(() -> QuarantineRequests.unknown(source, id));
    }

    /** Sends the row now; success means that Kafka has acknowledged it. */
    @PostMapping("/{source}/{id}/send")
    QuarantinedRowView send(
            @PathVariable String source, @PathVariable String id, @RequestBody Request request, Principal who) {
        return settle(source, id, Status.SENT, request, who);
    }

    @PostMapping("/{source}/{id}/discard")
    QuarantinedRowView discard(
            @PathVariable String source, @PathVariable String id, @RequestBody Request request, Principal who) {
        return settle(source, id, Status.DISCARDED, request, who);
    }

    private QuarantinedRowView settle(String source, String id, Status status, Request request, Principal who) {
        String reason = QuarantineRequests.reason(request.reason());
        Quarantine quarantine = QuarantineRequests.quarantine(quarantines, source);
        UUID row = RequestIds.parse(id).orElseThrow(() -> QuarantineRequests.unknown(source, id));
        Outcome outcome = new QuarantineActions(quarantine).settle(row, status, who.getName(), reason);
        return switch (outcome) {
            case Done ignored -> show(source, id);
            case Gone ignored -> throw QuarantineRequests.unknown(source, id);
            case NotPossible not ->
                throw new ProblemException(HttpStatus.CONFLICT, "not-possible", "Not possible now", not.why());
            case RefusedAgain refused ->
                throw new ProblemException(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "refused-again",
                        "Kafka refuses the row again",
                        "%s. Remove the cause, such as the limit of the topic, and send it again; or discard it."
                                .formatted(refused.why()));
            case NoAnswer noAnswer ->
                throw new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "kafka-unavailable",
                        "Kafka does not answer",
                        "%s. Sending it again is safe: consumers ignore what they have processed."
                                .formatted(noAnswer.why()));
        };
    }
}
