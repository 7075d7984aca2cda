package checkout.saga.runtime.replay;

import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.saga.runtime.audit.AuditLog;
import checkout.saga.runtime.audit.OperatorAction;
import checkout.saga.runtime.peer.LookupResult;
import checkout.saga.runtime.peer.PeerAnswer;
import checkout.saga.runtime.peer.Peers;
import checkout.saga.runtime.replay.ReplayResult.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.JsonNode;

/**
 * Forwards replays to the relay, one at a time. The request is in the audit log before the relay is asked, so that nothing is
 * published again without a record; how it ended is a second row, because rows of that log are never changed.
 */
@Component
class RelayReplays {
    private static final Logger log = LoggerFactory.getLogger(RelayReplays.class);

    /** How long the caller waits; a replay of many rows takes longer, and goes on. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int OK = 200;
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;

    private final Peers peers;
    private final AuditLog audit;
    private final AtomicBoolean running = new AtomicBoolean();

    RelayReplays(Peers peers, AuditLog audit) {
        this.peers = peers;
        this.audit = audit;
    }

    ReplayResult run(ReplayBody body, String reason, String who) throws InterruptedException {
        if (!running.compareAndSet(false, true)) {
            throw OperatorApiErrors.notNow(
                    "A replay that was requested here still runs; the audit log says when it has ended.");
        }
        CompletableFuture<ReplayResult> end;
        try {
            record(who, reason, OperatorAction.Outcome.REQUESTED, body.words());
            end = peers.send(Peers.RELAY, "/v1/relay/replay", request(body, reason, who), LONGEST)
                    .thenApply(RelayReplays::result)
                    .thenApply(result -> recorded(who, reason, body, result));
        } catch (RuntimeException notSent) {
            running.set(false);
            throw notSent;
        }
        // the next one may begin before the caller of this one knows, but not before its end is recorded
        CompletableFuture<ReplayResult> ended = end.whenComplete((result, bug) -> running.set(false));
        try {
            return ended.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillRunning) {
            return ReplayResult.without(Outcome.RUNNING, "It goes on; the audit log will say how it ended");
        } catch (ExecutionException bug) {
            throw new IllegalStateException("Indicates a bug: what the relay answers is a value", bug);
        }
    }

    private static Map<String, Object> request(ReplayBody body, String reason, String who) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("source", body.source());
        request.put("from", body.from());
        request.put("to", body.to());
        request.put("reason", reason);
        request.put("acceptGap", body.givesUpRows());
        request.put("onBehalfOf", who);
        return request;
    }

    private static ReplayResult result(LookupResult<PeerAnswer> told) {
        return switch (told) {
            case LookupResult.Nothing<PeerAnswer>(String why) -> ReplayResult.without(Outcome.UNANSWERED, why);
            case LookupResult.Fact<PeerAnswer>(PeerAnswer answer) -> answered(answer);
        };
    }

    private static ReplayResult answered(PeerAnswer answer) {
        JsonNode body = answer.body();
        if (answer.status() == OK) {
            long published = body.path("published").asLong();
            List<String> notRetained = StreamSupport.stream(
                            body.path("notRetained").spliterator(), false)
                    .map(JsonNode::asString)
                    .toList();
            return new ReplayResult(
                    Outcome.DONE,
                    "%d rows were published again%s"
                            .formatted(published, notRetained.isEmpty() ? "" : "; not kept any more: " + notRetained),
                    published,
                    notRetained);
        }
        boolean refused = answer.status() >= CLIENT_ERRORS && answer.status() < SERVER_ERRORS;
        String detail = body.path("detail").asString("outbox-relay answers with status " + answer.status());
        return ReplayResult.without(refused ? Outcome.REFUSED : Outcome.UNANSWERED, detail);
    }

    /** The relay keeps its replays too, so that one whose end cannot be recorded here is not lost. */
    private ReplayResult recorded(String who, String reason, ReplayBody body, ReplayResult result) {
        try {
            record(who, reason, outcome(result), "%s: %s".formatted(body.words(), result.detail()));
        } catch (DataAccessException | TransactionException notRecorded) {
            log.error(
                    "The end of a replay by {} is not in the audit log; the relay's table relay.replay has it: {}",
                    who,
                    result,
                    notRecorded);
        }
        return result;
    }

    private static OperatorAction.Outcome outcome(ReplayResult result) {
        return switch (result.outcome()) {
            case DONE -> OperatorAction.Outcome.DONE;
            case REFUSED -> OperatorAction.Outcome.REFUSED;
            case RUNNING -> OperatorAction.Outcome.REQUESTED;
            case UNANSWERED -> OperatorAction.Outcome.UNANSWERED;
        };
    }

    private void record(String who, String reason, OperatorAction.Outcome outcome, String detail) {
        audit.insert(List.of(new OperatorAction(
                who, OperatorAction.Action.REPLAY, null, null, reason, outcome, detail, null, null, null)));
    }
}
