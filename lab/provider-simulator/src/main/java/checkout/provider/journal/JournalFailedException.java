package checkout.provider.journal;

/** The journal could not be written, so no call may be answered. */
public final class JournalFailedException extends RuntimeException {

    JournalFailedException(Throwable cause) {
        super("The ledger's journal cannot be written; free the disk and restart the simulator", cause);
    }
}
