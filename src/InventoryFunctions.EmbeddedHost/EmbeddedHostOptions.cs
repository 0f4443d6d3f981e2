using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost;

/// <summary>How an <see cref="EmbeddedApplication"/> is to run.</summary>
public sealed class EmbeddedHostOptions
{
    /// <summary>
    /// The IP address to listen on; null takes the setting <c>EmbeddedHost__Address</c>, or else 127.0.0.1. Anything but loopback asks for
    /// the setting <c>EmbeddedHost__FunctionKey</c>. The default value is null.
    /// </summary>
    public string? Address { get; init; }

    /// <summary>The TCP port to listen on; 0 takes a free one. The default value is 0.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The app's settings, by name (<c>A__B</c> and <c>A:B</c> are the same). The host reads no others: neither files nor environment.
    /// The default value is empty.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The assemblies whose <c>[Function]</c> methods run. The default value is the function app's.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; init; } = [typeof(InventoryServices).Assembly];

    /// <summary>The types whose <c>[Function]</c> methods run; null takes all of <see cref="Assemblies"/>. The default value is null.</summary>
    public IReadOnlyList<Type>? FunctionTypes { get; init; }

    /// <summary>The clock of timers, orchestrations and the app. The default value is the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Runs after the app's own registrations, so that tests replace services. The default value is none.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }

    /// <summary>Path of host.json. The default value is the one beside the host's assembly.</summary>
    public string HostJsonPath { get; init; } = Path.Combine(AppContext.BaseDirectory, "host.json");

    /// <summary>The least severe level that is logged. The default value is <see cref="LogLevel.Information"/>.</summary>
    public LogLevel MinimumLogLevel { get; init; } = LogLevel.Information;

    /// <summary>Where log lines go. The default value is the console.</summary>
    public Action<ILoggingBuilder> ConfigureLogging { get; init; } = static logging => logging.AddSimpleConsole(console =>
    {
        console.SingleLine = true;
        console.UseUtcTimestamp = true;
        console.TimestampFormat = "HH:mm:ss.fff ";
    });

    /// <summary>
    /// How long a stop waits for HTTP calls and functions that are running, all together; what follows takes at most 5 seconds more. The
    /// default value is 10 seconds.
    /// </summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
