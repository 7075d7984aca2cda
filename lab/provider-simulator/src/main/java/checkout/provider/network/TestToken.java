package checkout.provider.network;

/** The tokens of the test cards, and what each is for. */
enum TestToken {
    /** Is charged. */
    OK("tok_ok"),
    /** Is declined by the bank. */
    DECLINED("tok_declined"),
    /** Is charged, but the first answer comes later than any sensible client waits. */
    SLOW("tok_slow"),
    /** Never gets an answer; whether it is charged is for a coin to say. */
    TIMEOUT("tok_timeout"),
    /** Is turned away with a 429 once, then charged. */
    THROTTLED("tok_throttled"),
    /** Fails with a 500 twice, then is charged. */
    FLAKY("tok_flaky"),
    /** Finds nobody at the other end. */
    DOWN("tok_down"),
    /** Anything else is a card this network does not know. */
    UNKNOWN("");

    private final String text;

    TestToken(String text) {
        this.text = text;
    }

    static TestToken of(String token) {
        for (TestToken known : values()) {
            if (known.text.equals(token)) {
                return known;
            }
        }
        return UNKNOWN;
    }
}
