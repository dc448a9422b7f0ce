package org.quorate.shell.result;

import java.time.ZonedDateTime;
import java.util.List;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.quorate.config.plan.Plan;
import org.quorate.quorum.QuorumStatus;
import org.quorate.ring.LinkMatrix;
import org.quorate.ring.LinkStatus;
import org.quorate.ring.RingStatus;
import org.quorate.status.LogRecord;
import org.quorate.status.NodeValues;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeLock;
import org.quorate.tree.TreeStatus;

/** Renders the results of the commands; Gogo asks it for everything that it prints or pipes. */
@Component
public final class ResultConverter implements Converter {
    @Override
    public @Nullable Object convert(Class<?> desiredType, Object in) {
        return null; // Gogo's own conversions do
    }

    @Override
    public @Nullable CharSequence format(Object target, int level, Converter escape) {
        String text = text(target);
        return text == null ? null : text.stripTrailing().isEmpty() ? "" : withoutLastNewline(text);
    }

    /** The text of a result, with a newline at its end; null if it is not one of ours. */
    static @Nullable String text(Object target) {
        return switch (target) {
            case ClusterReport report -> QuorumText.status(report);
            case ProgramResult program -> program.errors() + program.output();
            case JsonText json -> json.text() + "\n";
            case QuorumStatus status -> QuorumText.votes(status, ZonedDateTime.now());
            case MembershipReport report -> QuorumText.nodes(report);
            case NodeState state -> ResultText.node(state);
            case LinkMatrix matrix -> MatrixText.of(matrix);
            case RingStatus status -> ResultText.ring(status);
            case NetcheckResult netcheck ->
                netcheck.json() ? NetcheckJson.of(netcheck.report()) : NetcheckText.of(netcheck.report());
            case Plan plan -> ResultText.plan(plan);
            case TreeStatus status -> ResultText.tree(status);
            case TreeEntry entry -> ResultText.entries(List.of(entry));
            case BundleState bundle -> ResultText.bundles(List.of(bundle));
            case TransportState transport -> ResultText.transports(List.of(transport));
            case LoggerLevel logger -> ResultText.loggers(List.of(logger));
            case List<?> list when !list.isEmpty() -> list(list);
            default -> null;
        };
    }

    private static @Nullable String list(List<?> list) {
        return switch (list.getFirst()) {
            case LinkStatus _ -> ResultText.links(only(LinkStatus.class, list));
            case BundleState _ -> ResultText.bundles(only(BundleState.class, list));
            case TransportState _ -> ResultText.transports(only(TransportState.class, list));
            case LoggerLevel _ -> ResultText.loggers(only(LoggerLevel.class, list));
            case CommandHelp _ -> ResultText.commands(only(CommandHelp.class, list));
            case TreeEntry _ -> ResultText.entries(only(TreeEntry.class, list));
            case TreeLock _ -> StatusText.locks(only(TreeLock.class, list));
            case LogRecord _ -> StatusText.log(only(LogRecord.class, list));
            case NodeValues _ -> StatusText.nodes(only(NodeValues.class, list));
            default -> null;
        };
    }

    private static <T> List<T> only(Class<T> type, List<?> list) {
        return list.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static String withoutLastNewline(String text) {
        return text.substring(0, text.length() - 1);
    }
}
