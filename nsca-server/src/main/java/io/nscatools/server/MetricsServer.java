package io.nscatools.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nscatools.server.config.ListenAddress;
import io.nscatools.server.sink.CheckResultSink;
import io.nscatools.server.sink.SinkStatus;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves metrics for Prometheus at {@code /metrics}, and at {@code /health} whether results are accepted: 200, or 503
 * when a sink can take no more, with a line for each sink that has trouble.
 */
final class MetricsServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** Until a request is there and an answer has gone; peers that take longer would occupy the threads for ever. */
    private static final String SECONDS_OF_A_REQUEST = "5";

    static {
        System.setProperty("sun.net.httpserver.maxReqTime", SECONDS_OF_A_REQUEST);
        System.setProperty("sun.net.httpserver.maxRspTime", SECONDS_OF_A_REQUEST);
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private MetricsServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts to serve.
     *
     * @throws IOException if the address cannot be listened on
     */
    static MetricsServer start(ListenAddress listen, ServerContext context, CheckResultSink sink) throws IOException {
        InetSocketAddress address = new InetSocketAddress(listen.address().orElse("127.0.0.1"), listen.port());
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new IOException("cannot serve metrics on " + listen + ": " + e.getMessage(), e);
        }
        ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "metrics");
            thread.setDaemon(true);
            return thread;
        });
        PrometheusRegistry registry = new PrometheusRegistry();
        ServerMetrics.register(registry, context, sink);
        server.setExecutor(threads);
        server.createContext("/metrics", new MetricsHandler(registry));
        server.createContext("/health", exchange -> answerHealth(exchange, sink));
        server.start();
        return new MetricsServer(server, threads);
    }

    private static void answerHealth(HttpExchange exchange, CheckResultSink sink) throws IOException {
        try (exchange) {
            boolean full = sink.isFull();
            StringBuilder text = new StringBuilder(full ? "full: senders wait\n" : "ok\n");
            for (SinkStatus status : sink.status()) {
                status.trouble()
                        .ifPresent(trouble -> text.append(status.name())
                                .append(": ")
                                .append(trouble)
                                .append('\n'));
            }
            byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(full ? UNAVAILABLE : OK, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Returns the port that is listened on. */
    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
