package checkout.relay.replay;

import checkout.relay.source.NotLeaderException;
import checkout.relay.source.SourceRelay;
import checkout.relay.source.SourceRelays;
import checkout.web.ProblemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lets an operator publish rows again. */
@RestController
class OutboxReplayApi {

    private static final String SERVICE = "ROLE_service";

    /** PostgreSQL and the ids of the rows hold more than this, but not everything that {@code Instant} does. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final SourceRelays relays;

    OutboxReplayApi(SourceRelays relays) {
        this.relays = relays;
    }

    /**
     * @param source optional if there is only one
     * @param acceptGap true to give up missing rows that were created outside of the window
     * @param onBehalfOf the operator for whom a service asks; other users replay in their own name
     */
    record Request(
            @Nullable String source,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String reason,
            @Nullable Boolean acceptGap,
            @Nullable String onBehalfOf) {}

    @PostMapping("/v1/relay/replay")
    ReplayResult replay(@RequestBody Request request, Authentication caller) {
        Instant from = request.from();
        Instant to = request.to();
        String reason = request.reason();
        if (from == null) {
            throw invalid(
                    "from is missing: specify the time from which rows are published again, such as 2026-01-31T12:00:00Z");
        }
        requireSupported("from", from);
        requireSupported("to", to);
        if (to != null && to.isBefore(from)) {
            throw invalid("to is before from: swap them, or omit to for everything since from");
        }
        if (reason == null || reason.isBlank()) {
            throw invalid("reason is missing: state why; it is recorded with your name");
        }
        requireRecordable("reason", reason);
        String user = user(request.onBehalfOf(), caller);
        ReplayWindow window = new ReplayWindow(from, to);
        return source(request.source()).withLockedSlot(slot -> new OutboxReplay(slot)
                .run(window, Boolean.TRUE.equals(request.acceptGap()), user, reason));
    }

    /** Who is recorded. The orchestrator's console asks in the name of whoever is signed in there. */
    private static String user(@Nullable String onBehalfOf, Authentication caller) {
        boolean isService = caller.getAuthorities().stream().anyMatch(role -> SERVICE.equals(role.getAuthority()));
        if (isService && (onBehalfOf == null || onBehalfOf.isBlank())) {
            throw invalid("onBehalfOf is missing: name the operator for whom the service asks");
        }
        if (!isService && onBehalfOf != null) {
            throw invalid("onBehalfOf is for services: omit it; your own name is recorded");
        }
        requireRecordable("onBehalfOf", onBehalfOf);
        return onBehalfOf == null ? caller.getName() : "%s, through %s".formatted(onBehalfOf, caller.getName());
    }

    private static void requireSupported(String name, @Nullable Instant time) {
        if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
            throw invalid("%s is out of range: specify a time from %s to %s".formatted(name, EARLIEST, LATEST));
        }
    }

    private static void requireRecordable(String name, @Nullable String text) {
        if (text != null && text.indexOf('\0') >= 0) {
            throw invalid("%s has a NUL character, which cannot be recorded: send it without".formatted(name));
        }
    }

    private SourceRelay source(@Nullable String name) {
        List<SourceRelay> matching = relays.all().stream()
                .filter(relay -> name == null || relay.source().name().equals(name))
                .toList();
        if (matching.size() != 1) {
            throw invalid("source must be one of "
                    + relays.all().stream().map(relay -> relay.source().name()).toList());
        }
        return matching.getFirst();
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not valid", detail);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notLeader(NotLeaderException notLeader) {
        return conflict("not-leader", "Not the leader", notLeader);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> replayRefused(ReplayRefusedException refused) {
        return conflict("replay-refused", "Cannot replay", refused);
    }

    private static ResponseEntity<ProblemDetail> conflict(String type, String title, RuntimeException exception) {
        return new ProblemException(HttpStatus.CONFLICT, type, title, String.valueOf(exception.getMessage()))
                .response();
    }
}
