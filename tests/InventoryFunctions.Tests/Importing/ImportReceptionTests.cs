using System.Text;
using Azure.Core;
using InventoryFunctions.Api;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Importing;
using InventoryFunctions.Jobs;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Importing;

public sealed class ImportReceptionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Receive_File_StagesItAndStartsItsImport()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);

        ImportReceipt receipt = await imports.ReceiveAsync(ReceivingImports.File);

        Assert.False(receipt.Repeated);
        ImportManifest manifest = Assert.Single(imports.Started);
        Assert.Equal((receipt.ExecutionId, 2L, 0L), (manifest.ExecutionId, manifest.SoundRows, manifest.BrokenRows));
        JobRecord? job = await imports.App.Get<JobStore>().FindAsync(receipt.ExecutionId, CancellationToken.None);
        Assert.Equal((JobKind.Import, JobStatus.Running, 2L), (job?.Kind, job?.Status, job?.ItemsTotal));
    }

    [Fact]
    public async Task Receive_UploadOverMidnight_JobIsListedOnTheDayOfItsTime()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
        imports.App.Hook.After = request =>
        {
            if (IsClaim(request))
            {
                imports.App.Clock.Advance(TimeSpan.FromHours(23));
            }

            return Task.CompletedTask;
        };
        DateTimeOffset sent = imports.App.Clock.GetUtcNow();

        ImportReceipt receipt = await imports.ReceiveAsync(ReceivingImports.File);

        JobRecord job = (await imports.App.Get<JobStore>().FindAsync(receipt.ExecutionId, CancellationToken.None))!;
        Assert.Equal(sent, job.Timestamp, TimeSpan.FromMilliseconds(1));
        JobQuery query = new() { From = job.Timestamp, To = job.Timestamp + TimeSpan.FromMilliseconds(1) };
        Assert.Single((await imports.App.Get<JobStore>().ListAsync(query, 10, null, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task Receive_NoItemIdColumn_LeavesNothing()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);

        await Assert.ThrowsAsync<ApiException>(() => imports.ReceiveAsync("name,stock\nLamp,5\n"));

        await AssertNothingLeftAsync(imports);
    }

    [Fact]
    public async Task Receive_UploadBreaksOff_LeavesNothing()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
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

        await Assert.ThrowsAsync<IOException>(() => imports.ReceiveAsync(file));

        await AssertNothingLeftAsync(imports);
    }

    [Fact]
    public async Task Receive_AnswerToTheClaimIsLost_TheFileIsImportedAllTheSame()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
        bool lost = false;
        imports.App.Hook.After = request =>
        {
            bool claim = IsClaim(request);
            lost |= claim;
            return claim ? Task.FromException(new IOException("The answer was lost.")) : Task.CompletedTask;
        };

        ImportReceipt receipt = await imports.ReceiveAsync(ReceivingImports.File);

        Assert.True(lost);
        Assert.False(receipt.Repeated);
        Assert.Equal(receipt.ExecutionId, Assert.Single(imports.Started).ExecutionId);
        Assert.Equal(imports.Started[0].Shards.Count, await imports.App.CountRowsAsync(ImportStaging.TableName));
    }

    [Fact]
    public async Task Receive_StorageGoesWithTheClaim_TheSameFileAgainIsImported()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
        bool away = false;
        imports.App.Hook.Before = _ => away ? Task.FromException(new IOException("Storage is away.")) : Task.CompletedTask;
        imports.App.Hook.After = request =>
        {
            away |= IsClaim(request);
            return away ? Task.FromException(new IOException("The answer was lost.")) : Task.CompletedTask;
        };
        await Assert.ThrowsAsync<IOException>(() => imports.ReceiveAsync(ReceivingImports.File));
        imports.App.Hook.After = imports.App.Hook.Before = null;

        await imports.ReceiveAsync(ReceivingImports.File);
        await imports.CompleteAsync();

        Assert.Equal((1, 2), ((await imports.App.FindAsync("a"))?.Stock, (await imports.App.FindAsync("b"))?.Stock));
    }

    [Fact]
    public async Task Receive_ClientGoesAsSoonAsTheFileIsClaimed_ItsImportStarts()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
        using CancellationTokenSource client = new();
        imports.App.Hook.After = request => IsClaim(request) ? client.CancelAsync() : Task.CompletedTask;

        await imports.ReceiveAsync(ReceivingImports.File, cancellationToken: client.Token);

        Assert.True(client.IsCancellationRequested);
        Assert.Single(imports.Started);
        Assert.Equal(imports.Started[0].Shards.Count, await imports.App.CountRowsAsync(ImportStaging.TableName));
    }

    [Fact]
    public async Task Receive_AfterAnUploadWasKilled_RemovesWhatItStagedADayLater()
    {
        await using ReceivingImports imports = await ReceivingImports.StartAsync(azurite);
        bool killed = false;
        imports.App.Hook.Before = _ => killed ? Task.FromException(new ProcessKilledException()) : Task.CompletedTask;
        imports.App.Hook.After = request =>
        {
            killed |= request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal);
            return killed ? Task.FromException(new ProcessKilledException()) : Task.CompletedTask;
        };
        await Assert.ThrowsAsync<ProcessKilledException>(() => imports.ReceiveAsync(ReceivingImports.File));
        imports.App.Hook.After = imports.App.Hook.Before = null;
        Assert.NotEqual(0, await imports.App.CountRowsAsync(ImportStaging.TableName));
        await imports.ReceiveAsync("itemId\nc\n");
        int soon = await imports.App.CountRowsAsync(ImportClaims.TableName);

        imports.App.Clock.Advance(ImportReception.UploadTimeout + TimeSpan.FromMinutes(1));
        await imports.ReceiveAsync("itemId\nd\n");

        Assert.Equal(2, soon);
        Assert.Equal(2, await imports.App.CountRowsAsync(ImportClaims.TableName));
        Assert.Equal(imports.Started.Sum(manifest => manifest.Shards.Count), await imports.App.CountRowsAsync(ImportStaging.TableName));
    }

    private static bool IsClaim(Request request) =>
        request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && BodyOf(request).Contains(nameof(ImportManifest.ContentHash), StringComparison.Ordinal);

    private static string BodyOf(Request request)
    {
        using MemoryStream body = new();
        request.Content!.WriteTo(body, CancellationToken.None);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private static async Task AssertNothingLeftAsync(ReceivingImports imports)
    {
        Assert.Empty(imports.Started);
        Assert.Equal(0, await imports.App.CountRowsAsync(ImportStaging.TableName));
        Assert.Equal(0, await imports.App.CountRowsAsync(ImportClaims.TableName));
        Assert.Equal(0, await imports.App.CountRowsAsync(JobStore.TableName));
        Assert.Equal(0, await imports.App.CountRowsAsync(JobErrorStore.TableName));
    }
}
