package checkout.relay.replay;

import checkout.relay.work.NotLeaderException;
import checkout.relay.work.SourceRelay;
import checkout.relay.work.SourceRelays;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The operator's word that rows are to be published again. */
@RestController
class ReplayApi {

    private final SourceRelays relays;

    ReplayApi(SourceRelays relays) {
        this.relays = relays;
    }

    /** @param source may be left out where there is only one */
    record Request(
            @Nullable String source,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String reason) {}

    @PostMapping("/v1/relay/replay")
    ReplayResult replay(@RequestBody Request request, Principal user) {
        Instant from = request.from();
        Instant to = request.to();
        String reason = request.reason();
        if (from == null) {
            throw new IllegalArgumentException(
                    "from is missing: give the time from which rows are published again, such as 2026-01-31T12:00:00Z");
        }
        if (to != null && to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "to is before from: swap them, or leave to out for everything since from");
        }
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("reason is missing: say why, it is kept with your name");
        }
        ReplayWindow window = new ReplayWindow(from, to);
        return source(request.source()).withSlot(held -> new OutboxReplay(held).run(window, user.getName(), reason));
    }

    private SourceRelay source(@Nullable String name) {
        List<SourceRelay> fitting = relays.all().stream()
                .filter(relay -> name == null || relay.source().name().equals(name))
                .toList();
        if (fitting.size() != 1) {
            throw new IllegalArgumentException("source has to be one of "
                    + relays.all().stream().map(relay -> relay.source().name()).toList());
        }
        return fitting.get(0);
    }

    @ExceptionHandler
    ProblemDetail bad(IllegalArgumentException e) {
        return problem(HttpStatus.BAD_REQUEST, "Bad request", e);
    }

    @ExceptionHandler
    ProblemDetail elsewhere(NotLeaderException e) {
        return problem(HttpStatus.CONFLICT, "Not the leader", e);
    }

    @ExceptionHandler
    ProblemDetail useless(ReplayRefusedException e) {
        return problem(HttpStatus.CONFLICT, "Cannot replay", e);
    }

    private static ProblemDetail problem(HttpStatus status, String title, RuntimeException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(e.getMessage()));
        problem.setTitle(title);
        return problem;
    }
}
