package checkout.cli.connection;

import java.util.Optional;

/** A service of a stack that has an API for operators. They have the same users. */
public enum StackService {
    ORCHESTRATOR("saga-orchestrator"),
    RELAY("outbox-relay");

    private final String part;

    StackService(String part) {
        this.part = part;
    }

    String part() {
        return part;
    }

    /** The stack with the URL of this service. */
    DefaultStack in(DefaultStack stack) {
        return switch (this) {
            case ORCHESTRATOR -> stack;
            case RELAY -> new RelayOf(stack);
        };
    }

    private record RelayOf(DefaultStack stack) implements DefaultStack {
        @Override
        public String url() {
            return stack.relayUrl();
        }

        @Override
        public String relayUrl() {
            return stack.relayUrl();
        }

        @Override
        public Optional<String> password(String user) {
            return stack.password(user);
        }
    }
}
