package checkout.saga.runtime.drive;

import checkout.saga.engine.SagaInput.OperatorRequested;

/** What an operator requests of sagas. */
public sealed interface ActionRequest {
    /** To retry, compensate or cancel them, as the engine decides. */
    record Move(OperatorRequested request) implements ActionRequest {}

    /** To end them by hand. */
    record Resolve(ResolveRequest request) implements ActionRequest {}

    default String who() {
        return switch (this) {
            case Move(OperatorRequested move) -> move.who();
            case Resolve(ResolveRequest resolve) -> resolve.who();
        };
    }

    default String reason() {
        return switch (this) {
            case Move(OperatorRequested move) -> move.reason();
            case Resolve(ResolveRequest resolve) -> resolve.reason();
        };
    }
}
