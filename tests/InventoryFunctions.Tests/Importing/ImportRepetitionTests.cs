using InventoryFunctions.Api;
using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Importing;
using InventoryFunctions.Jobs;
using InventoryFunctions.Testing;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Tests.Importing;

/// <summary>The same file sent again, whatever has become of it meanwhile.</summary>
public sealed class ImportRepetitionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Receive_SameFileWhileItsImportRuns_AnswersTheFirstJob()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
        ImportReceipt first = await imports.ReceiveAsync(ReceivingImports.File);
        imports.HasInstance(OrchestrationRuntimeStatus.Running);

        ImportReceipt second = await imports.ReceiveAsync(ReceivingImports.File);

        Assert.Equal(new ImportReceipt(first.ExecutionId, Repeated: true), second);
        Assert.Single(imports.Started);
        Assert.Equal(imports.Started[0].Shards.Count, await imports.App.CountRowsAsync(ImportStaging.TableName));
    }

    [Fact]
    public async Task Receive_SameFileAfterItsImport_ChangesNothing()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
        ImportReceipt first = await imports.ReceiveAsync(ReceivingImports.File, ImportMode.Add);
        await imports.CompleteAsync();

        ImportReceipt second = await imports.ReceiveAsync(ReceivingImports.File, ImportMode.Add);

        Assert.Equal(new ImportReceipt(first.ExecutionId, Repeated: true), second);
        Assert.Single(imports.Started);
        Assert.Equal(0, await imports.App.CountRowsAsync(ImportStaging.TableName));
        Assert.Equal(JobStatus.Completed, (await imports.App.Get<JobStore>().FindAsync(first.ExecutionId, CancellationToken.None))?.Status);
    }

    [Fact]
    public async Task Receive_SameFileAtTheSameMoment_IsOneImport()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);

        ImportReceipt[] receipts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => imports.ReceiveAsync(ReceivingImports.File)));

        Assert.Single(receipts.Select(receipt => receipt.ExecutionId).Distinct());
        Assert.Single(receipts, receipt => !receipt.Repeated);
        Assert.Single(imports.Started.Select(manifest => manifest.ExecutionId).Distinct());
    }

    [Fact]
    public async Task Receive_SameFileInTheOtherMode_IsAnotherImport()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
        await imports.ReceiveAsync(ReceivingImports.File);

        ImportReceipt other = await imports.ReceiveAsync(ReceivingImports.File, ImportMode.Add);

        Assert.False(other.Repeated);
        Assert.Equal([ImportMode.Set, ImportMode.Add], imports.Started.Select(manifest => manifest.Mode));
    }

    [Fact]
    public async Task Receive_SameFileAfterItsImportFailed_GoesOnWhereItStopped()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
        ImportReceipt first = await imports.ReceiveAsync(ReceivingImports.File, ImportMode.Add);
        ImportManifest import = Assert.Single(imports.Started);
        await imports.App.ApplyAsync(import, import.Shards[0]);
        await imports.Activities.FailImport(new ImportFailure(import.ExecutionId, "boom"), CancellationToken.None);
        imports.HasInstance(OrchestrationRuntimeStatus.Failed);

        ImportReceipt second = await imports.ReceiveAsync(ReceivingImports.File, ImportMode.Add);
        JobRecord? again = await imports.App.Get<JobStore>().FindAsync(first.ExecutionId, CancellationToken.None);
        await imports.Activities.BeginImport(imports.Started[1], CancellationToken.None);
        await imports.App.ApplyAsync(imports.Started[1]);

        Assert.Equal(first.ExecutionId, second.ExecutionId);
        Assert.Equal((JobStatus.Running, null, null), (again?.Status, again?.EndTime, again?.ErrorMessage));
        Assert.Equal(JobStatus.Running, (await imports.App.Get<JobStore>().FindAsync(first.ExecutionId, CancellationToken.None))?.Status);
        Assert.Equal((1, 2), ((await imports.App.FindAsync("a"))?.Stock, (await imports.App.FindAsync("b"))?.Stock));
    }

    [Fact]
    public async Task Receive_SameFileBeforeItsFailedImportHasEnded_StartsItOnceItHas()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
        ImportReceipt first = await imports.ReceiveAsync(ReceivingImports.File);
        TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await imports.FailAsync(_ => end.Task);

        Task<ImportReceipt> second = imports.ReceiveAsync(ReceivingImports.File);
        await Eventually.HoldsAsync(() => imports.IsWaitedFor || second.IsCompleted, "the end is waited for");
        Assert.Single(imports.Started);
        end.SetResult();

        Assert.Equal(new ImportReceipt(first.ExecutionId, Repeated: true), await second);
        Assert.Equal(2, imports.Started.Count);
        Assert.Equal(JobStatus.Running, (await imports.App.Get<JobStore>().FindAsync(first.ExecutionId, CancellationToken.None))?.Status);
    }

    [Fact]
    public async Task Receive_SameFileAndItsFailedImportDoesNotEnd_Answers409()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
        ImportReceipt first = await imports.ReceiveAsync(ReceivingImports.File);
        await imports.FailAsync(cancellation => new TaskCompletionSource().Task.WaitAsync(cancellation));

        Task<ImportReceipt> second = imports.ReceiveAsync(ReceivingImports.File);
        await Eventually.HoldsAsync(() => imports.IsWaitedFor || second.IsCompleted, "the end is waited for");
        imports.App.Clock.Advance(ImportStart.Patience);

        ApiException refused = await Assert.ThrowsAsync<ApiException>(() => second);
        Assert.Equal(409, refused.Problem.Status);
        Assert.Contains(first.ExecutionId, refused.Problem.Detail, StringComparison.Ordinal);
        Assert.Single(imports.Started);
    }

    [Fact]
    public async Task Receive_SameFileAfterItsJobExpired_HasAJobToAnswer()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
        ImportReceipt first = await imports.ReceiveAsync(ReceivingImports.File);
        await imports.CompleteAsync();
        imports.App.Clock.Advance(JobRecord.Retention + TimeSpan.FromDays(2));
        await imports.App.Get<JobRetention>().RemoveExpiredAsync(CancellationToken.None);
        Assert.Equal(0, await imports.App.CountRowsAsync(JobStore.TableName));

        await imports.ReceiveAsync(ReceivingImports.File);

        JobRecord? job = await imports.App.Get<JobStore>().FindAsync(first.ExecutionId, CancellationToken.None);
        Assert.Equal((JobStatus.Completed, 2L, 2L), (job?.Status, job?.ItemsProcessed, job?.Import?.Created));
        Assert.Equal(0, await imports.App.Get<JobRetention>().RemoveExpiredAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Begin_CompletedImport_SaysSoAndKeepsItsJob()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
        ImportReceipt receipt = await imports.ReceiveAsync(ReceivingImports.File);
        await imports.CompleteAsync();
        JobRecord? before = await imports.App.Get<JobStore>().FindAsync(receipt.ExecutionId, CancellationToken.None);

        ImportCounts? counts = await imports.Activities.BeginImport(imports.Started[0], CancellationToken.None);
        await imports.Activities.ReportImport(new ImportProgress(receipt.ExecutionId, false, 1, 2, new ImportCounts(1, 0, 0, 4)), CancellationToken.None);

        Assert.Equal(new ImportCounts(2, 0, 0, 0), counts);
        Assert.Equal(before, await imports.App.Get<JobStore>().FindAsync(receipt.ExecutionId, CancellationToken.None));
    }

    [Fact]
    public async Task Receive_DryRun_DoesNotCountAsTheImport()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
        ImportReceipt dry = await imports.ReceiveAsync(ReceivingImports.File, dryRun: true);
        Assert.Equal(JobKind.ImportDryRun, (await imports.App.Get<JobStore>().FindAsync(dry.ExecutionId, CancellationToken.None))?.Kind);

        Assert.False((await imports.ReceiveAsync(ReceivingImports.File)).Repeated);
        Assert.False((await imports.ReceiveAsync(ReceivingImports.File, dryRun: true)).Repeated);
    }

    [Fact]
    public async Task Receive_ImportEndsWhileTheSameFileIsReceived_IsNotStartedAgain()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
        ImportReceipt first = await imports.ReceiveAsync(ReceivingImports.File);
        imports.HasInstance(OrchestrationRuntimeStatus.Completed, imports.CompleteAsync);

        ImportReceipt second = await imports.ReceiveAsync(ReceivingImports.File);

        Assert.Equal(new ImportReceipt(first.ExecutionId, Repeated: true), second);
        Assert.Single(imports.Started);
    }
}
