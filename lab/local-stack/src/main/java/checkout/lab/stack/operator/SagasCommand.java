package checkout.lab.stack.operator;

import checkout.lab.stack.cli.Subcommand;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds sagas, shows them, and acts on those that are stuck. */
@Command(
        name = "sagas",
        mixinStandardHelpOptions = true,
        description = "Finds sagas, shows them, and acts on those that are stuck.",
        subcommands = {
            SagasListCommand.class,
            SagasShowCommand.class,
            SagasCommand.Retry.class,
            SagasCommand.Compensate.class,
            SagasCommand.Resolve.class
        })
public final class SagasCommand implements Subcommand {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Name a command.");
    }

    /** What is done to sagas. */
    abstract static class Act extends OperatorActionCommand {

        @Mixin
        private SagaOptions options = new SagaOptions();

        @Override
        String path() {
            return "/v1/sagas/bulk";
        }

        @Override
        ActionFilter filter() {
            return options.filter();
        }
    }

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = {
                "Sends again what is stuck, with fresh attempts.",
                "Exit code 0 only when every saga that was meant went on."
            })
    static final class Retry extends Act {}

    @Command(
            name = "compensate",
            mixinStandardHelpOptions = true,
            description = {
                "Turns sagas round that are not past their pivot: what was done is undone.",
                "Exit code 0 only when every saga that was meant turned round."
            })
    static final class Compensate extends Act {}

    @Command(
            name = "resolve",
            mixinStandardHelpOptions = true,
            description = {
                "Ends stuck sagas where somebody has put things right by hand; nothing is sent.",
                "Exit code 0 only when every saga that was meant has ended."
            })
    static final class Resolve extends Act {}
}
