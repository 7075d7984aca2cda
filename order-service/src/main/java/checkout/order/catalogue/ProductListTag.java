package checkout.order.catalogue;

import checkout.order.availability.Availability;
import checkout.order.availability.Availability.Known;
import checkout.order.catalogue.ProductsApi.ProductList;
import checkout.order.catalogue.ProductsApi.ProductView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The entity tag of a list of products: the same as long as products, prices and quantities are. It is a weak one, because
 * the ages of the quantities do not count, unless they are outdated: then a client must not take what it has for recent.
 */
final class ProductListTag {
    private static final int BYTES = 16;
    private static final int AGE_STEP_SECONDS = 5;
    private static final char END_OF_FIELD = '\0';

    private ProductListTag() {}

    static String of(ProductList list, Availability availability) {
        MessageDigest digest = sha256();
        for (ProductView product : list.products()) {
            add(digest, product.sku(), product.name(), product.description());
            add(digest, product.price().amount(), product.price().currency(), String.valueOf(product.available()));
            Known known = availability.known().get(product.sku());
            if (known != null && known.outdated()) {
                add(digest, "outdated", String.valueOf(known.ageSeconds() / AGE_STEP_SECONDS));
            }
        }
        add(digest, String.valueOf(list.nextCursor()));
        byte[] shortened = Arrays.copyOf(digest.digest(), BYTES);
        return "W/\"%s\"".formatted(Base64.getUrlEncoder().withoutPadding().encodeToString(shortened));
    }

    private static void add(MessageDigest digest, String... fields) {
        for (String field : List.of(fields)) {
            digest.update(field.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) END_OF_FIELD);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
