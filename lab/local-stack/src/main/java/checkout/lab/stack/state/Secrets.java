package checkout.lab.stack.state;

import checkout.backing.provisioning.RolePasswords;
import java.util.Map;

/** The passwords that only the parts use among themselves. */
public record Secrets(String databaseSuperuser, Map<String, String> databaseRoles) {

    public static Secrets generate() {
        return new Secrets(RolePasswords.random(), RolePasswords.generate().byRole());
    }

    public RolePasswords roles() {
        return new RolePasswords(databaseRoles);
    }

    @Override
    public String toString() {
        return "Secrets";
    }
}
