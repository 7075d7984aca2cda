package checkout.lab.stack.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The folder {@code .checkout} of a clone: data, logs, credentials. Where it is unusable it says so in a sentence. */
public final class StateDirectory {

    private final Path clone;
    private final Path folder;
    private final Path applications;

    /** The folder of the clone in this directory; nothing is read or made yet. */
    public StateDirectory(Path clone) {
        this(clone, clone.resolve(".checkout"));
    }

    /** A state folder elsewhere, for a stack that is to leave the clone's own alone. */
    public StateDirectory(Path clone, Path folder) {
        this(clone, folder, folder.resolve("applications"));
    }

    private StateDirectory(Path clone, Path folder, Path applications) {
        this.clone = clone.toAbsolutePath().normalize();
        this.folder = folder.toAbsolutePath().normalize();
        this.applications = applications.toAbsolutePath().normalize();
    }

    /** A folder with data of its own that unpacks and learns for this one. */
    public StateDirectory forRehearsal() {
        return new StateDirectory(clone, folder.resolve("rehearsal"), applications);
    }

    public Path sources() {
        return clone;
    }

    public Path path() {
        return folder;
    }

    public Path postgres() {
        return folder.resolve("postgres");
    }

    public Path kafka() {
        return folder.resolve("kafka");
    }

    /** The ledger of the simulated card network. */
    public Path provider() {
        return folder.resolve("provider");
    }

    /** Unpacked applications and what they learned for a faster start. */
    public Path applications() {
        return applications;
    }

    public Path log(String part) {
        return folder.resolve("logs").resolve(part + ".log");
    }

    /** Makes the folder, or says why it cannot be used. */
    public void create() {
        try {
            Files.createDirectories(folder.resolve("logs"));
            Files.delete(Files.createTempFile(folder, "write", ".check"));
        } catch (IOException e) {
            throw new StackException(
                    "%s cannot be used as the state folder (%s); it must be a directory that you may write to."
                            .formatted(folder, e),
                    e);
        }
    }

    public Optional<Credentials> credentials() {
        return PrivateJsonFile.read(credentialsFile(), Credentials.class);
    }

    public Path credentialsFile() {
        return folder.resolve("credentials.json");
    }

    public Optional<StackSecrets> secrets() {
        return PrivateJsonFile.read(secretsFile(), StackSecrets.class);
    }

    /** The passwords between the parts, made at the first start. */
    public StackSecrets secretsOrNew() {
        Optional<StackSecrets> kept = secrets();
        if (kept.isEmpty() && Files.exists(postgres().resolve("initialised"))) {
            throw new StackException(
                    "%s is missing, and without it nobody can open the database; put it back, or start anew with ./checkout up --wipe (this deletes all local data)."
                            .formatted(secretsFile()));
        }
        return kept.orElseGet(() -> {
            StackSecrets secrets = StackSecrets.generate();
            PrivateJsonFile.write(secretsFile(), secrets);
            return secrets;
        });
    }

    /** The credentials for people; the address of the database is that of today's ports. */
    public Credentials credentialsOrNew(StackSecrets secrets, String databaseUrl) {
        String password = secrets.roles().of("auditor");
        Credentials credentials = credentials()
                .orElseGet(() -> Credentials.generate(password, databaseUrl))
                .withAuditor(databaseUrl, password);
        PrivateJsonFile.write(credentialsFile(), credentials);
        return credentials;
    }

    public Optional<RunRecord> run() {
        return PrivateJsonFile.read(runFile(), RunRecord.class);
    }

    public void recordRun(StackPorts ports) {
        PrivateJsonFile.write(
                runFile(), new RunRecord(ports.offset(), Instant.now().toString(), false));
    }

    /** Tells those who watch that from now on nothing is dead, only stopped. */
    public void recordStop() {
        run().ifPresent(run ->
                PrivateJsonFile.write(runFile(), new RunRecord(run.portOffset(), run.startedAt(), true)));
    }

    public boolean isMeantToRun() {
        return run().filter(run -> !run.stopping()).isPresent();
    }

    public void forgetRun() {
        delete(runFile());
    }

    /** Removes all there is. */
    public void delete() {
        delete(folder);
    }

    /** Removes data, logs and credentials; what was unpacked from jars stays. */
    public void wipe() {
        for (Path path : List.of(
                postgres(), kafka(), provider(), folder.resolve("logs"), credentialsFile(), secretsFile(), runFile())) {
            delete(path);
        }
    }

    private Path secretsFile() {
        return folder.resolve("secrets.json");
    }

    private Path runFile() {
        return folder.resolve("run.json");
    }

    private static void delete(Path path) {
        try {
            DirectoryTree.delete(path);
        } catch (IOException e) {
            throw new StackException("%s cannot be deleted (%s).".formatted(path, e), e);
        }
    }
}
