using System.Text;
using Azure.Core;
using DurableTask.Core.Exceptions;
using InventoryFunctions.Api;
using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Importing;
using InventoryFunctions.Jobs;
using InventoryFunctions.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Moq;

namespace InventoryFunctions.Tests.Importing;

public sealed class ImportReceptionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string File = "itemId,stock\na,1\nb,2\n";

    private readonly Mock<DurableTaskClient> durable = new("test") { CallBase = true };
    private readonly List<ImportManifest> started = [];
    private volatile bool waiting;

    [Fact]
    public async Task Receive_File_StagesItAndStartsItsImport()
    {
        await using ImportApp app = await StartAsync();

        ImportReceipt receipt = await ReceiveAsync(app, File);

        Assert.False(receipt.Repeated);
        ImportManifest manifest = Assert.Single(started);
        Assert.Equal((receipt.ExecutionId, 2L, 0L), (manifest.ExecutionId, manifest.SoundRows, manifest.BrokenRows));
        JobRecord? job = await app.Get<JobStore>().FindAsync(receipt.ExecutionId, CancellationToken.None);
        Assert.Equal((JobKind.Import, JobStatus.Running, 2L), (job?.Kind, job?.Status, job?.ItemsTotal));
    }

    [Fact]
    public async Task Receive_SameFileWhileItsImportRuns_AnswersTheFirstJob()
    {
        await using ImportApp app = await StartAsync();
        ImportReceipt first = await ReceiveAsync(app, File);
        Instance(OrchestrationRuntimeStatus.Running);

        ImportReceipt second = await ReceiveAsync(app, File);

        Assert.Equal(new ImportReceipt(first.ExecutionId, Repeated: true), second);
        Assert.Single(started);
        Assert.Equal(started[0].Shards.Count, await app.CountRowsAsync(ImportStaging.TableName));
    }

    [Fact]
    public async Task Receive_SameFileAfterItsImport_ChangesNothing()
    {
        await using ImportApp app = await StartAsync();
        ImportReceipt first = await ReceiveAsync(app, File, ImportMode.Add);
        await CompleteAsync(app);

        ImportReceipt second = await ReceiveAsync(app, File, ImportMode.Add);

        Assert.Equal(new ImportReceipt(first.ExecutionId, Repeated: true), second);
        Assert.Single(started);
        Assert.Equal(0, await app.CountRowsAsync(ImportStaging.TableName));
        Assert.Equal(JobStatus.Completed, (await app.Get<JobStore>().FindAsync(first.ExecutionId, CancellationToken.None))?.Status);
    }

    [Fact]
    public async Task Receive_SameFileAtTheSameMoment_IsOneImport()
    {
        await using ImportApp app = await StartAsync();

        ImportReceipt[] receipts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReceiveAsync(app, File)));

        Assert.Single(receipts.Select(receipt => receipt.ExecutionId).Distinct());
        Assert.Single(receipts, receipt => !receipt.Repeated);
        Assert.Single(started.Select(manifest => manifest.ExecutionId).Distinct());
    }

    [Fact]
    public async Task Receive_SameFileInTheOtherMode_IsAnotherImport()
    {
        await using ImportApp app = await StartAsync();
        await ReceiveAsync(app, File);

        ImportReceipt other = await ReceiveAsync(app, File, ImportMode.Add);

        Assert.False(other.Repeated);
        Assert.Equal([ImportMode.Set, ImportMode.Add], started.Select(manifest => manifest.Mode));
    }

    [Fact]
    public async Task Receive_SameFileAfterItsImportFailed_GoesOnWhereItStopped()
    {
        await using ImportApp app = await StartAsync();
        ImportReceipt first = await ReceiveAsync(app, File, ImportMode.Add);
        ImportManifest import = Assert.Single(started);
        await app.ApplyAsync(import, import.Shards[0]);
        await Activities(app).FailImport(new ImportFailure(import.ExecutionId, "boom"), CancellationToken.None);
        Instance(OrchestrationRuntimeStatus.Failed);

        ImportReceipt second = await ReceiveAsync(app, File, ImportMode.Add);
        JobRecord? again = await app.Get<JobStore>().FindAsync(first.ExecutionId, CancellationToken.None);
        await Activities(app).BeginImport(started[1], CancellationToken.None);
        await app.ApplyAsync(started[1]);

        Assert.Equal(first.ExecutionId, second.ExecutionId);
        Assert.Equal((JobStatus.Running, null, null), (again?.Status, again?.EndTime, again?.ErrorMessage));
        Assert.Equal(JobStatus.Running, (await app.Get<JobStore>().FindAsync(first.ExecutionId, CancellationToken.None))?.Status);
        Assert.Equal((1, 2), ((await app.FindAsync("a"))?.Stock, (await app.FindAsync("b"))?.Stock));
    }

    [Fact]
    public async Task Receive_SameFileBeforeItsFailedImportHasEnded_StartsItOnceItHas()
    {
        await using ImportApp app = await StartAsync();
        ImportReceipt first = await ReceiveAsync(app, File);
        TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await FailButNotEndAsync(app, _ => end.Task);

        Task<ImportReceipt> second = ReceiveAsync(app, File);
        await Eventually.HoldsAsync(() => waiting || second.IsCompleted, "the end is waited for");
        Assert.Single(started);
        end.SetResult();

        Assert.Equal(new ImportReceipt(first.ExecutionId, Repeated: true), await second);
        Assert.Equal(2, started.Count);
        Assert.Equal(JobStatus.Running, (await app.Get<JobStore>().FindAsync(first.ExecutionId, CancellationToken.None))?.Status);
    }

    [Fact]
    public async Task Receive_SameFileAndItsFailedImportDoesNotEnd_Answers409()
    {
        await using ImportApp app = await StartAsync();
        ImportReceipt first = await ReceiveAsync(app, File);
        await FailButNotEndAsync(app, cancellation => new TaskCompletionSource().Task.WaitAsync(cancellation));

        Task<ImportReceipt> second = ReceiveAsync(app, File);
        await Eventually.HoldsAsync(() => waiting || second.IsCompleted, "the end is waited for");
        app.Clock.Advance(ImportStart.Patience);

        ApiException refused = await Assert.ThrowsAsync<ApiException>(() => second);
        Assert.Equal(409, refused.Problem.Status);
        Assert.Contains(first.ExecutionId, refused.Problem.Detail, StringComparison.Ordinal);
        Assert.Single(started);
    }

    [Fact]
    public async Task Receive_SameFileAfterItsJobExpired_HasAJobToAnswer()
    {
        await using ImportApp app = await StartAsync();
        ImportReceipt first = await ReceiveAsync(app, File);
        await CompleteAsync(app);
        app.Clock.Advance(JobRecord.Retention + TimeSpan.FromDays(2));
        await app.Get<JobRetention>().RemoveExpiredAsync(CancellationToken.None);
        Assert.Equal(0, await app.CountRowsAsync(JobStore.TableName));

        await ReceiveAsync(app, File);

        JobRecord? job = await app.Get<JobStore>().FindAsync(first.ExecutionId, CancellationToken.None);
        Assert.Equal((JobStatus.Completed, 2L, 2L), (job?.Status, job?.ItemsProcessed, job?.Import?.Created));
        Assert.Equal(0, await app.Get<JobRetention>().RemoveExpiredAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Receive_UploadOverMidnight_JobIsListedOnTheDayOfItsTime()
    {
        await using ImportApp app = await StartAsync();
        app.Hook.After = request =>
        {
            if (IsClaim(request))
            {
                app.Clock.Advance(TimeSpan.FromHours(23));
            }

            return Task.CompletedTask;
        };
        DateTimeOffset sent = app.Clock.GetUtcNow();

        ImportReceipt receipt = await ReceiveAsync(app, File);

        JobRecord job = (await app.Get<JobStore>().FindAsync(receipt.ExecutionId, CancellationToken.None))!;
        Assert.Equal(sent, job.Timestamp, TimeSpan.FromMilliseconds(1));
        JobQuery query = new() { From = job.Timestamp, To = job.Timestamp + TimeSpan.FromMilliseconds(1) };
        Assert.Single((await app.Get<JobStore>().ListAsync(query, 10, null, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task Begin_CompletedImport_SaysSoAndKeepsItsJob()
    {
        await using ImportApp app = await StartAsync();
        ImportReceipt receipt = await ReceiveAsync(app, File);
        await CompleteAsync(app);
        JobRecord? before = await app.Get<JobStore>().FindAsync(receipt.ExecutionId, CancellationToken.None);

        ImportCounts? counts = await Activities(app).BeginImport(started[0], CancellationToken.None);
        await Activities(app).ReportImport(new ImportProgress(receipt.ExecutionId, false, 1, 2, new ImportCounts(1, 0, 0, 4)), CancellationToken.None);

        Assert.Equal(new ImportCounts(2, 0, 0, 0), counts);
        Assert.Equal(before, await app.Get<JobStore>().FindAsync(receipt.ExecutionId, CancellationToken.None));
    }

    [Fact]
    public async Task Receive_DryRun_DoesNotCountAsTheImport()
    {
        await using ImportApp app = await StartAsync();
        ImportReceipt dry = await ReceiveAsync(app, File, dryRun: true);
        Assert.Equal(JobKind.ImportDryRun, (await app.Get<JobStore>().FindAsync(dry.ExecutionId, CancellationToken.None))?.Kind);

        Assert.False((await ReceiveAsync(app, File)).Repeated);
        Assert.False((await ReceiveAsync(app, File, dryRun: true)).Repeated);
    }

    [Fact]
    public async Task Receive_NoItemIdColumn_LeavesNothing()
    {
        await using ImportApp app = await StartAsync();

        await Assert.ThrowsAsync<ApiException>(() => ReceiveAsync(app, "name,stock\nLamp,5\n"));

        await AssertNothingLeftAsync(app);
    }

    [Fact]
    public async Task Receive_UploadBreaksOff_LeavesNothing()
    {
        await using ImportApp app = await StartAsync();
        using GeneratedCsv file = new("itemId", 1_000_000, i => $"item{i}")
        {
            Made = row =>
            {
                if (row == 30_000)
                {
                    throw new IOException("The client reset the request stream.");
                }
            },
        };

        await Assert.ThrowsAsync<IOException>(() => app.Get<ImportReception>().ReceiveAsync(file, ImportMode.Set, false, durable.Object, CancellationToken.None));

        await AssertNothingLeftAsync(app);
    }

    [Fact]
    public async Task Receive_AnswerToTheClaimIsLost_TheFileIsImportedAllTheSame()
    {
        await using ImportApp app = await StartAsync();
        bool lost = false;
        app.Hook.After = request =>
        {
            bool claim = IsClaim(request);
            lost |= claim;
            return claim ? Task.FromException(new IOException("The answer was lost.")) : Task.CompletedTask;
        };

        ImportReceipt receipt = await ReceiveAsync(app, File);

        Assert.True(lost);
        Assert.False(receipt.Repeated);
        Assert.Equal(receipt.ExecutionId, Assert.Single(started).ExecutionId);
        Assert.Equal(started[0].Shards.Count, await app.CountRowsAsync(ImportStaging.TableName));
    }

    [Fact]
    public async Task Receive_StorageGoesWithTheClaim_TheSameFileAgainIsImported()
    {
        await using ImportApp app = await StartAsync();
        bool away = false;
        app.Hook.Before = _ => away ? Task.FromException(new IOException("Storage is away.")) : Task.CompletedTask;
        app.Hook.After = request =>
        {
            away |= IsClaim(request);
            return away ? Task.FromException(new IOException("The answer was lost.")) : Task.CompletedTask;
        };
        await Assert.ThrowsAsync<IOException>(() => ReceiveAsync(app, File));
        app.Hook.After = app.Hook.Before = null;

        await ReceiveAsync(app, File);
        await CompleteAsync(app);

        Assert.Equal((1, 2), ((await app.FindAsync("a"))?.Stock, (await app.FindAsync("b"))?.Stock));
    }

    [Fact]
    public async Task Receive_ClientGoesAsSoonAsTheFileIsClaimed_ItsImportStarts()
    {
        await using ImportApp app = await StartAsync();
        using CancellationTokenSource client = new();
        app.Hook.After = request => IsClaim(request) ? client.CancelAsync() : Task.CompletedTask;

        await app.Get<ImportReception>().ReceiveAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(File)), ImportMode.Set, false, durable.Object, client.Token);

        Assert.True(client.IsCancellationRequested);
        Assert.Single(started);
        Assert.Equal(started[0].Shards.Count, await app.CountRowsAsync(ImportStaging.TableName));
    }

    [Fact]
    public async Task Receive_ImportEndsWhileTheSameFileIsReceived_IsNotStartedAgain()
    {
        await using ImportApp app = await StartAsync();
        ImportReceipt first = await ReceiveAsync(app, File);
        durable
            .Setup(client => client.GetInstancesAsync(It.IsAny<string>(), It.IsAny<bool>(), It.IsAny<CancellationToken>()))
            .Returns(async (string id, bool _, CancellationToken _) =>
            {
                await CompleteAsync(app);
                return new OrchestrationMetadata(nameof(ImportOrchestrator), id) { RuntimeStatus = OrchestrationRuntimeStatus.Completed };
            });

        ImportReceipt second = await ReceiveAsync(app, File);

        Assert.Equal(new ImportReceipt(first.ExecutionId, Repeated: true), second);
        Assert.Single(started);
    }

    [Fact]
    public async Task Receive_AfterAnUploadWasKilled_RemovesWhatItStagedADayLater()
    {
        await using ImportApp app = await StartAsync();
        bool killed = false;
        app.Hook.Before = _ => killed ? Task.FromException(new ProcessKilledException()) : Task.CompletedTask;
        app.Hook.After = request =>
        {
            killed |= request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal);
            return killed ? Task.FromException(new ProcessKilledException()) : Task.CompletedTask;
        };
        await Assert.ThrowsAsync<ProcessKilledException>(() => ReceiveAsync(app, File));
        app.Hook.After = app.Hook.Before = null;
        Assert.NotEqual(0, await app.CountRowsAsync(ImportStaging.TableName));
        await ReceiveAsync(app, "itemId\nc\n");
        int soon = await app.CountRowsAsync(ImportClaims.TableName);

        app.Clock.Advance(ImportReception.UploadTimeout + TimeSpan.FromMinutes(1));
        await ReceiveAsync(app, "itemId\nd\n");

        Assert.Equal(2, soon);
        Assert.Equal(2, await app.CountRowsAsync(ImportClaims.TableName));
        Assert.Equal(started.Sum(manifest => manifest.Shards.Count), await app.CountRowsAsync(ImportStaging.TableName));
    }

    private static bool IsClaim(Request request) =>
        request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && BodyOf(request).Contains(nameof(ImportManifest.ContentHash), StringComparison.Ordinal);

    private static string BodyOf(Request request)
    {
        using MemoryStream body = new();
        request.Content!.WriteTo(body, CancellationToken.None);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private async Task<ImportApp> StartAsync()
    {
        durable
            .Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
                nameof(ImportOrchestrator), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(), It.IsAny<CancellationToken>()))
            .Returns((TaskName _, object? input, StartOrchestrationOptions? options, CancellationToken _) =>
            {
                lock (started)
                {
                    started.Add((ImportManifest)input!);
                    return started.Count(manifest => manifest.InstanceId == options?.InstanceId) > 2
                        ? throw new OrchestrationAlreadyExistsException()
                        : Task.FromResult(options?.InstanceId ?? "");
                }
            });
        return await ImportApp.StartAsync(azurite);
    }

    private void Instance(OrchestrationRuntimeStatus status) => durable
        .Setup(client => client.GetInstancesAsync(It.IsAny<string>(), It.IsAny<bool>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync((string id, bool _, CancellationToken _) => new OrchestrationMetadata(nameof(ImportOrchestrator), id) { RuntimeStatus = status });

    // The record says so; the orchestration has yet to come to its end, or not come to it.
    private async Task FailButNotEndAsync(ImportApp app, Func<CancellationToken, Task> end)
    {
        await Activities(app).FailImport(new ImportFailure(Assert.Single(started).ExecutionId, "boom"), CancellationToken.None);
        Instance(OrchestrationRuntimeStatus.Running);
        durable
            .Setup(client => client.WaitForInstanceCompletionAsync(It.IsAny<string>(), It.IsAny<bool>(), It.IsAny<CancellationToken>()))
            .Returns(async (string id, bool _, CancellationToken cancellation) =>
            {
                waiting = true;
                await end(cancellation);
                return new OrchestrationMetadata(nameof(ImportOrchestrator), id) { RuntimeStatus = OrchestrationRuntimeStatus.Failed };
            });
    }

    private Task<ImportReceipt> ReceiveAsync(ImportApp app, string file, ImportMode mode = ImportMode.Set, bool dryRun = false) =>
        app.Get<ImportReception>().ReceiveAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), mode, dryRun, durable.Object, CancellationToken.None);

    private static ImportActivities Activities(ImportApp app) => new(
        app.Get<JobStore>(),
        app.Get<ImportErrorList>(),
        app.Get<ImportStaging>(),
        app.Get<ImportCursors>(),
        app.Get<ImportClaims>(),
        app.Get<ShardImport>(),
        app.Clock);

    private async Task CompleteAsync(ImportApp app)
    {
        ImportManifest import = Assert.Single(started);
        ImportActivities activities = Activities(app);
        await activities.BeginImport(import, CancellationToken.None);
        await activities.CompleteImport(new ImportEnd(import, await app.ApplyAsync(import)), CancellationToken.None);
        await activities.CleanUpImport(import, CancellationToken.None);
    }

    private async Task AssertNothingLeftAsync(ImportApp app)
    {
        Assert.Empty(started);
        Assert.Equal(0, await app.CountRowsAsync(ImportStaging.TableName));
        Assert.Equal(0, await app.CountRowsAsync(ImportClaims.TableName));
        Assert.Equal(0, await app.CountRowsAsync(JobStore.TableName));
        Assert.Equal(0, await app.CountRowsAsync(JobErrorStore.TableName));
    }
}
