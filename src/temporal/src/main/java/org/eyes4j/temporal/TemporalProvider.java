package org.eyes4j.temporal;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.PlanExecutorProvider;
import org.eyes4j.config.Settings;

/** The executor that the setting {@code executor.kind: temporal} chooses. */
public final class TemporalProvider implements PlanExecutorProvider {
    private static final Duration RPC = Duration.ofSeconds(10);

    @Override
    public String kind() {
        return "temporal";
    }

    @Override
    public PlanExecutor open(Settings.Executor settings, Parts parts) {
        WorkflowServiceStubs service = service(settings, parts);
        return new TemporalPlanExecutor(client(service, settings), settings, parts, () -> end(service));
    }

    @Override
    public Worker serve(Settings.Executor settings, Parts parts) {
        WorkflowServiceStubs service = service(settings, parts);
        try {
            service.connect(RPC);
        } catch (RuntimeException e) {
            end(service);
            throw new IllegalStateException(
                    "Temporal at " + settings.address() + " does not answer: " + e.getMessage()
                            + "; start it, mend executor.address, or set executor.kind to local",
                    e);
        }
        return new TemporalWorker(client(service, settings), settings, parts, machine(), () -> end(service));
    }

    private static WorkflowServiceStubs service(Settings.Executor settings, Parts parts) {
        WorkflowServiceStubsOptions.Builder options = WorkflowServiceStubsOptions.newBuilder()
                .setTarget(settings.address())
                .setEnableHttps(settings.tls())
                .setRpcTimeout(RPC)
                .setRpcRetryOptions(
                        RpcRetryOptions.newBuilder().setExpiration(RPC).validateBuildWithDefaults());
        if (!settings.keyEnv().isEmpty()) {
            String key = parts.environment().getOrDefault(settings.keyEnv(), "");
            if (key.isBlank()) {
                throw new IllegalArgumentException(
                        "The setting executor.key_env names the environment variable " + settings.keyEnv()
                                + ", which is not set; set it to Temporal's API key, or leave the setting empty");
            }
            options.addApiKey(key::strip);
        }
        return WorkflowServiceStubs.newServiceStubs(options.validateAndBuildWithDefaults());
    }

    private static WorkflowClient client(WorkflowServiceStubs service, Settings.Executor settings) {
        return WorkflowClient.newInstance(
                service,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(settings.namespace())
                        .build());
    }

    private static void end(WorkflowServiceStubs service) {
        service.shutdown();
        service.awaitTermination(2, TimeUnit.SECONDS);
        service.shutdownNow();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "of this address";
        }
    }
}
