package checkout.lab.stack.cli;

import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.Credentials;
import checkout.lab.stack.state.StackPorts;
import java.io.PrintWriter;

/** The URLs and demo credentials of a running stack. */
record ReadyMessage(LocalStack stack) {

    void print(PrintWriter out) {
        StackPorts ports = stack.ports();
        Credentials credentials = stack.credentials();
        out.printf(
                """
                Shop and storefront API   %s/
                Console                   %s/
                Operator API              %s/v1/sagas
                Stock                     %s/v1/stock
                Card network (simulated)  %s/v1/ledger
                PostgreSQL                %s%s
                Kafka                     127.0.0.1:%d%s%s

                Demo credentials (also in .checkout/credentials.json):
                  storefront   %s
                  storefront2  %s
                  viewer       %s
                  operator     %s
                  admin        %s
                  auditor      %s   (PostgreSQL, read-only)

                Next: ./checkout demo, ./checkout status, ./checkout down
                """,
                ports.url("order-service"),
                ports.url("saga-orchestrator"),
                ports.url("saga-orchestrator"),
                ports.url("inventory-service"),
                ports.url("provider-simulator"),
                credentials.auditor().url(),
                stack.pgbouncer()
                        .map(pooler -> " (the services through PgBouncer, 127.0.0.1:%d)".formatted(pooler.port()))
                        .orElse(""),
                ports.of("kafka"),
                stack.kafkaClient("auditor").containsKey("security.protocol") ? " (TLS, users and access rights)" : "",
                stack.network().isPresent()
                        ? "\nNetwork                   the applications connect through the network proxy"
                        : "",
                credentials.storefront().key(),
                credentials.storefront2().key(),
                credentials.viewer().password(),
                credentials.operator().password(),
                credentials.admin().password(),
                credentials.auditor().password());
        out.flush();
    }
}
