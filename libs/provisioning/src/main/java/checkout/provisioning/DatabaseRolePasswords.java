package checkout.provisioning;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The password of every role that {@link DatabaseProvisioning} creates. */
public record DatabaseRolePasswords(Map<String, String> byRole) {

    private static final SecureRandom RANDOM = new SecureRandom();

    public DatabaseRolePasswords {
        byRole = Map.copyOf(byRole);
    }

    /** New passwords for all roles of all schemas. */
    public static DatabaseRolePasswords generate() {
        Map<String, String> passwords = new TreeMap<>();
        Stream.concat(
                        Stream.of("auditor", "relay", "relay_owner"),
                        DatabaseProvisioning.SCHEMAS.stream().flatMap(schema -> Stream.of(schema, schema + "_owner")))
                .forEach(role -> passwords.put(role, random()));
        return new DatabaseRolePasswords(passwords);
    }

    public String of(String role) {
        String password = byRole.get(role);
        if (password == null) {
            throw new IllegalArgumentException("unknown role " + role + "; known are " + byRole.keySet());
        }
        return password;
    }

    /** A password that needs no quoting anywhere. */
    public static String random() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "DatabaseRolePasswords" + byRole.keySet();
    }
}
