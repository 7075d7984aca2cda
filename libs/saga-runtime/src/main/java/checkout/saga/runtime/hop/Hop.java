package checkout.saga.runtime.hop;

/**
 * One part of the way of a command to its participant and of the answer back.
 *
 * @param owner who has to act if it is not passed
 * @param evidence what is known about it, in a sentence; empty if it is not reached
 */
public record Hop(String step, String action, int attempt, Place hop, Status status, String owner, String evidence) {

    /** The parts in their order. */
    public enum Place {
        /** The command is committed in the orchestrator's outbox. */
        COMMAND_COMMITTED,
        /** The relay has published the command. */
        COMMAND_PUBLISHED,
        /** The participant's group has read the command. */
        COMMAND_RECEIVED,
        /** The participant has handled the command and committed an answer in its outbox. */
        COMMAND_ANSWERED,
        /** The relay has published the answer. */
        ANSWER_PUBLISHED,
        /** The orchestrator has read the answer. */
        ANSWER_RECEIVED
    }

    /** How far it is. */
    public enum Status {
        PASSED,
        /** It has not happened yet. */
        WAITING,
        /** It does not happen by itself. */
        FAILED,
        /** Whoever could tell does not answer. */
        UNKNOWN,
        /** One before it is not passed. */
        NOT_REACHED
    }
}
