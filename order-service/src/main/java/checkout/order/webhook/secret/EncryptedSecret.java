package checkout.order.webhook.secret;

/** A secret as the database stores it. */
public final class EncryptedSecret {
    private final byte[] bytes;

    public EncryptedSecret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }
}
