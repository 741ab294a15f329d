package io.nscatools.server;

import io.nscatools.protocol.RejectReason;
import io.nscatools.server.sink.CheckResultSink;
import io.nscatools.server.sink.SinkStatus;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The metrics of the server under their names for Prometheus; docs/server.md lists them. */
final class ServerMetrics {
    private static final double NANOS = 1e9;

    private final PrometheusRegistry registry;
    private final ServerContext context;
    private final CheckResultSink sink;

    private ServerMetrics(PrometheusRegistry registry, ServerContext context, CheckResultSink sink) {
        this.registry = registry;
        this.context = context;
        this.sink = sink;
    }

    /** Adds all metrics to {@code registry}; values are taken when they are asked for. */
    static void register(PrometheusRegistry registry, ServerContext context, CheckResultSink sink) {
        ServerMetrics metrics = new ServerMetrics(registry, context, sink);
        metrics.registerConnections();
        metrics.registerResults();
        metrics.registerSinks();
    }

    private void registerConnections() {
        GaugeWithCallback.builder()
                .name("nsca_open_connections")
                .help("Open connections.")
                .callback(gauge -> gauge.call(context.sources().connections()))
                .register(registry);
        CounterWithCallback.builder()
                .name("nsca_connections_total")
                .help("Connections that were admitted.")
                .callback(counter -> counter.call((double) context.counters().connections()))
                .register(registry);
        CounterWithCallback.builder()
                .name("nsca_rejections_total")
                .help("Connections, packets and results that were refused, by reason.")
                .labelNames("reason")
                .callback(counter -> context.counters().rejections().forEach((reason, count) -> {
                    if (reason != RejectReason.PROBE) {
                        counter.call((double) count.sum(), reason.name().toLowerCase(Locale.ROOT));
                    }
                }))
                .register(registry);
        CounterWithCallback.builder()
                .name("nsca_probes_total")
                .help("Probes, which ask whether password and method agree and write nothing.")
                .callback(counter -> counter.call((double)
                        context.counters().rejections().get(RejectReason.PROBE).sum()))
                .register(registry);
    }

    private void registerResults() {
        CounterWithCallback.builder()
                .name("nsca_results_total")
                .help("Results that were accepted, by address of the sender and state.")
                .labelNames("source", "state")
                .callback(counter -> context.counters()
                        .results()
                        .forEach(
                                (series, count) -> counter.call((double) count.sum(), series.source(), series.state())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("nsca_last_result_timestamp_seconds")
                .help("When the last result was accepted; 0 if there was none.")
                .callback(gauge -> gauge.call(context.counters().lastResult().toEpochMilli() / 1000.0))
                .register(registry);
    }

    private void registerSinks() {
        gauge("nsca_sink_queued_results", "Results that wait in memory or are on their way.", s -> s.queuedResults());
        gauge("nsca_sink_journal_results", "Results that wait in the journal.", s -> s.journalResults());
        gauge("nsca_sink_journal_bytes", "The length of the journal on disk.", s -> s.journalBytes());
        gauge(
                "nsca_sink_latency_seconds",
                "How long the last result was on its way to Nagios.",
                s -> s.latency().toNanos() / NANOS);
        gauge(
                "nsca_sink_last_delivery_timestamp_seconds",
                "When Nagios took the last result; 0 if there was none.",
                s -> s.lastDelivery().map(at -> at.toEpochMilli() / 1000.0).orElse(0.0));
        gauge(
                "nsca_sink_up",
                "1 if the sink takes results, else 0.",
                s -> s.trouble().isPresent() ? 0 : 1);
        CounterWithCallback.builder()
                .name("nsca_sink_delivered_results_total")
                .help("Results that Nagios has taken.")
                .labelNames("sink")
                .callback(counter -> sink.status().forEach(s -> counter.call((double) s.deliveredResults(), s.name())))
                .register(registry);
    }

    private void gauge(String name, String help, ToDoubleFunction<SinkStatus> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("sink")
                .callback(gauge ->
                        sink.status().forEach(status -> gauge.call(value.applyAsDouble(status), status.name())))
                .register(registry);
    }
}
