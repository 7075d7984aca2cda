package checkout.saga.testkit.matrix;

/**
 * How a participant answers one command.
 *
 * @param refusals how many attempts are refused before one is carried out
 */
record Behaviour(ReplyTiming timing, int refusals) {

    static final Behaviour GOOD = new Behaviour(ReplyTiming.AT_ONCE, 0);
    static final int ALWAYS = Integer.MAX_VALUE;

    static Behaviour done(ReplyTiming timing) {
        return new Behaviour(timing, 0);
    }

    static Behaviour refused(ReplyTiming timing) {
        return new Behaviour(timing, ALWAYS);
    }

    boolean refuses(int attempt) {
        return attempt <= refusals;
    }

    @Override
    public String toString() {
        String outcome = refusals == 0 ? "done" : refusals == ALWAYS ? "refused" : "refused " + refusals + " times";
        return outcome + " " + timing;
    }
}
