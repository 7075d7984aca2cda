package checkout.saga.engine.scenario;

/**
 * How a participant deals with one command.
 *
 * @param refusals how many attempts are refused before one is carried out
 */
record Behaviour(Punctuality punctuality, int refusals) {

    static final Behaviour GOOD = new Behaviour(Punctuality.AT_ONCE, 0);
    static final int ALWAYS = Integer.MAX_VALUE;

    static Behaviour done(Punctuality punctuality) {
        return new Behaviour(punctuality, 0);
    }

    static Behaviour refused(Punctuality punctuality) {
        return new Behaviour(punctuality, ALWAYS);
    }

    boolean refuses(int attempt) {
        return attempt <= refusals;
    }

    @Override
    public String toString() {
        String what = refusals == 0 ? "done" : refusals == ALWAYS ? "refused" : "refused " + refusals + " times";
        return what + " " + punctuality;
    }
}
