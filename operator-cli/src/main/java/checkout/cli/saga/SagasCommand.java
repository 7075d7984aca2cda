package checkout.cli.saga;

import checkout.cli.command.BulkActionCommand;
import checkout.cli.command.CommandGroup;
import checkout.cli.command.FilterParams;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists and shows sagas, and acts on stuck ones. */
@Command(
        name = "sagas",
        mixinStandardHelpOptions = true,
        description = "Lists and shows sagas, and acts on stuck ones.",
        subcommands = {
            SagasListCommand.class,
            SagasShowCommand.class,
            SagasReasonsCommand.class,
            SagasCommand.Retry.class,
            SagasCommand.Compensate.class,
            SagasCommand.Resolve.class
        })
public final class SagasCommand extends CommandGroup {

    /** An action on the selected sagas. */
    abstract static class Action extends BulkActionCommand {

        @Mixin
        private SagaOptions options = new SagaOptions();

        @Override
        protected String path() {
            return "/v1/sagas/bulk";
        }

        @Override
        protected FilterParams filter() {
            return options.filter();
        }
    }

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = {
                "Sends the commands of stuck sagas again, with new attempts.",
                "Exit code 0 only if every selected saga was retried."
            })
    static final class Retry extends Action {}

    @Command(
            name = "compensate",
            mixinStandardHelpOptions = true,
            description = {
                "Undoes the finished steps of sagas that are not past their pivot.",
                "Exit code 0 only if every selected saga is compensating."
            })
    static final class Compensate extends Action {}

    @Command(
            name = "resolve",
            mixinStandardHelpOptions = true,
            description = {
                "Ends stuck sagas that somebody has fixed by hand, and tells their orders or returns how they ended.",
                "Exit code 0 only if every selected saga has ended."
            })
    static final class Resolve extends Action {

        @Option(
                names = "--outcome",
                required = true,
                description = "How they ended: CONFIRMED or REJECTED for checkouts, ACCEPTED or REFUSED for returns.")
        private String outcome = "";

        @Option(names = "--note", description = "What was done outside; kept with the saga and in the audit.")
        private @Nullable String note;

        @Option(
                names = "--force",
                description =
                        "Also while a command is in flight; an answer that comes later is recorded as an anomaly.")
        private boolean force;

        @Override
        protected void addTo(Map<String, Object> request) {
            request.put("outcome", outcome);
            if (note != null) {
                request.put("note", note);
            }
            if (force) {
                request.put("force", true);
            }
        }
    }
}
