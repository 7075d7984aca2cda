package checkout.strategies.redis;

/** Somebody else has received the lock in the meantime, and the database knows it. */
final class StaleTokenException extends RuntimeException {
    StaleTokenException(String sku, long token) {
        super("The lock of %s has passed to another holder since token %d was issued".formatted(sku, token));
    }
}
