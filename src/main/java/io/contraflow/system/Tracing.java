package io.contraflow.system;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sends traces to a collector, where one is named. */
@Configuration
@ConditionalOnExpression("!'${contraflow.tracing.endpoint:}'.isBlank()")
class Tracing {
    private static final Duration LONGEST_CALL = Duration.ofSeconds(5);

    @Bean
    SpanExporter spanExporter(TracingSettings settings) {
        URI endpoint = endpoint(settings.endpoint());
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setConnectTimeout(LONGEST_CALL)
                .setTimeout(LONGEST_CALL)
                .setCompression("gzip");
        Objects.requireNonNullElse(settings.headers(), Map.<String, String>of()).forEach(exporter::addHeader);
        return new WatchedExporter(
                exporter.build(), endpoint.getHost() + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort()));
    }

    private static URI endpoint(String text) {
        try {
            URI endpoint = new URI(text);
            if (endpoint.getHost() != null
                    && ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))) {
                return endpoint;
            }
        } catch (java.net.URISyntaxException e) {
            // Said below, without the text: it may hold a password.
        }
        throw new IllegalStateException(
                "contraflow.tracing.endpoint (CONTRAFLOW_TRACING_ENDPOINT) is no address such as"
                        + " http://127.0.0.1:4318/v1/traces");
    }

    /** Closing it sends what was not sent so far. */
    @Bean(destroyMethod = "close")
    SdkTracerProvider tracerProvider(
            SpanExporter exporter, TracingSettings settings, @Value("${contraflow.nodes.name}") String node) {
        return SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "contraflow",
                        AttributeKey.stringKey("service.instance.id"),
                        node)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sample())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
    }

    @Bean
    Tracer tracer(SdkTracerProvider provider) {
        return provider.get("contraflow");
    }
}
