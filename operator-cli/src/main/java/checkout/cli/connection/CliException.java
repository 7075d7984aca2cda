package checkout.cli.connection;

import java.util.Objects;

/** An error that the user can fix; its message is the sentence printed. */
public final class CliException extends RuntimeException {
    private final boolean passing;
    private final boolean undecided;

    public CliException(String sentence) {
        this(sentence, false, false);
    }

    /**
     * @param passing whether the same request may succeed a moment later
     * @param undecided whether what was requested may have been done all the same
     */
    CliException(String sentence, boolean passing, boolean undecided) {
        super(sentence);
        this.passing = passing;
        this.undecided = undecided;
    }

    public CliException(String sentence, Throwable cause) {
        this(sentence, cause, false, false);
    }

    CliException(String sentence, Throwable cause, boolean passing, boolean undecided) {
        super(sentence, cause);
        this.passing = passing;
        this.undecided = undecided;
    }

    /** Whether the same request may succeed a moment later. */
    public boolean mayPass() {
        return passing;
    }

    /** Whether what was requested may have been done all the same. */
    public boolean mayHaveBeenDone() {
        return undecided;
    }

    /** All that the user has to know. */
    public String explanation() {
        return undecided
                ? "%s%nIt may have been done all the same: look before you send it again.".formatted(getMessage())
                : getMessage();
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
