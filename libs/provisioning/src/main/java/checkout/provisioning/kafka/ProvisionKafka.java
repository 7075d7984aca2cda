package checkout.provisioning.kafka;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The command that creates the topics and the rights of a cluster; see docs/secured-clusters.md. */
public final class ProvisionKafka {

    private static final String CLIENT_FILE = "client.config";
    private static final String ACLS = "acls";
    private static final String SETTINGS = "settings";
    private static final String USAGE = """
            Creates the topics of kafka-topics.txt, and on request the ACLs of kafka-acls.txt. Says what exists and is different.

            arguments, each as name=value:
              bootstrap.servers              the brokers
              client.config                  a file with the client's other settings: security.protocol, sasl.jaas.config, ...
              replication.factor             on how many brokers each record is stored: 3, or 1 for a single broker
              min.insync.replicas            on how many of them before a send succeeds; default: one less
              partitions.<topic>             another number of partitions than listed
              retention.ms, retention.ms.<topic>   another retention than listed
              config.<setting>               any other setting of every topic, by Kafka's name
              settings                       alter: topics that exist get the settings too; never their partitions or replicas
              acls                           create: also create the ACLs, which an administrator of the cluster can do
            """;

    private ProvisionKafka() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(arguments, System.out, System.err));
    }

    /** Returns the exit code: 0 if every topic exists, whatever its settings are. */
    static int run(String[] arguments, PrintStream out, PrintStream err) throws InterruptedException {
        try {
            Map<String, String> values = values(arguments);
            boolean withAcls = isGiven(values, ACLS, "create");
            boolean alterSettings = isGiven(values, SETTINGS, "alter");
            Map<String, Object> client = client(values);
            TopicSettings settings = TopicSettings.of(values);
            try (Admin admin = Admin.create(client)) {
                topics(new TopicProvisioning(admin, settings).run(alterSettings), out);
                if (withAcls) {
                    acls(new AclProvisioning(admin).run(), out);
                }
            }
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage() + "\n\n" + USAGE);
            return 2;
        } catch (IOException | IllegalStateException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    /** Another value, such as true, would be taken for no. */
    private static boolean isGiven(Map<String, String> values, String name, String only) {
        String value = values.remove(name);
        if (value != null && !value.equals(only)) {
            throw new IllegalArgumentException(
                    "%s=%s is not possible; %s=%s or nothing is.".formatted(name, value, name, only));
        }
        return value != null;
    }

    private static void topics(TopicProvisioning.Result result, PrintStream out) {
        result.created().forEach(topic -> out.println("created " + topic));
        result.altered()
                .forEach(difference -> out.println("ALTERED: " + difference.replace(" instead of ", " and now has ")));
        result.differences().forEach(difference -> out.println("DIFFERENT: " + difference + "; not changed"));
        out.println("all topics exist");
    }

    private static void acls(AclProvisioning.Result result, PrintStream out) {
        result.created().forEach(right -> out.println("allowed " + right));
        result.additional().forEach(right -> out.println("DIFFERENT: " + right + "; not removed"));
        out.println("all rights exist");
    }

    private static Map<String, String> values(String[] arguments) {
        Map<String, String> values = new HashMap<>();
        for (String argument : List.of(arguments)) {
            int separator = argument.indexOf('=');
            if (separator < 1) {
                throw new IllegalArgumentException("'%s' is not name=value".formatted(argument));
            }
            values.put(argument.substring(0, separator), argument.substring(separator + 1));
        }
        return values;
    }

    /** Takes the client's settings out of the values. */
    private static Map<String, Object> client(Map<String, String> values) throws IOException {
        Map<String, Object> client = new HashMap<>();
        String file = values.remove(CLIENT_FILE);
        if (file != null) {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
                read.load(reader);
            } catch (IOException e) {
                throw new IOException("%s cannot be read (%s)".formatted(file, e), e);
            }
            read.stringPropertyNames().forEach(name -> client.put(name, read.getProperty(name)));
        }
        String servers = values.remove(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        if (servers != null) {
            client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        }
        if (!client.containsKey(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException(
                    "bootstrap.servers is missing: name the brokers, as host:port,host:port");
        }
        return client;
    }
}
