package checkout.saga.runtime.api;

import checkout.saga.runtime.RedactionRules;

/** Makes the redaction that an orchestrator with these rules has. */
public final class Redactions {
    private Redactions() {}

    public static PayloadRedaction of(RedactionRules rules) {
        return new PayloadRedaction(rules);
    }
}
