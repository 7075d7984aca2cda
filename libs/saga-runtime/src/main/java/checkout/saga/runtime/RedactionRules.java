package checkout.saga.runtime;

import java.util.Set;

/**
 * What operators must not see of messages. Fields whose name contains "token" are never shown.
 *
 * @param secretTopics the topics whose messages may hold a secret; of these only the plain fields are shown
 * @param plainFields the fields that hold no secret
 * @param secretObjects the names of objects that may hold a secret wherever they appear; of these only the plain fields are
 *     shown
 */
public record RedactionRules(Set<String> secretTopics, Set<String> plainFields, Set<String> secretObjects) {
    public static final RedactionRules NONE = new RedactionRules(Set.of(), Set.of(), Set.of());

    public RedactionRules {
        secretTopics = Set.copyOf(secretTopics);
        plainFields = Set.copyOf(plainFields);
        secretObjects = Set.copyOf(secretObjects);
    }
}
