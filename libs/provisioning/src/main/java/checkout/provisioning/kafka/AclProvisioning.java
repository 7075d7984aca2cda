package checkout.provisioning.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * Creates the rights of {@code kafka-acls.txt} as ACLs, and says which other rights the same principals have. It takes no
 * right away: another system may have given it.
 */
public final class AclProvisioning {

    private final Admin admin;

    /** Needs the client of an administrator of the cluster. */
    public AclProvisioning(Admin admin) {
        this.admin = admin;
    }

    /**
     * What was created, and which rights the principals have beyond those of the file.
     *
     * @param additional a sentence for each
     */
    public record Result(List<String> created, List<String> additional) {}

    public Result run() throws InterruptedException {
        Set<AclBinding> wanted =
                KafkaRight.all().stream().map(KafkaRight::binding).collect(Collectors.toSet());
        Collection<AclBinding> existing = KafkaAdminAnswer.await(
                "read the ACLs", admin.describeAcls(AclBindingFilter.ANY).values());
        List<AclBinding> missing =
                wanted.stream().filter(right -> !existing.contains(right)).toList();
        KafkaAdminAnswer.await("create ACLs", admin.createAcls(missing).all());
        Set<String> principals = new HashSet<>();
        wanted.forEach(right -> principals.add(right.entry().principal()));
        List<String> additional = new ArrayList<>();
        for (AclBinding right : existing) {
            if (principals.contains(right.entry().principal()) && !wanted.contains(right)) {
                additional.add("%s also has: %s".formatted(right.entry().principal(), sentence(right)));
            }
        }
        return new Result(
                missing.stream().map(AclProvisioning::sentence).sorted().toList(), additional);
    }

    private static String sentence(AclBinding right) {
        return "%s %s %s %s"
                .formatted(
                        right.entry().principal(),
                        right.entry().operation(),
                        right.pattern().resourceType(),
                        right.pattern().name());
    }
}
