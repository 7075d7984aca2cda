package checkout.orchestrator.returns;

import static checkout.saga.engine.definition.StepOption.attempts;
import static checkout.saga.engine.definition.StepOption.backoff;
import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.nothingToUndo;
import static checkout.saga.engine.definition.StepOption.pivot;
import static checkout.saga.engine.definition.StepOption.timeout;
import static checkout.saga.engine.definition.StepOption.undo;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import checkout.contracts.ReturnRequested;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;

/** The versions of the return saga. A published version is never edited: sagas in flight end under the one they began with. */
public final class ReturnSaga {
    private static final Saga<Return> V1 = Saga.named("return")
            .version(1)
            .startedBy(
                    ReturnRequested.class,
                    Return::of,
                    undo(Return::refuse),
                    attempts(10),
                    backoff(ofSeconds(1), ofMinutes(1)))
            .step(
                    "accept return",
                    Return::accept,
                    nothingToUndo(), // the undo of the start takes it back
                    timeout(ofSeconds(15)),
                    attempts(4),
                    backoff(ofMillis(500), ofSeconds(10)))
            .step(
                    "refund payment",
                    Return::refundPayment,
                    pivot(),
                    timeout(ofSeconds(30)),
                    attempts(20),
                    backoff(ofSeconds(1), ofMinutes(1)))
            .group(
                    "settle return",
                    Saga.step(
                            "restock",
                            Return::restock,
                            mustSucceed(),
                            timeout(ofSeconds(15)),
                            attempts(10),
                            backoff(ofSeconds(1), ofMinutes(1))),
                    Saga.step(
                            "complete return",
                            Return::complete,
                            mustSucceed(),
                            timeout(ofSeconds(15)),
                            attempts(10),
                            backoff(ofSeconds(1), ofMinutes(1))))
            .deadline(ofMinutes(10))
            .build();

    private ReturnSaga() {}

    /** Every version that may still be in flight. */
    public static SagaVersions<Return> versions() {
        return SagaVersions.of(V1);
    }
}
