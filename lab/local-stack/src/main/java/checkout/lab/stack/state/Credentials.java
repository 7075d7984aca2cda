package checkout.lab.stack.state;

import checkout.provisioning.DatabaseRolePasswords;

/** The keys and passwords of the local stack's users: the content of {@code credentials.json}. */
public record Credentials(
        Key storefront, Key storefront2, Login viewer, Login operator, Login admin, DatabaseLogin auditor) {

    /** A storefront's key for the storefront API. */
    public record Key(String key) {}

    /** A user of the operator API. */
    public record Login(String username, String password) {}

    /** A read-only role of the database. */
    public record DatabaseLogin(String url, String username, String password) {}

    public static Credentials generate(String auditorPassword, String databaseUrl) {
        return new Credentials(
                new Key("sf_" + DatabaseRolePasswords.random()),
                new Key("sf_" + DatabaseRolePasswords.random()),
                new Login("viewer", DatabaseRolePasswords.random()),
                new Login("operator", DatabaseRolePasswords.random()),
                new Login("admin", DatabaseRolePasswords.random()),
                new DatabaseLogin(databaseUrl, "auditor", auditorPassword));
    }

    Credentials withAuditor(String databaseUrl, String password) {
        return new Credentials(
                storefront, storefront2, viewer, operator, admin, new DatabaseLogin(databaseUrl, "auditor", password));
    }
}
