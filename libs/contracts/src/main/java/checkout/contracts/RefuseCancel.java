package checkout.contracts;

import java.util.UUID;

/**
 * The cancellation of this checkout changed nothing and never will: most likely it came past the pivot. Nobody answers
 * it. A cancellation that is taken needs no such word, since the order is rejected.
 */
public record RefuseCancel(UUID checkoutId) {}
