using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using InventoryFunctions.Notifications;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace InventoryFunctions.Telemetry;

/// <summary>Sends traces, metrics and logs out.</summary>
public static class TelemetryExport
{
    /// <summary>The spans of the Durable SDK: orchestrations that are started, and where the worker makes them, what they do.</summary>
    private const string DurableSource = "Microsoft.DurableTask";

    /// <summary>
    /// Sends traces, metrics and logs to the places that the settings name: Application Insights, a receiver of the OpenTelemetry protocol, or both. Where
    /// they name none, nothing of OpenTelemetry is set up, and what would be measured costs next to nothing.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's settings.</param>
    /// <param name="host">What the host adds of its own.</param>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration, Action<IOpenTelemetryBuilder> host)
    {
        services.AddOptions<TelemetryOptions>().Configure(options => options.Read(configuration)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>());
        TelemetryOptions telemetry = TelemetryOptions.Of(configuration);
        bool wrong = new TelemetryOptionsValidator().Validate(Options.DefaultName, telemetry).Failed;
        if (wrong || (!telemetry.HasApplicationInsights && !telemetry.HasOtlp))
        {
            // Wrong settings end the start. The exporters come before that, with the first logger, and don't know the settings' names.
            return services;
        }

        services.AddLogging(logging => logging.AddFilter<OpenTelemetryLoggerProvider>(NotificationLogs.LinkCategory, LogLevel.None));
        IOpenTelemetryBuilder builder = services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(InventoryActivities.SourceName, DurableSource))
            .WithMetrics(metrics => metrics.AddMeter(JobMetrics.MeterPrefix + "*"))
            .WithLogging(configureBuilder: null, logs => logs.IncludeFormattedMessage = true);
        host(builder);
        if (telemetry.HasOtlp)
        {
            builder.UseOtlpExporter();
        }

        if (telemetry.HasApplicationInsights)
        {
            builder.UseAzureMonitorExporter(options => Configure(options, telemetry));
        }

        return services;
    }

    private static void Configure(AzureMonitorExporterOptions options, TelemetryOptions telemetry)
    {
        options.ConnectionString = telemetry.ConnectionString;
        options.Credential = MonitorCredential.TryOf(telemetry.AuthenticationString, out TokenCredential? credential) ? credential : null;

        // A connection of its own all the time, for a view that is seldom open.
        options.EnableLiveMetrics = false;

        // Of the traces some five a second are kept (the exporter's default); of warnings and errors, all.
        options.EnableTraceBasedLogsSampler = false;
    }
}
