package checkout.order.storefront.admin;

import checkout.order.storefront.key.StorefrontKey;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as its admin sees it.
 *
 * @param replaces the key whose place it takes, in the answer to a rotation
 * @param key the key itself, only in the answer to the request that created it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyView(
        @JsonUnwrapped StorefrontKey stored,
        @Nullable UUID replaces,
        @Nullable String key) {
    static KeyView of(StorefrontKey stored) {
        return new KeyView(stored, null, null);
    }

    /** Without the key, in case somebody logs it. */
    @Override
    public String toString() {
        return stored.toString();
    }
}
