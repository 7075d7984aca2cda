package checkout.lab.stack.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The folder {@code .checkout} of a clone: data, logs and credentials. */
public final class StateDirectory {

    private final Path clone;
    private final Path folder;
    private final Path applications;
    private final boolean recordsCaches;

    /** The state folder of a clone; nothing is read or created yet. */
    public StateDirectory(Path clone) {
        this(clone, clone.resolve(".checkout"));
    }

    /** Another state folder, for a stack beside the clone's own. */
    public StateDirectory(Path clone, Path folder) {
        this(clone, folder, folder.resolve("applications"), true);
    }

    private StateDirectory(Path clone, Path folder, Path applications, boolean recordsCaches) {
        this.clone = clone.toAbsolutePath().normalize();
        this.folder = folder.toAbsolutePath().normalize();
        this.applications = applications.toAbsolutePath().normalize();
        this.recordsCaches = recordsCaches;
    }

    /** A folder with data of its own that shares the unpacked applications and their ahead-of-time caches. */
    public StateDirectory forTrainingRun() {
        return new StateDirectory(clone, folder.resolve("training-run"), applications, recordsCaches);
    }

    /** A folder of an experiment, with data of its own; it shares the unpacked applications too. */
    public StateDirectory forExperiment(String name) {
        return new StateDirectory(clone, folder.resolve(name), applications, recordsCaches);
    }

    /** The same folder for a stack that is started too seldom to gain from ahead-of-time caches. */
    public StateDirectory withoutCaches() {
        return new StateDirectory(clone, folder, applications, false);
    }

    public boolean recordsCaches() {
        return recordsCaches;
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

    /** The configuration of PgBouncer; the folder exists if the services connect through it. */
    public Path pgbouncer() {
        return folder.resolve("pgbouncer");
    }

    public boolean usesPgBouncer() {
        return Files.isDirectory(pgbouncer());
    }

    /** Decides whether the services connect through PgBouncer; no part may be running. */
    public void usePgBouncer(boolean use) {
        decide(pgbouncer(), use);
    }

    /** The settings of the network proxy; the folder exists if the applications connect through it. */
    public Path network() {
        return folder.resolve("network");
    }

    public boolean usesNetwork() {
        return Files.isDirectory(network());
    }

    /** Decides whether the applications connect through the network proxy; no part may be running. */
    public void useNetwork(boolean use) {
        decide(network(), use);
    }

    /** Creates or deletes a folder whose existence is a decision. */
    private static void decide(Path decision, boolean use) {
        if (!use) {
            delete(decision);
            return;
        }
        try {
            Files.createDirectories(
                    decision, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new StackException("%s cannot be created (%s).".formatted(decision, e.getMessage()), e);
        }
    }

    /** The ledger of the simulated card network. */
    public Path provider() {
        return folder.resolve("provider");
    }

    /** The unpacked applications and their ahead-of-time caches. */
    public Path applications() {
        return applications;
    }

    public Path log(String part) {
        return folder.resolve("logs").resolve(part + ".log");
    }

    /** Creates the folder, or explains why it cannot be used. */
    public void create() {
        try {
            Files.createDirectories(folder.resolve("logs"));
            Path mine = Files.createTempFile(folder, "write", ".check");
            if (Files.getOwner(mine).equals(Files.getOwner(folder))) {
                // nobody else is to replace the programs that are unpacked here
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            Files.delete(mine);
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

    /** The passwords of the parts, generated at the first start. */
    public StackSecrets secretsOrNew() {
        Optional<StackSecrets> existing = secrets();
        if (existing.isEmpty() && Files.exists(postgres().resolve("initialised"))) {
            throw new StackException(
                    "%s is missing, and the database cannot be opened without it; restore it, or start over with ./checkout up --wipe, which deletes all local data."
                            .formatted(secretsFile()));
        }
        return existing.orElseGet(() -> {
            StackSecrets secrets = StackSecrets.generate();
            PrivateJsonFile.write(secretsFile(), secrets);
            return secrets;
        });
    }

    /** The users' credentials, with the current URL of the database. */
    public Credentials credentialsOrNew(StackSecrets secrets, String databaseUrl) {
        String password = secrets.roles().of("auditor");
        Credentials credentials = credentials()
                .orElseGet(() -> Credentials.generate(password, databaseUrl))
                .withAuditor(databaseUrl, password);
        PrivateJsonFile.write(credentialsFile(), credentials);
        return credentials;
    }

    /** The certificates and passwords of Kafka and PostgreSQL, if the stack uses TLS. */
    public Optional<StackSecurity> security() {
        return PrivateJsonFile.read(securityFile(), KafkaPasswords.class)
                .map(passwords -> new StackSecurity(certificates(), passwords.kafka()));
    }

    /** Makes this a stack that uses TLS; it must not have data yet, because its servers are set up for one or the other. */
    public void secure() {
        if (security().isPresent()) {
            return;
        }
        if (Files.exists(postgres()) || Files.exists(kafka())) {
            throw new StackException(
                    "The stack of this clone was set up without TLS; ./checkout up --secure --wipe starts over with TLS, which deletes all local data.");
        }
        try {
            StackSecurity security = StackSecurity.generate(certificates());
            PrivateJsonFile.write(securityFile(), new KafkaPasswords(security.kafkaPasswords()));
        } catch (IOException e) {
            throw new StackException(
                    "The certificates cannot be written to %s (%s).".formatted(certificates(), e.getMessage()), e);
        }
    }

    public Optional<StackRunRecord> run() {
        return PrivateJsonFile.readIfIntact(runFile(), StackRunRecord.class);
    }

    public void recordRun(StackPorts ports) {
        PrivateJsonFile.write(
                runFile(), new StackRunRecord(ports.offset(), Instant.now().toString(), false));
    }

    /** Marks the stack as stopping, so that ended parts no longer count as dead. */
    public void recordStop() {
        run().ifPresent(run ->
                PrivateJsonFile.write(runFile(), new StackRunRecord(run.portOffset(), run.startedAt(), true)));
    }

    public boolean isMeantToRun() {
        return run().filter(run -> !run.stopping()).isPresent();
    }

    public void forgetRun() {
        delete(runFile());
    }

    /** Deletes the folder. */
    public void delete() {
        delete(folder);
    }

    /** The content of the file that makes a stack a secured one. */
    private record KafkaPasswords(Map<String, String> kafka) {}

    /** Deletes data, logs and credentials; keeps the unpacked applications. */
    public void wipe() {
        for (Path path : List.of(
                postgres(),
                kafka(),
                pgbouncer(),
                network(),
                provider(),
                certificates(),
                folder.resolve("training-run"),
                folder.resolve("logs"),
                credentialsFile(),
                secretsFile(),
                securityFile(),
                runFile())) {
            delete(path);
        }
    }

    private Path secretsFile() {
        return folder.resolve("secrets.json");
    }

    /** Exists if the stack uses TLS. */
    private Path securityFile() {
        return folder.resolve("security.json");
    }

    private Path certificates() {
        return folder.resolve("tls");
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
