package checkout.lab.stack.state;

import checkout.provisioning.DatabaseRolePasswords;
import java.util.Map;

/** The database passwords that only the parts use. */
public record StackSecrets(String databaseSuperuser, Map<String, String> databaseRoles) {

    public static StackSecrets generate() {
        return new StackSecrets(
                DatabaseRolePasswords.random(), DatabaseRolePasswords.generate().byRole());
    }

    public DatabaseRolePasswords roles() {
        return new DatabaseRolePasswords(databaseRoles);
    }

    @Override
    public String toString() {
        return "StackSecrets[...]";
    }
}
