package checkout.messaging.fault;

/** Says that a consumer keeps its position because of a fault that is not a single record's; the poll is tried again. */
public final class HaltedConsumerException extends RuntimeException {
    HaltedConsumerException(String group, FaultCause cause, Throwable failure) {
        super("%s is halted: %s".formatted(group, cause.description()), failure);
    }
}
