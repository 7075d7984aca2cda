package checkout.cli.connection;

/** An error that the user can fix; its message is the sentence printed. */
public final class CliException extends RuntimeException {

    public CliException(String sentence) {
        super(sentence);
    }

    public CliException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
