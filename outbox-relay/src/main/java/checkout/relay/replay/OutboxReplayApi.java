package checkout.relay.replay;

import checkout.relay.source.NotLeaderException;
import checkout.relay.source.SourceRelay;
import checkout.relay.source.SourceRelays;
import checkout.web.ProblemException;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lets an operator publish rows again. */
@RestController
class OutboxReplayApi {

    private final SourceRelays relays;

    OutboxReplayApi(SourceRelays relays) {
        this.relays = relays;
    }

    /**
     * @param source optional if there is only one
     * @param acceptGap true to give up missing rows that were created outside of the window
     */
    record Request(
            @Nullable String source,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String reason,
            @Nullable Boolean acceptGap) {}

    @PostMapping("/v1/relay/replay")
    ReplayResult replay(@RequestBody Request request, Principal user) {
        Instant from = request.from();
        Instant to = request.to();
        String reason = request.reason();
        if (from == null) {
            throw invalid(
                    "from is missing: specify the time from which rows are published again, such as 2026-01-31T12:00:00Z");
        }
        if (to != null && to.isBefore(from)) {
            throw invalid("to is before from: swap them, or omit to for everything since from");
        }
        if (reason == null || reason.isBlank()) {
            throw invalid("reason is missing: state why; it is recorded with your name");
        }
        ReplayWindow window = new ReplayWindow(from, to);
        return source(request.source()).withLockedSlot(slot -> new OutboxReplay(slot)
                .run(window, Boolean.TRUE.equals(request.acceptGap()), user.getName(), reason));
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
