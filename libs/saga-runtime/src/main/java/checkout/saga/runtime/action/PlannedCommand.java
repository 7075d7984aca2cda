package checkout.saga.runtime.action;

/** A command that an action would send. */
public record PlannedCommand(String type, String step, String action, int attempt, String topic) {}
