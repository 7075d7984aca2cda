package checkout.lab.stack.state;

/** Something the user can mend; its message is the one sentence they get to read. */
public final class StackProblem extends RuntimeException {

    public StackProblem(String sentence) {
        super(sentence);
    }

    public StackProblem(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
