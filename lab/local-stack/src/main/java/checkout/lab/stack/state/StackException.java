package checkout.lab.stack.state;

/** An error that the user can fix; its message is the sentence printed. */
public final class StackException extends RuntimeException {

    public StackException(String sentence) {
        super(sentence);
    }

    public StackException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
