package checkout.messaging.fault;

import java.util.List;

/**
 * What two failures have in common if they have the same cause: the class of the exception, its SQLSTATE and the method
 * that failed, without line numbers, so that it stays the same from build to build.
 *
 * @param fingerprint equal for failures of the same cause
 * @param description what failed, for people
 */
public record FaultCause(String fingerprint, String description) {
    private static final int LIMIT = 400;

    /** Libraries in which many different faults surface. */
    private static final List<String> LIBRARIES = List.of(
            "java.", "jdk.", "sun.", "org.springframework.", "org.postgresql.", "com.zaxxer.", "tools.jackson.");

    public static FaultCause of(Throwable failure) {
        Throwable root = Faults.root(failure);
        StringBuilder fingerprint = new StringBuilder(root.getClass().getName());
        Faults.sqlState(failure)
                .ifPresent(state -> fingerprint.append(" [").append(state).append(']'));
        // where a stack overflows is chance
        if (!(root instanceof StackOverflowError)) {
            fingerprint.append(place(root.getStackTrace()));
        }
        String description = root.toString().replaceAll("\\s+", " ").strip();
        return new FaultCause(
                fingerprint.toString(),
                description.length() > LIMIT ? description.substring(0, LIMIT) + "..." : description);
    }

    private static String place(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (LIBRARIES.stream().noneMatch(frame.getClassName()::startsWith)) {
                return " at %s.%s".formatted(frame.getClassName(), frame.getMethodName());
            }
        }
        return "";
    }
}
