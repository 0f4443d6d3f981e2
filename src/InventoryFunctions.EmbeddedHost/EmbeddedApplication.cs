using System.Diagnostics;
using InventoryFunctions.EmbeddedHost.Durable;
using InventoryFunctions.EmbeddedHost.Functions;
using InventoryFunctions.EmbeddedHost.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.EmbeddedHost;

/// <summary>The function app, running in this process: HTTP, timers, queues and the durable engine.</summary>
public sealed class EmbeddedApplication : IAsyncDisposable
{
    // After the draining: for what was cancelled to end and the engine to write what it holds. Its release may take 2 seconds more.
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(3);

    private readonly WebApplication _web;
    private readonly EmbeddedHostOptions _options;
    private readonly FunctionRunner _runner;
    private readonly TriggerListeners _listeners;
    private readonly DurableEngine _engine;
    private bool _stopped;

    private EmbeddedApplication(
        WebApplication web, EmbeddedHostOptions options, FunctionRunner runner, TriggerListeners listeners, DurableEngine engine, Uri baseAddress)
    {
        _web = web;
        _options = options;
        _runner = runner;
        _listeners = listeners;
        _engine = engine;
        BaseAddress = baseAddress;
    }

    /// <summary>Where the HTTP functions are, route prefix included, with a slash at the end: <c>http://127.0.0.1:7071/api/</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _web.Services;

    /// <summary>The client that functions get by <c>[DurableClient]</c>.</summary>
    public DurableTaskClient DurableTaskClient => _runner.DurableClient;

    /// <summary>
    /// Faults with <see cref="HubLostException"/> when another host took the store over or storage refuses for good: nothing durable runs
    /// any more, and the application is best stopped.
    /// </summary>
    public Task Completion => _engine.Completion;

    /// <summary>Starts everything, and returns when HTTP calls are answered and triggers are running.</summary>
    /// <exception cref="HostStartException">The app can't run as it is set up.</exception>
    /// <exception cref="OptionsValidationException">A setting is out of its range.</exception>
    /// <exception cref="HubInUseException">Another host runs on the same store.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<EmbeddedApplication> StartAsync(EmbeddedHostOptions options, CancellationToken cancellationToken = default)
    {
        var hostJson = HostJson.Read(options.HostJsonPath, options.Settings);
        var functions = FunctionCatalog.Discover(options.FunctionTypes ?? options.Assemblies.SelectMany(assembly => assembly.GetTypes()));
        var web = WebHosting.Build(options, hostJson);
        DurableEngine? engine = null;
        try
        {
            var settings = web.Services.GetRequiredService<Settings>();
            var enabled = functions.Where(function => !settings.IsDisabled(function.Name)).ToList();
            web.MapFunctions(enabled);
            web.Services.GetService<IStartupValidator>()?.Validate();

            var runner = web.Services.GetRequiredService<FunctionRunner>();
            var listeners = TriggerListeners.Create(enabled, web.Services, hostJson, options.TimeProvider);
            engine = CreateEngine(options, hostJson, DurableRegistration.Register(enabled, runner), web.Services);
            runner.DurableClient = engine.Client;
            // First the app's own hosted services, which create its tables: the engine goes on at once with what was interrupted.
            await web.StartAsync(cancellationToken);
            WebHosting.TellHostName(web);
            await engine.StartAsync(cancellationToken);
            await listeners.PrepareAsync(cancellationToken);
            runner.Open();
            listeners.Start();
            return new EmbeddedApplication(web, options, runner, listeners, engine, WebHosting.BaseAddress(web, hostJson));
        }
        catch
        {
            await (engine?.DisposeAsync() ?? ValueTask.CompletedTask);
            await web.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Stops in order: no new triggers, what runs may end (<see cref="EmbeddedHostOptions.DrainTimeout"/>, then it is cancelled), the
    /// durable engine writes what it holds and gives the store free. Orchestrations go on at the next start. All of it takes at most the
    /// drain timeout and 5 seconds more, so that who waits 20 seconds before a kill need not kill; the store is given free whatever fails.
    /// </summary>
    public async Task StopAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        _listeners.StopFetching();
        var deadline = Stopwatch.StartNew();
        using var drained = new CancellationTokenSource(_options.DrainTimeout);
        using var ended = new CancellationTokenSource(_options.DrainTimeout + EndTimeout);
        try
        {
            // The token asks to hurry; a service of the app that does not listen is left behind.
            await _web.StopAsync(drained.Token).WaitAsync(_options.DrainTimeout + (EndTimeout / 3), TimeProvider.System);
        }
        catch (Exception late) when (late is TimeoutException || (late is OperationCanceledException && drained.IsCancellationRequested))
        {
            // What is still running is cancelled.
        }
        finally
        {
            try
            {
                await StopFunctionsAsync(deadline);
            }
            finally
            {
                await StopEngineAsync(ended.Token);
            }
        }
    }

    /// <inheritdoc cref="StopAsync"/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            await _web.DisposeAsync();
        }
    }

    private async Task StopFunctionsAsync(Stopwatch deadline)
    {
        var left = _options.DrainTimeout - deadline.Elapsed;
        if (!await _runner.DrainAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero))
        {
            HostLog.Cancelling(_web.Services.GetRequiredService<ILogger<EmbeddedApplication>>(), _options.DrainTimeout);
        }

        // Half, so that the engine has time too.
        await _listeners.StopAsync(EndTimeout / 2);
        _listeners.Dispose();
    }

    private async Task StopEngineAsync(CancellationToken deadline)
    {
        try
        {
            await _engine.StopAsync(deadline);
        }
        finally
        {
            await _engine.DisposeAsync();
        }
    }

    private static DurableEngine CreateEngine(
        EmbeddedHostOptions options, HostJson hostJson, DurableFunctions functions, IServiceProvider services)
    {
        var engineOptions = new DurableEngineOptions
        {
            HubName = hostJson.HubName,
            ShutdownTimeout = options.DrainTimeout,
            MaxConcurrentActivities = hostJson.MaxConcurrentActivityFunctions ?? new DurableEngineOptions().MaxConcurrentActivities,
        };
        return new DurableEngine(
            engineOptions, functions, StorageClients.Tables(services), options.TimeProvider, services.GetRequiredService<ILoggerFactory>());
    }
}
