package checkout.provider.network;

/** The tokens of the test cards. A card behaves the same way when it is charged and when a charge is refunded. */
enum TestToken {
    /** Charged, and refunded on request. */
    OK("tok_ok"),
    /** Declined by the bank. */
    DECLINED("tok_declined"),
    /** Charged, but refunds are declined. */
    REFUND_DECLINED("tok_refund_declined"),
    /** Charged, but the first capture is declined; a capture with another idempotency key succeeds. */
    CAPTURE_DECLINED("tok_capture_declined"),
    /** Charged, but the first two answers say that the bank has not decided yet. */
    PENDING("tok_pending"),
    /** Charged or refunded, but the first answer comes later than a client waits. */
    SLOW("tok_slow"),
    /** Never answered; a seeded coin decides whether the call takes effect. */
    TIMEOUT("tok_timeout"),
    /** Refused once with status 429, then charged or refunded. */
    THROTTLED("tok_throttled"),
    /** Fails twice with status 500, then charged or refunded. */
    FLAKY("tok_flaky"),
    /** The bank asks the customer to confirm, and the customer does. */
    CHALLENGE("tok_3ds"),
    /** The bank asks the customer to confirm, and the customer refuses. */
    CHALLENGE_DECLINED("tok_3ds_declined"),
    /** The bank asks the customer to confirm, and the customer never answers. */
    CHALLENGE_ABANDONED("tok_3ds_abandoned"),
    /** Charged, but the authorization has expired when it is captured; the card can be authorized again. */
    EXPIRING("tok_expiring"),
    /** Charged, but the authorization has expired when it is captured, and the card cannot be authorized again. */
    EXPIRING_DECLINED("tok_expiring_declined"),
    /** The connection is closed without an answer. */
    DOWN("tok_down"),
    /** Any other token, which this network does not know. */
    UNKNOWN("");

    private final String text;

    TestToken(String text) {
        this.text = text;
    }

    String text() {
        return text;
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
