package checkout.saga.runtime.drive;

import checkout.saga.engine.SagaInput.OperatorRequested;

/** What an operator requests of sagas. */
public sealed interface ActionRequest {
    String who();

    String reason();

    /** To retry, compensate or cancel them, as the engine decides. */
    record Move(OperatorRequested request) implements ActionRequest {
        @Override
        public String who() {
            return request.who();
        }

        @Override
        public String reason() {
            return request.reason();
        }
    }

    /** To end them by hand. */
    record Resolve(ResolveRequest request) implements ActionRequest {
        @Override
        public String who() {
            return request.who();
        }

        @Override
        public String reason() {
            return request.reason();
        }
    }
}
