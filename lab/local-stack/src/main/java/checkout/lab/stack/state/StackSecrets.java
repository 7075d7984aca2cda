package checkout.lab.stack.state;

import checkout.provisioning.DatabaseRolePasswords;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The database passwords that only the parts use. */
public record StackSecrets(String databaseSuperuser, Map<String, String> databaseRoles) {

    public static StackSecrets generate() {
        return new StackSecrets(
                DatabaseRolePasswords.random(), DatabaseRolePasswords.generate().byRole());
    }

    public DatabaseRolePasswords roles() {
        return new DatabaseRolePasswords(databaseRoles);
    }

    /** What the provider simulator signs its callbacks with. */
    public String providerCallback() {
        return derived("provider callback");
    }

    /** The password with which the orchestrator asks the other services where a message is. */
    public String serviceUser() {
        return derived("service user");
    }

    /** What order-service encrypts the secrets of webhook endpoints with. */
    public String webhookSecretKey() {
        return derived("webhook secrets");
    }

    /** What everybody must know who tells the network proxy which faults to inject. */
    public String networkControl() {
        return derived("network control");
    }

    /** A secret for this purpose. Derived from another one, so that a stack of an earlier version has it too. */
    private String derived(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(databaseSuperuser.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "StackSecrets[...]";
    }
}
