using System.ComponentModel.DataAnnotations;
using Azure.Data.Tables;
using InventoryFunctions.EmbeddedHost.Durable.Hub;
using InventoryFunctions.EmbeddedHost.Durable.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Durable;

/// <summary>
/// A durable engine for one process: runs orchestrators and activities and keeps their state in two tables, so that a process killed at
/// any moment loses nothing and the next one carries on.
/// </summary>
/// <remarks>Orchestrators share one thread: one that blocks (rather than awaits) stops them all.</remarks>
public sealed class DurableEngine : IAsyncDisposable
{
    // What the release gets once the caller's time is up.
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(2);

    private readonly DurableEngineOptions _options;
    private readonly TableClient _logTable;
    private readonly TableClient _archiveTable;
    private readonly CommitLog _log;
    private readonly InstanceArchive _archive;
    private readonly CommitLoop _loop;
    private readonly TaskHub _hub;
    private readonly HubLease _lease;
    private readonly Archiver _archiver;
    private readonly ILogger _logger;
    private bool _started;

    /// <summary>Prepares an engine; nothing happens before <see cref="StartAsync"/>.</summary>
    /// <exception cref="ValidationException">An option is out of its range; the message names it.</exception>
    public DurableEngine(
        DurableEngineOptions options, DurableFunctions functions, TableServiceClient tables, TimeProvider clock, ILoggerFactory loggers)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        _options = options;
        _logger = loggers.CreateLogger<DurableEngine>();
        _logTable = tables.GetTableClient(options.HubName + "Log");
        _archiveTable = tables.GetTableClient(options.HubName + "Instances");
        _log = new CommitLog(_logTable, options.HubName, clock, _logger);
        _archive = new InstanceArchive(_archiveTable);
        _loop = new CommitLoop(options.HubName, _log, options.MaxRecordsPerCommit, _logger);
        _hub = new TaskHub(options, functions, _loop, clock, loggers);
        _lease = new HubLease(_logTable, options, clock, _logger);
        _archiver = new Archiver(_hub, _log, _archive, options, clock, _logger);
        Client = new HubClient(_hub, new InstanceDirectory(_hub, _archive), options.DataConverter);
    }

    /// <summary>Starts, queries and controls instances. Usable between start and stop.</summary>
    public DurableTaskClient Client { get; }

    /// <summary>
    /// Faults with <see cref="HubLostException"/> when the engine stops: because another host took the hub over, because storage refuses
    /// for good, or because <see cref="StopAsync"/> was called.
    /// </summary>
    public Task Completion => _loop.Failed;

    /// <summary>Takes the hub, recovers what was under way and runs on with it.</summary>
    /// <exception cref="HubInUseException">Another host holds the hub; the message says which.</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        await _logTable.CreateIfNotExistsAsync(cancellation);
        await _archiveTable.CreateIfNotExistsAsync(cancellation);
        await _lease.AcquireAsync(cancellation);
        try
        {
            var recovery = new Hub.Recovery(_log, _archive, _hub);
            await recovery.ReadAsync(_lease.HostId, cancellation);
            await recovery.ResumeAsync(cancellation);
            EngineLog.Recovered(_logger, _options.HubName, recovery.Instances, recovery.Unfinished, _log.Rows);
        }
        catch
        {
            await _lease.ReleaseAsync(CancellationToken.None);
            throw;
        }

        _started = true;
        _lease.KeepRenewed(_loop.Fail);
        _ = _loop.Failed.ContinueWith(_ => _lease.Abandon(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _loop.Start();
        _loop.Post(() => { });
        _archiver.Start();
    }

    /// <summary>Stops in order: running activities are cancelled, everything is stored, the hub is released for the next host.</summary>
    /// <param name="cancellation">Ends the waiting; what is not stored then is recovered as after a crash. The release of the hub takes at most 2 seconds more.</param>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        if (!_started)
        {
            return;
        }

        _started = false;
        try
        {
            await _archiver.StopAsync();
            await _hub.StopAsync(cancellation);
        }
        catch (Exception stopped) when (stopped is HubLostException or OperationCanceledException)
        {
            _loop.Kill(stopped);
        }
        finally
        {
            // Not with the caller's time alone, which may be up: the next host should not have to wait for the lease to run out.
            using var releasing = new CancellationTokenSource();
            await using var hurry = cancellation.Register(() => releasing.CancelAfter(ReleaseTimeout));
            await _lease.ReleaseAsync(releasing.Token);
        }
    }

    /// <summary>Stops, if that has not been done.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _archiver.Dispose();
        _lease.Dispose();
        _hub.Dispose();
        _loop.Dispose();
    }

    /// <summary>Ends as a killed process would: nothing more is stored, the lease stays.</summary>
    internal void Kill()
    {
        _started = false;
        _lease.Abandon();
        _loop.Kill(new HubLostException("Killed."));
    }
}
