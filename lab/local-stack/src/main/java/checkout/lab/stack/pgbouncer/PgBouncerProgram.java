package checkout.lab.stack.pgbouncer;

import checkout.lab.stack.state.StackException;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The installed program. */
public final class PgBouncerProgram {

    private static final String NAME = "pgbouncer";

    /** Where distributions install it; the path of an ordinary user often lacks it. */
    private static final String SYSTEM_FOLDER = "/usr/sbin";

    private PgBouncerProgram() {}

    public static boolean isInstalled() {
        return search().isPresent();
    }

    /** Finds the program, or says how to install it. */
    public static Path find() {
        return search()
                .orElseThrow(() -> new StackException(
                        "PgBouncer is not installed: there is no %s on the PATH or in %s; install it (Debian: apt-get install pgbouncer) and try again."
                                .formatted(NAME, SYSTEM_FOLDER)));
    }

    /** The command that runs it. It refuses to run as root, so root gives it a user namespace, like the embedded PostgreSQL. */
    static List<String> command() {
        String program = find().toString();
        return LinuxUtils.isUnshareAvailable() ? List.of("unshare", "-U", program) : List.of(program);
    }

    private static Optional<Path> search() {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + SYSTEM_FOLDER;
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, NAME))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
