package checkout.lab.stack.state;

/** Something the user can mend; its message is the one sentence they get to read. */
public final class StackException extends RuntimeException {

    public StackException(String sentence) {
        super(sentence);
    }

    public StackException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
