package checkout.cli.connection;

/** An error that the user can fix; its message is the sentence printed. */
public final class CliException extends RuntimeException {
    private final boolean passing;

    public CliException(String sentence) {
        this(sentence, false);
    }

    /** @param passing whether the same request may succeed a moment later */
    CliException(String sentence, boolean passing) {
        super(sentence);
        this.passing = passing;
    }

    public CliException(String sentence, Throwable cause) {
        this(sentence, cause, false);
    }

    CliException(String sentence, Throwable cause, boolean passing) {
        super(sentence, cause);
        this.passing = passing;
    }

    /** Whether the same request may succeed a moment later. */
    public boolean mayPass() {
        return passing;
    }
}
