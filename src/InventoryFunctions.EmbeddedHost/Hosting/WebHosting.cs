using System.Net;
using InventoryFunctions.EmbeddedHost.Functions;
using InventoryFunctions.EmbeddedHost.Http;
using InventoryFunctions.EmbeddedHost.Queues;
using InventoryFunctions.Events;
using InventoryFunctions.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace InventoryFunctions.EmbeddedHost.Hosting;

/// <summary>Puts the app's services and Kestrel together.</summary>
internal static class WebHosting
{
    private const string DefaultAddress = "127.0.0.1";
    private const string HostName = "WEBSITE_HOSTNAME";
    private const string ServiceName = "OTEL_SERVICE_NAME";

    public static WebApplication Build(EmbeddedHostOptions options, HostJson hostJson)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(AllSettings(options, hostJson));
        var settings = new Settings(builder.Configuration);
        var key = new FunctionKey(settings);
        var address = Address(options.Address ?? settings["EmbeddedHost:Address"] ?? DefaultAddress);
        if (!IPAddress.IsLoopback(address) && !key.IsConfigured)
        {
            throw new HostStartException(
                $"Listening on {address} opens every function to the network: set EmbeddedHost__FunctionKey, or listen on {DefaultAddress}.");
        }

        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Imports are streamed and may exceed Azure's 100 MB; how much a function takes is its own decision.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(address, options.Port);
        });
        builder.Logging.SetMinimumLevel(options.MinimumLogLevel)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting", LogLevel.Warning)
            // The caller reports a failed start, once.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        options.ConfigureLogging(builder.Logging);

        builder.Services.AddRouting();
        builder.Services.AddMvc();
        builder.Services.AddHostFiltering(filter => filter.AllowedHosts = AllowedHosts(key));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout);
        builder.Services.AddSingleton(options.TimeProvider);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(key);
        builder.Services.AddSingleton(hostJson);
        builder.Services.AddSingleton<QueueSignals>();
        builder.Services.AddSingleton<IQueueWatcher>(static services => services.GetRequiredService<QueueSignals>());
        builder.Services.AddSingleton<FunctionRunner>();
        builder.Services.AddSingleton<HttpEndpoints>();
        builder.Services.AddInventory(builder.Configuration);
        builder.Services.AddTelemetryExport(builder.Configuration, telemetry => telemetry
            .ConfigureResource(resource => resource.AddService(builder.Configuration[ServiceName] is { Length: > 0 } name ? name : nameof(InventoryFunctions)))
            .WithTracing(tracing => tracing.AddSource(HostTracing.SourceName)));
        options.ConfigureServices?.Invoke(builder.Services);
        return builder.Build();
    }

    public static void MapFunctions(this WebApplication web, IEnumerable<EmbeddedFunction> functions)
    {
        web.UseHostFiltering();
        web.UseStatusCodePages(HttpEndpoints.ExplainAsync);
        web.UseRouting();
        var endpoints = web.Services.GetRequiredService<HttpEndpoints>();
        foreach (var function in functions.Where(function => function.Trigger is HttpTriggerAttribute))
        {
            endpoints.Map(web, function);
        }
    }

    public static Uri BaseAddress(WebApplication web, HostJson hostJson)
    {
        var prefix = hostJson.RoutePrefix.Length == 0 ? "" : $"{hostJson.RoutePrefix}/";
        return new Uri(new Uri(web.Urls.First()), prefix);
    }

    /// <summary>Lets the app know by which name it is reached, as Azure and Core Tools do; who set one already knows better.</summary>
    public static void TellHostName(WebApplication web)
    {
        if (string.IsNullOrEmpty(web.Configuration[HostName]))
        {
            var address = new Uri(web.Urls.First());
            // Listening on every address is no name that anybody could call.
            var named = address.Host is "0.0.0.0" or "[::]" ? "localhost" : address.Host;
            web.Configuration[HostName] = $"{named}:{address.Port}";
        }
    }

    private static Dictionary<string, string?> AllSettings(EmbeddedHostOptions options, HostJson hostJson)
    {
        var all = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [Settings.DefaultConnection] = "UseDevelopmentStorage=true",
            // As Core Tools have it.
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
        };
        foreach (var (name, value) in options.Settings)
        {
            all[Settings.Normalize(name)] = value;
        }

        // Wherever host.json is: the app makes its links of what this host answers to.
        all[HostJson.RoutePrefixSetting] = hostJson.RoutePrefix;
        return all;
    }

    private static IPAddress Address(string text) => text.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        ? IPAddress.Loopback
        : IPAddress.TryParse(text, out var address)
            ? address
            : throw new HostStartException($"EmbeddedHost__Address, or --host, must be an IP address to listen on; it is '{text}'.");

    // Without a key only this machine may call; its name in the request keeps web pages from reaching in by DNS rebinding.
    private static List<string> AllowedHosts(FunctionKey key) => key.IsConfigured ? ["*"] : ["localhost", "127.0.0.1", "[::1]"];
}
