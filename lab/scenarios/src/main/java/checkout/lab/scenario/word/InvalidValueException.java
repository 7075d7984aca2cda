package checkout.lab.scenario.word;

/** A text that a parameter does not allow; the message is what the reader of a file needs to correct it. */
public final class InvalidValueException extends Exception {

    private static final long serialVersionUID = 1;

    public InvalidValueException(String message) {
        super(message);
    }
}
