using System.Text;
using DurableTask.Core.Exceptions;
using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Importing;
using InventoryFunctions.Jobs;
using InventoryFunctions.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Moq;

namespace InventoryFunctions.Tests.Importing;

/// <summary>The app as it receives files, with an engine that only notes what it is to start; the test takes the steps of an import itself.</summary>
internal sealed class ReceivingImports : IAsyncDisposable
{
    public const string File = "itemId,stock\na,1\nb,2\n";

    private readonly Mock<DurableTaskClient> _durable = new("test") { CallBase = true };
    private readonly List<ImportManifest> _started = [];
    private volatile bool _isWaitedFor;

    private ReceivingImports(ImportApp app)
    {
        App = app;
        _durable
            .Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
                nameof(ImportOrchestrator), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(), It.IsAny<CancellationToken>()))
            .Returns((TaskName _, object? input, StartOrchestrationOptions? options, CancellationToken _) =>
            {
                lock (_started)
                {
                    _started.Add((ImportManifest)input!);
                    return _started.Count(manifest => manifest.InstanceId == options?.InstanceId) > 2
                        ? throw new OrchestrationAlreadyExistsException()
                        : Task.FromResult(options?.InstanceId ?? "");
                }
            });
    }

    public ImportApp App { get; }

    /// <summary>The imports that were started, each as often as it was.</summary>
    public IReadOnlyList<ImportManifest> Started => _started;

    /// <summary>Whether somebody has begun to wait for the end of an import.</summary>
    public bool IsWaitedFor => _isWaitedFor;

    public ImportActivities Activities => new(
        App.Get<JobStore>(),
        App.Get<ImportErrorList>(),
        App.Get<ImportStaging>(),
        App.Get<ImportCursors>(),
        App.Get<ImportClaims>(),
        App.Get<ShardImport>(),
        App.Clock);

    public static async Task<ReceivingImports> StartAsync(AzuriteFixture azurite) => new(await ImportApp.StartAsync(azurite));

    public Task<ImportReceipt> ReceiveAsync(
        string file, ImportMode mode = ImportMode.Set, bool dryRun = false, CancellationToken cancellationToken = default) =>
        ReceiveAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), mode, dryRun, cancellationToken);

    public Task<ImportReceipt> ReceiveAsync(
        Stream file, ImportMode mode = ImportMode.Set, bool dryRun = false, CancellationToken cancellationToken = default) =>
        App.Get<ImportReception>().ReceiveAsync(file, mode, dryRun, _durable.Object, cancellationToken);

    /// <summary>The engine has an orchestration like this of every import.</summary>
    public void HasInstance(OrchestrationRuntimeStatus status, Func<Task>? before = null) => _durable
        .Setup(client => client.GetInstancesAsync(It.IsAny<string>(), It.IsAny<bool>(), It.IsAny<CancellationToken>()))
        .Returns(async (string id, bool _, CancellationToken _) =>
        {
            await (before?.Invoke() ?? Task.CompletedTask);
            return new OrchestrationMetadata(nameof(ImportOrchestrator), id) { RuntimeStatus = status };
        });

    /// <summary>The only import fails: the record says so, and its orchestration has yet to come to its end.</summary>
    public async Task FailAsync(Func<CancellationToken, Task> end)
    {
        await Activities.FailImport(new ImportFailure(Assert.Single(_started).ExecutionId, "boom"), CancellationToken.None);
        HasInstance(OrchestrationRuntimeStatus.Running);
        _durable
            .Setup(client => client.WaitForInstanceCompletionAsync(It.IsAny<string>(), It.IsAny<bool>(), It.IsAny<CancellationToken>()))
            .Returns(async (string id, bool _, CancellationToken cancellation) =>
            {
                _isWaitedFor = true;
                await end(cancellation);
                return new OrchestrationMetadata(nameof(ImportOrchestrator), id) { RuntimeStatus = OrchestrationRuntimeStatus.Failed };
            });
    }

    /// <summary>The only import is applied and comes to its end.</summary>
    public async Task CompleteAsync()
    {
        ImportManifest import = Assert.Single(_started);
        await Activities.BeginImport(import, CancellationToken.None);
        await Activities.CompleteImport(new ImportEnd(import, await App.ApplyAsync(import)), CancellationToken.None);
        await Activities.CleanUpImport(import, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
