package checkout.saga.testkit.matrix;

import static checkout.saga.engine.definition.StepOption.attempts;
import static checkout.saga.engine.definition.StepOption.backoff;
import static checkout.saga.engine.definition.StepOption.nothingToUndo;
import static checkout.saga.engine.definition.StepOption.timeout;
import static checkout.saga.engine.definition.StepOption.undo;

import checkout.saga.engine.StepCommand;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.StepAction;
import java.time.Duration;

/** A saga of two steps, each with a timeout of 1,000 ms and backoffs of 200 ms, and scenarios of it. */
final class SampleScenarios {
    static final Saga<String> SAGA = saga(2);

    private SampleScenarios() {}

    static Saga<String> saga(int attempts) {
        return Saga.named("sample")
                .startedBy(String.class, name -> name, nothingToUndo())
                .step(
                        "reserve",
                        name -> "reserve",
                        undo((String name) -> "release"),
                        timeout(Duration.ofSeconds(1)),
                        backoff(Duration.ofMillis(200), Duration.ofMillis(200)),
                        attempts(attempts))
                .step(
                        "pay",
                        name -> "pay",
                        undo((String name) -> "refund"),
                        timeout(Duration.ofSeconds(1)),
                        backoff(Duration.ofMillis(200), Duration.ofMillis(200)),
                        attempts(attempts))
                .build();
    }

    static SagaScenario<String> scenario() {
        return SagaScenario.of(SAGA, "ann", MatrixOptions.DEFAULT.replying("pay", "receipt"));
    }

    static StepCommand command(StepAction action, int attempt) {
        return new StepCommand("pay", action, attempt, "payload");
    }
}
