package checkout.lab.stack.pgbouncer;

import checkout.lab.stack.state.StackException;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The installed program. */
public final class PgBouncerProgram {

    private static final String NAME = "pgbouncer";

    /** Where distributions install it; the path of an ordinary user often lacks it. */
    private static final String SYSTEM_FOLDER = "/usr/sbin";

    private static final Pattern MAJOR_AND_MINOR = Pattern.compile("PgBouncer (\\d{1,4})\\.(\\d{1,4})");

    private PgBouncerProgram() {}

    public static boolean isInstalled() {
        return search().isPresent();
    }

    /** Finds the program, or says how to install it. */
    public static Path find() {
        return search().orElseThrow(() -> new StackException(
                "PgBouncer is not installed: there is no %s on the PATH or in %s; install it (Debian: apt-get install pgbouncer) and try again."
                        .formatted(NAME, SYSTEM_FOLDER)));
    }

    /** The command that runs it. It refuses to run as root, so root gives it a user namespace, like the embedded PostgreSQL. */
    static List<String> command() {
        String program = find().toString();
        return LinuxUtils.isUnshareAvailable() ? List.of("unshare", "-U", program) : List.of(program);
    }

    /**
     * Whether it follows the statements that a client prepares on the server, so that each session that the client gets knows
     * them. It does from 1.21 on.
     */
    static boolean followsPreparedStatements() {
        return Installed.FOLLOWS;
    }

    /** Asked once, and only by a stack that uses it. */
    private static final class Installed {
        static final boolean FOLLOWS =
                askVersion().filter(PgBouncerProgram::follows).isPresent();
    }

    static boolean follows(String version) {
        Matcher number = MAJOR_AND_MINOR.matcher(version);
        if (!number.find()) {
            return false;
        }
        int major = Integer.parseInt(number.group(1));
        int minor = Integer.parseInt(number.group(2));
        return major > 1 || (major == 1 && minor >= 21);
    }

    private static Optional<String> askVersion() {
        return search().map(program -> {
            try {
                Process asked = new ProcessBuilder(program.toString(), "--version")
                        .redirectErrorStream(true)
                        .start();
                return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new StackException("%s cannot be run (%s).".formatted(program, e.getMessage()), e);
            }
        });
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
