package checkout.saga.runtime.operator;

import checkout.saga.runtime.peer.LookupResult;
import java.util.List;
import java.util.UUID;

/** Knows which sagas are those of a customer. An application declares a bean of this type if somebody can be asked. */
@FunctionalInterface
public interface CustomerSagas {
    /** The ids of the customer's newest sagas; empty if there is no such customer. */
    LookupResult<List<UUID>> of(String customer);
}
